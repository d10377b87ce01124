import { joinBytes, NO_BYTES, sliceView } from "../bytes.ts";
import { readMark, type ShellMark } from "./grammar.ts";

const ESC = 0x1b;

/** Where the scanner puts what it has split: the two are called in the order of the bytes. */
export interface MarkSink {
  text(bytes: Uint8Array): void;
  mark(mark: ShellMark): void;
}

/**
 * Splits PTY output at the marks that carry the session's word. Everything else goes through, the marks of others too.
 * Holds back at most the beginning of one mark, cut between two reads.
 */
export class MarkScanner {
  readonly #sink: MarkSink;
  readonly #word: string;
  #held = NO_BYTES;

  /** @param word the session's */
  constructor(word: string, sink: MarkSink) {
    this.#word = word;
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    const bytes = joinBytes(this.#held, chunk);
    this.#held = NO_BYTES;
    let done = 0;
    for (let at = bytes.indexOf(ESC); at !== -1; at = bytes.indexOf(ESC, at)) {
      const reading = readMark(bytes, at, this.#word);
      if (reading.kind === "partial") {
        // A copy: the chunk is the caller's again as soon as we return.
        this.#held = bytes.slice(at);
        break;
      }
      if (reading.kind === "none") {
        at += 1;
        continue;
      }
      this.#text(bytes, done, at);
      this.#sink.mark(reading.mark);
      done = reading.end;
      at = reading.end;
    }
    this.#text(bytes, done, bytes.length - this.#held.length);
  }

  /** Whether the beginning of a mark is held. */
  get holding(): boolean {
    return this.#held.length > 0;
  }

  /** Gives out the beginning of a mark that will not be continued. */
  flush(): void {
    const held = this.#held;
    this.#held = NO_BYTES;
    this.#text(held, 0, held.length);
  }

  #text(bytes: Uint8Array, start: number, end: number): void {
    if (end > start) this.#sink.text(sliceView(bytes, start, end));
  }
}
