import { ByteBuffer } from "../byte-buffer.ts";

/** Packs numbers of any width behind each other, the lowest bit first, as lossless WebP wants it. */
export class BitWriter {
  readonly #buffer = new ByteBuffer();
  #bits = 0;
  #count = 0;

  /** @param value below 2^width @param width 0 to 24 */
  put(value: number, width: number): void {
    this.#bits |= value << this.#count;
    this.#count += width;
    while (this.#count >= 8) {
      this.#buffer.push(this.#bits & 255);
      this.#bits >>>= 8;
      this.#count -= 8;
    }
  }

  /** @returns the bytes; the last one is filled up with zeros */
  finish(): Uint8Array {
    if (this.#count > 0) this.#buffer.push(this.#bits & 255);
    return this.#buffer.bytes;
  }
}
