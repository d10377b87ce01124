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

  *lines(): Generator<string> {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let read = this.#read(chunk); read > 0; read = this.#read(chunk)) {
      let text = Buffer.concat([this.#rest, chunk.subarray(0, read)]);
      for (let end = text.indexOf(NEWLINE); end !== -1; end = text.indexOf(NEWLINE)) {
        yield text.toString("utf8", 0, end);
        text = text.subarray(end + 1);
        this.#rest = text;
      }
      this.#rest = text;
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
