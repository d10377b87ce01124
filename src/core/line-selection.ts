import { newlinesIn } from "./newlines.ts";
import type { TextSink } from "./text-sink.ts";

/** Which lines of a text are wanted: those that match, and of these the first or the last. */
export interface LineSelection {
  readonly grep?: RegExp;
  readonly head?: number;
  readonly tail?: number;
}

/** Hands the lines on that match, or the first of them, with newlines between them. */
export class SelectedLines implements TextSink {
  readonly #sink: TextSink;
  readonly #grep: RegExp | undefined;
  readonly #head: number;
  /** The line that has not ended; undefined before there is one. */
  #line: string | undefined;
  #newlines = 0;
  #selected = 0;

  /** @param selection `tail` is not for this to look at: the last lines are known at the end only */
  constructor({ grep, head = Number.POSITIVE_INFINITY }: LineSelection, sink: TextSink) {
    this.#grep = grep;
    this.#head = head;
    this.#sink = sink;
  }

  /** Lines of the whole text, once it has ended. */
  get lines(): number {
    return this.#line === undefined ? 0 : this.#newlines + 1;
  }

  /** Lines that are handed on, once the text has ended. */
  get selected(): number {
    return this.#grep === undefined ? Math.min(this.lines, this.#head) : this.#selected;
  }

  add(text: string): void {
    if (text === "") return;
    if (this.#grep === undefined) this.#addHead(text);
    else this.#addMatching(text, this.#grep);
    this.#newlines += newlinesIn(text);
  }

  restart(): void {
    this.#line = undefined;
    this.#newlines = this.#selected = 0;
    this.#sink.restart();
  }

  end(): void {
    if (this.#grep !== undefined && this.#line !== undefined) this.#give([this.#line], this.#grep);
  }

  #addHead(text: string): void {
    this.#line = "";
    const end = linesEnd(text, this.#head - this.#newlines);
    if (end > 0) this.#sink.add(text.slice(0, end));
  }

  #addMatching(text: string, grep: RegExp): void {
    const end = text.lastIndexOf("\n");
    if (end === -1) {
      this.#line = (this.#line ?? "") + text;
      return;
    }
    this.#give(((this.#line ?? "") + text.slice(0, end)).split("\n"), grep);
    this.#line = text.slice(end + 1);
  }

  #give(lines: readonly string[], grep: RegExp): void {
    const matching = lines.filter((line) => grep.test(line)).slice(0, this.#head - this.#selected);
    if (matching.length === 0) return;
    this.#sink.add((this.#selected === 0 ? "" : "\n") + matching.join("\n"));
    this.#selected += matching.length;
  }
}

/** Where the first `count` lines of `text` end, without the last one's newline. */
function linesEnd(text: string, count: number): number {
  if (count === Number.POSITIVE_INFINITY) return text.length;
  let end = -1;
  for (let line = 0; line < count; line++) {
    end = text.indexOf("\n", end + 1);
    if (end === -1) return text.length;
  }
  return end;
}
