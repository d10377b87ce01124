import { closeSync, openSync, readSync } from "node:fs";

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

/** Reads a log that is still being written: each call gives the whole lines that have come since the last one. */
export class LogTail {
  #file: number;
  #offset = 0;
  #rest = Buffer.alloc(0);

  /** @throws the system error */
  constructor(path: string) {
    this.#file = openSync(path, "r");
  }

  /** May be broken off; the next call goes on behind the last line that was given. */
  *lines(): Generator<string> {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      for (let end = this.#rest.indexOf(NEWLINE); end !== -1; end = this.#rest.indexOf(NEWLINE)) {
        const line = this.#rest.toString("utf8", 0, end);
        this.#rest = this.#rest.subarray(end + 1);
        yield line;
      }
      const read = this.#read(chunk);
      if (read === 0) return;
      this.#rest = Buffer.concat([this.#rest, chunk.subarray(0, read)]);
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #read(chunk: Buffer): number {
    const read = readSync(this.#file, chunk, 0, chunk.length, this.#offset);
    this.#offset += read;
    return read;
  }
}
