import { newlinesIn } from "../core/newlines.ts";
import type { TextSink } from "../core/text-sink.ts";
import { UnnamedFile } from "../store/unnamed-file.ts";

/** Text is kept in blocks of at least so many UTF-16 units. */
const BLOCK_LENGTH = 16 * 1024;

/** So many bytes are kept in memory; more go into a file. */
const MEMORY_BYTES = 4 * 1024 * 1024;

const NEWLINE = 0x0a;

/** What a UTF-16 unit takes in UTF-8 at most. */
const MAX_UNIT_BYTES = 3;

interface Block {
  readonly length: number;
  readonly newlines: number;
  /** Its bytes, or where they begin in the file. */
  readonly at: Buffer | number;
}

/**
 * Keeps a text of any length until it is known that it holds: all that is shown may be erased in the end. What does not
 * fit into a few MiB of memory lies in a file; where none can be written, it has to fit.
 */
export class TextSpool implements TextSink {
  readonly #lastLines: number;
  #pieces: string[] = [];
  #length = 0;
  #blocks: Block[] = [];
  #newlines = 0;
  #inMemory = 0;
  #memoryBytes = MEMORY_BYTES;
  #file: UnnamedFile | undefined;
  #fileLength = 0;
  #reused = Buffer.alloc(0);

  /** @param lastLines how many lines of the end are wanted */
  constructor(lastLines = Number.POSITIVE_INFINITY) {
    this.#lastLines = lastLines;
  }

  add(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
    if (this.#length >= BLOCK_LENGTH) this.#closeBlock();
  }

  restart(): void {
    this.#pieces = [];
    this.#blocks = [];
    this.#length = this.#newlines = this.#inMemory = this.#fileLength = 0;
  }

  /**
   * Gives out what is kept, in pieces that cut no character, and forgets it. Each piece is good until the next is asked for.
   */
  *take(): Generator<Buffer> {
    this.#closeBlock();
    let unwanted = this.#newlines + 1 - this.#lastLines;
    try {
      for (const block of this.#blocks) {
        const bytes = this.#bytesOf(block);
        const wanted = unwanted > block.newlines ? bytes.subarray(bytes.length) : behindNewlines(bytes, unwanted);
        unwanted -= block.newlines;
        if (wanted.length > 0) yield wanted;
      }
    } finally {
      this.#file?.close();
      this.#file = undefined;
      this.restart();
    }
  }

  #bytesOf({ at, length }: Block): Buffer {
    if (typeof at !== "number") return at;
    const bytes = this.#scratch(length);
    (this.#file as UnnamedFile).read(bytes, at);
    return bytes;
  }

  /** The same memory for each block: what is used once the runtime collects late. */
  #scratch(length: number): Buffer {
    if (this.#reused.length < length) this.#reused = Buffer.allocUnsafeSlow(length);
    return this.#reused.subarray(0, length);
  }

  #closeBlock(): void {
    const text = this.#pieces.join("");
    this.#pieces = [];
    this.#length = 0;
    const room = this.#scratch(text.length * MAX_UNIT_BYTES);
    const bytes = room.subarray(0, room.write(text, "utf8"));
    const newlines = newlinesIn(text);
    this.#blocks.push({ at: this.#keep(bytes), length: bytes.length, newlines });
    this.#newlines += newlines;
    this.#dropUnwanted();
  }

  #keep(bytes: Buffer): Buffer | number {
    if (this.#inMemory + bytes.length > this.#memoryBytes) {
      try {
        return this.#write(bytes);
      } catch {
        // No place, or no room: memory is all that it costs.
        this.#memoryBytes = Number.POSITIVE_INFINITY;
      }
    }
    this.#inMemory += bytes.length;
    return Buffer.from(bytes);
  }

  #write(bytes: Buffer): number {
    this.#file ??= new UnnamedFile();
    const at = this.#fileLength;
    this.#file.write(bytes, at);
    this.#fileLength += bytes.length;
    return at;
  }

  #dropUnwanted(): void {
    for (let first = this.#blocks[0]; first; first = this.#blocks[0]) {
      if (this.#newlines - first.newlines < this.#lastLines) return;
      this.#blocks.shift();
      this.#newlines -= first.newlines;
      if (typeof first.at !== "number") this.#inMemory -= first.length;
    }
  }
}

/** What stands behind the first `count` newlines. */
function behindNewlines(bytes: Buffer, count: number): Buffer {
  let start = 0;
  for (let line = 0; line < count; line++) start = bytes.indexOf(NEWLINE, start) + 1;
  return bytes.subarray(start);
}
