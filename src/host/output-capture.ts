/** So much is kept of each end of a command's output, in bytes; what is to be shown is far less. */
const KEPT_BYTES = 1024 * 1024;

/** Keeps what a command prints while it prints: all of it, or its beginning and its end. */
export class OutputCapture {
  #head: Uint8Array[] = [];
  #headBytes = 0;
  #tail: Uint8Array[] = [];
  #tailBytes = 0;
  #total = 0;
  #paused: boolean;

  /** @param paused whether it begins with {@link OutputCapture.resume} only. */
  constructor(paused: boolean) {
    this.#paused = paused;
  }

  /** Bytes that have been printed in all. */
  get total(): number {
    return this.#total;
  }

  /** Bytes between the two pieces that are kept. */
  get omitted(): number {
    return this.#total - this.#headBytes - this.#tailBytes;
  }

  get head(): readonly Uint8Array[] {
    return this.#head;
  }

  get tail(): readonly Uint8Array[] {
    return this.#tail;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
  }

  /** The bytes are copied. */
  push(bytes: Uint8Array): void {
    if (this.#paused || bytes.length === 0) return;
    this.#total += bytes.length;
    const forHead = Math.min(bytes.length, KEPT_BYTES - this.#headBytes);
    if (forHead > 0) {
      this.#head.push(bytes.slice(0, forHead));
      this.#headBytes += forHead;
    }
    if (forHead === bytes.length) return;
    this.#tail.push(bytes.slice(forHead));
    this.#tailBytes += bytes.length - forHead;
    while (this.#tailBytes - (this.#tail[0]?.length ?? 0) >= KEPT_BYTES) {
      this.#tailBytes -= this.#tail.shift()?.length ?? 0;
    }
  }
}
