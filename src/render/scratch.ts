/** Kept from call to call up to this size: the pixels of a screen of 240×80 cells, as truecolour. */
const MOST_KEPT = 16 * 1024 * 1024;

/**
 * Memory for one call after the other, so that a film does not leave megabytes of garbage a frame: the runtime collects
 * them late. What was in it is zeroed.
 */
export class Scratch {
  #bytes = new Uint8Array(0);

  /** So many bytes, all 0, until the next call. */
  take(length: number): Uint8Array {
    if (length > MOST_KEPT) return new Uint8Array(length);
    if (length > this.#bytes.length) this.#bytes = new Uint8Array(length);
    return this.#bytes.subarray(0, length).fill(0);
  }
}
