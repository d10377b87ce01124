/** Bytes that become more; the room is used again after {@link ByteBuffer.clear}. */
export class ByteBuffer {
  #bytes = new Uint8Array(1 << 12);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  /** What was put in; valid until the next change. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  push(byte: number): void {
    if (this.length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.length++] = byte;
  }
}
