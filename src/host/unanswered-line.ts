const LINE_ENDS = [0x0d, 0x0a];

/** Knows whether a line has been typed to which nothing has come back yet. */
export class UnansweredLine {
  #typedAt: number | undefined;

  /** How long ago it was typed, in ms; nothing where there is none. */
  get ageMs(): number | undefined {
    return this.#typedAt === undefined ? undefined : Math.floor(performance.now() - this.#typedAt);
  }

  typed(bytes: Uint8Array): void {
    if (LINE_ENDS.some((end) => bytes.includes(end))) this.#typedAt = performance.now();
  }

  answered(): void {
    this.#typedAt = undefined;
  }
}
