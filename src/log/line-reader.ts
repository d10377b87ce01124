import { closeSync, openSync, readSync } from "node:fs";
import { AppError, systemErrorCode } from "../protocol/errors.ts";

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

/** No record is longer, in bytes: a frame holds 16 MiB, and what one carries grows by a few quotes in the log. */
export const MAX_LINE_BYTES = 32 * 1024 * 1024;

/** The lines of a log that end in a newline, read in pieces: the file may be of any size. */
export class LineReader {
  readonly path: string;
  /** Bytes taken so far, also those that {@link rest} counts. */
  read = 0;
  /** Bytes behind the last newline, once {@link lines} has ended: more than {@link MAX_LINE_BYTES} if it gave up. */
  rest = 0;
  readonly #limit: number;

  /** @param limit bytes of the file to look at, from its start */
  constructor(path: string, limit: number) {
    this.path = path;
    this.#limit = limit;
  }

  /** @throws AppError `STORAGE_READ_ERROR` */
  *lines(): Generator<string> {
    const file = openLog(this.path);
    try {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      let pieces: Buffer[] = [];
      while (this.rest <= MAX_LINE_BYTES) {
        const length = this.#readChunk(file, chunk);
        if (length === 0) return;
        let start = 0;
        for (let end = chunk.indexOf(NEWLINE); end !== -1 && end < length; end = chunk.indexOf(NEWLINE, start)) {
          const piece = chunk.subarray(start, end);
          start = end + 1;
          yield pieces.length === 0 ? piece.toString("utf8") : Buffer.concat([...pieces, piece]).toString("utf8");
          pieces = [];
          this.rest = 0;
        }
        if (start < length) pieces.push(Buffer.from(chunk.subarray(start, length)));
        this.rest += length - start;
      }
    } finally {
      closeSync(file);
    }
  }

  #readChunk(file: number, chunk: Buffer): number {
    const wanted = Math.min(chunk.length, this.#limit - this.read);
    if (wanted <= 0) return 0;
    try {
      const length = readSync(file, chunk, 0, wanted, this.read);
      this.read += length;
      return length;
    } catch (error) {
      throw unreadable(this.path, error);
    }
  }
}

/** Opens a log for reading. @throws AppError `STORAGE_READ_ERROR` */
export function openLog(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): AppError {
  const reason = systemErrorCode(error) === "ENOENT" ? "it is missing" : (error as Error).message;
  return new AppError("STORAGE_READ_ERROR", `Cannot read the event log '${path}': ${reason}.`, { path });
}
