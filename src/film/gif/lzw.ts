import { ByteBuffer } from "../byte-buffer.ts";

/** Codes have at most 12 bits (GIF89a, appendix F). */
const MAX_CODES = 4096;
const HASH_BITS = 14;
const HASH = 0x9e3779b1;
const BLOCK = 255;

/** Compresses colour numbers as GIF does it: variable-length codes, lowest bits first, in blocks of up to 255 bytes. */
export class LzwEncoder {
  /** Each slot has a string (a code and the number that follows it) and the code of both. Strings are never 0. */
  readonly #strings = new Int32Array(1 << HASH_BITS);
  readonly #codes = new Uint16Array(1 << HASH_BITS);
  readonly #packed = new ByteBuffer();
  #bits = 0;
  #bitCount = 0;

  /**
   * @param indices colour numbers
   * @param width bits that the highest of them needs, 2 to 8
   * @returns the image data of GIF89a, 22: the width, blocks, and an empty block
   */
  encode(indices: Uint8Array, width: number): Uint8Array {
    this.#packed.clear();
    this.#bits = 0;
    this.#bitCount = 0;
    this.#compress(indices, width);
    if (this.#bitCount > 0) this.#packed.push(this.#bits & 255);
    return inBlocks(this.#packed.bytes, width);
  }

  #compress(indices: Uint8Array, width: number): void {
    const clear = 1 << width;
    let size = width + 1;
    let next = clear + 2;
    this.#strings.fill(0);
    this.#put(clear, size);
    let prefix = indices[0]!;
    for (let at = 1; at < indices.length; at++) {
      const string = ((prefix << 8) | indices[at]!) + 1;
      const slot = this.#slotOf(string);
      if (this.#strings[slot] === string) {
        prefix = this.#codes[slot]!;
        continue;
      }
      this.#put(prefix, size);
      prefix = indices[at]!;
      if (next === MAX_CODES) {
        this.#put(clear, size);
        this.#strings.fill(0);
        size = width + 1;
        next = clear + 2;
        continue;
      }
      this.#strings[slot] = string;
      this.#codes[slot] = next;
      if (next++ === 1 << size) size++;
    }
    this.#put(prefix, size);
    // A decoder has by now one string more than we, and may have gone on to longer codes.
    if (next === 1 << size && size < 12) size++;
    this.#put(clear + 1, size);
  }

  #slotOf(string: number): number {
    let slot = Math.imul(string, HASH) >>> (32 - HASH_BITS);
    for (;;) {
      const found = this.#strings[slot]!;
      if (found === 0 || found === string) return slot;
      slot = (slot + 1) & ((1 << HASH_BITS) - 1);
    }
  }

  #put(code: number, size: number): void {
    this.#bits |= code << this.#bitCount;
    this.#bitCount += size;
    while (this.#bitCount >= 8) {
      this.#packed.push(this.#bits & 255);
      this.#bits >>>= 8;
      this.#bitCount -= 8;
    }
  }
}

function inBlocks(bytes: Uint8Array, width: number): Uint8Array {
  const blocks = Math.ceil(bytes.length / BLOCK);
  const whole = new Uint8Array(1 + bytes.length + blocks + 1);
  whole[0] = width;
  for (let from = 0, to = 1; from < bytes.length; from += BLOCK, to += BLOCK + 1) {
    const block = bytes.subarray(from, from + BLOCK);
    whole[to] = block.length;
    whole.set(block, to + 1);
  }
  return whole;
}
