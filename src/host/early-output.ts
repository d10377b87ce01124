/** Keeps, in order, what a child writes before there is somebody to take it, and when it came. */
export class EarlyOutput {
  #kept: { readonly bytes: Uint8Array; readonly arrivedAt: number }[] = [];
  #take: ((bytes: Uint8Array) => void) | undefined;
  #givenFrom: number | undefined;

  /** Bytes are copied where they are kept: the terminal uses its buffer again, of which a Buffer's `slice` is a view. */
  push(bytes: Uint8Array): void {
    if (this.#take) this.#take(bytes);
    else this.#kept.push({ bytes: new Uint8Array(bytes), arrivedAt: Date.now() });
  }

  /** Gives to `take`, before it returns, what has been kept, and later each piece as it comes. */
  flowTo(take: (bytes: Uint8Array) => void): void {
    for (const { bytes, arrivedAt } of this.#kept) {
      this.#givenFrom = arrivedAt;
      take(bytes);
    }
    this.#givenFrom = undefined;
    this.#kept = [];
    this.#take = take;
  }

  /** The time, in ms since the epoch; while something is given that was kept, the time at which that came. */
  readonly now = (): number => this.#givenFrom ?? Date.now();
}
