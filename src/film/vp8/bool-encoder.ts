/** A probability of one half, for bits that are as likely as not. */
const EVEN = 128;

/**
 * The arithmetic coder of VP8 (RFC 6386, 7): writes single bits, each with the probability of its being 0, in 1/256.
 * Its buffer grows as needed and is used again after {@link BoolEncoder.reset}.
 */
export class BoolEncoder {
  #bytes = new Uint8Array(1 << 12);
  #length = 0;
  #range = 255;
  /** What is not written yet: eight bits that still move, under `#pending` settled ones, under one bit of carry. */
  #low = 0;
  #pending = 0;

  reset(): void {
    this.#length = 0;
    this.#range = 255;
    this.#low = 0;
    this.#pending = 0;
  }

  /** @param probability that `bit` is 0, 1 to 255 */
  bit(bit: number, probability: number): void {
    const split = 1 + (((this.#range - 1) * probability) >> 8);
    let range = split;
    if (bit) {
      this.#low += split;
      range = this.#range - split;
    }
    const shift = Math.clz32(range) - 24;
    this.#range = range << shift;
    if (shift === 0) return;
    this.#low <<= shift;
    this.#pending += shift;
    if (this.#pending >= 8) this.#emit();
  }

  #emit(): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    const byte = this.#low >> this.#pending;
    if (byte & 0x100) this.#carry();
    this.#bytes[this.#length++] = byte;
    this.#low &= (1 << this.#pending) - 1;
    this.#pending -= 8;
  }

  #carry(): void {
    let at = this.#length - 1;
    while (this.#bytes[at] === 0xff) this.#bytes[at--] = 0;
    this.#bytes[at]!++;
  }

  /** A flag that is as likely as not. */
  flag(value: boolean): void {
    this.bit(value ? 1 : 0, EVEN);
  }

  /** A number of `width` bits, the highest first. */
  literal(value: number, width: number): void {
    for (let index = width - 1; index >= 0; index--) this.bit((value >> index) & 1, EVEN);
  }

  /**
   * Settles all bits with few more, whatever follows.
   *
   * @returns the bytes; they are overwritten after the next reset
   */
  finish(): Uint8Array {
    // The range is 128 or more, so that a multiple of 64 lies in it with all that begins with its two highest bits.
    this.#low = ((this.#low + 63) & ~63) << 2;
    this.#pending += 2;
    if (this.#pending >= 8) this.#emit();
    // A byte more than is needed: ffmpeg reads ahead, and takes a frame for cut off where macroblocks come after its end.
    this.#low <<= 16 - this.#pending;
    this.#pending = 16;
    this.#emit();
    this.#emit();
    return this.#bytes.subarray(0, this.#length);
  }
}
