/**
 * How much of the output is remembered: enough for a prompt of several lines with its colours, and for the line of
 * blanks that fish and zsh write in front of it, 1,000 of them in the widest terminal.
 */
const TAIL_LENGTH = 4096;

/** Remembers the last bytes that were appended, and how many there were in all. */
export class OutputTail {
  readonly #bytes = new Uint8Array(TAIL_LENGTH);
  #length = 0;
  #total = 0;

  /** Bytes appended so far. */
  get total(): number {
    return this.#total;
  }

  append(bytes: Uint8Array): void {
    this.#total += bytes.length;
    const fresh = bytes.subarray(Math.max(0, bytes.length - TAIL_LENGTH));
    const keep = Math.min(this.#length, TAIL_LENGTH - fresh.length);
    this.#bytes.copyWithin(0, this.#length - keep, this.#length);
    this.#bytes.set(fresh, keep);
    this.#length = keep + fresh.length;
  }

  /** A copy of the end of what was appended since {@link OutputTail.total} was `total`, at most 4 KiB of it. */
  since(total: number): Uint8Array {
    const wanted = Math.min(this.#length, this.#total - total);
    return this.#bytes.slice(this.#length - wanted, this.#length);
  }

  reset(): void {
    this.#length = 0;
  }
}
