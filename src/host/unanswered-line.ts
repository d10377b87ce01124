const LINE_ENDS = [0x0d, 0x0a];

/** Knows whether a line has been typed to which nothing has come back yet. */
export class UnansweredLine {
  #typedAt: number | undefined;

  /** How long ago it was typed, in ms; nothing where there is none. */
  get ageMs(): number | undefined {
    return this.#typedAt === undefined ? undefined : Math.floor(performance.now() - this.#typedAt);
  }

  /** Whether these end a line. */
  isLine(bytes: Uint8Array | string): boolean {
    const typed = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
    return LINE_ENDS.some((end) => typed.includes(end));
  }

  /** Whether these leave a line begun. */
  leavesLine(bytes: Uint8Array): boolean {
    const last = bytes.at(-1);
    return last !== undefined && !LINE_ENDS.includes(last);
  }

  typed(bytes: Uint8Array): void {
    if (this.isLine(bytes)) this.#typedAt = performance.now();
  }

  answered(): void {
    this.#typedAt = undefined;
  }
}
