import { joinBytes, NO_BYTES, sliceView } from "../bytes.ts";
import { readSentinel } from "./grammar.ts";

const ESC = 0x1b;

/** Where the scanner puts what it has split: the two are called in the order of the bytes. */
export interface ScannerSink {
  text(bytes: Uint8Array): void;
  sentinel(token: string, exitCode: number | undefined): void;
}

/**
 * Splits PTY output at the sentinels of the runs being watched. Everything else goes through: other control strings,
 * sentinels of other runs, text that resembles one. Holds back at most one sentinel, cut between two reads.
 */
export class SentinelScanner {
  readonly #sink: ScannerSink;
  readonly #tokens = new Set<string>();
  #held = NO_BYTES;

  constructor(sink: ScannerSink) {
    this.#sink = sink;
  }

  /** Whether bytes go through without a look at them. */
  get idle(): boolean {
    return this.#tokens.size === 0 && this.#held.length === 0;
  }

  watch(token: string): void {
    this.#tokens.add(token);
  }

  forget(token: string): void {
    this.#tokens.delete(token);
  }

  push(chunk: Uint8Array): void {
    const bytes = joinBytes(this.#held, chunk);
    this.#held = NO_BYTES;
    let done = 0;
    for (let at = bytes.indexOf(ESC); at !== -1; at = bytes.indexOf(ESC, at)) {
      const reading = readSentinel(bytes, at);
      if (reading.kind === "partial" && this.#mayBeWatched(reading.token)) {
        // A copy: the chunk is the caller's again as soon as we return.
        this.#held = bytes.slice(at);
        break;
      }
      if (reading.kind === "whole" && this.#tokens.has(reading.token)) {
        this.#text(bytes, done, at);
        this.#sink.sentinel(reading.token, reading.exitCode);
        done = reading.end;
        at = reading.end;
      } else {
        at += 1;
      }
    }
    this.#text(bytes, done, bytes.length - this.#held.length);
  }

  /** Gives out the start of a sentinel that will not be continued. */
  flush(): void {
    const held = this.#held;
    this.#held = NO_BYTES;
    this.#text(held, 0, held.length);
  }

  /** Forgets all runs and all bytes. */
  reset(): void {
    this.#tokens.clear();
    this.#held = NO_BYTES;
  }

  #text(bytes: Uint8Array, start: number, end: number): void {
    if (end > start) this.#sink.text(sliceView(bytes, start, end));
  }

  #mayBeWatched(head: string): boolean {
    for (const token of this.#tokens) {
      if (token.startsWith(head)) return true;
    }
    return false;
  }
}
