import { withoutEmptyEnd } from "./newlines.ts";
import type { TextSink } from "./text-sink.ts";

const MAX_PIECE = 64 * 1024;

/** Hands a text on without the newlines at its end, however many they are. */
export class EmptyEnd implements TextSink {
  readonly #sink: TextSink;
  /** Newlines that wait for something behind them. */
  #newlines = 0;

  constructor(sink: TextSink) {
    this.#sink = sink;
  }

  add(text: string): void {
    const kept = withoutEmptyEnd(text);
    if (kept !== "") {
      this.gap();
      this.#sink.add(kept);
    }
    this.#newlines += text.length - kept.length;
  }

  restart(): void {
    this.#newlines = 0;
    this.#sink.restart();
  }

  /** What comes next is missing: the newlines are not at the end. */
  gap(): void {
    for (; this.#newlines > 0; this.#newlines -= Math.min(this.#newlines, MAX_PIECE)) {
      this.#sink.add("\n".repeat(Math.min(this.#newlines, MAX_PIECE)));
    }
  }
}
