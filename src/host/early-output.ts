/** Keeps, in order, what a child writes before there is somebody to take it. */
export class EarlyOutput {
  #kept: Uint8Array[] = [];
  #take: ((bytes: Uint8Array) => void) | undefined;

  /** Bytes are copied where they are kept: the terminal uses its buffer again, of which a Buffer's `slice` is a view. */
  push(bytes: Uint8Array): void {
    if (this.#take) this.#take(bytes);
    else this.#kept.push(new Uint8Array(bytes));
  }

  /** Gives to `take`, before it returns, what has been kept, and later each piece as it comes. */
  flowTo(take: (bytes: Uint8Array) => void): void {
    for (const bytes of this.#kept) take(bytes);
    this.#kept = [];
    this.#take = take;
  }
}
