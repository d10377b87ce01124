import { lastLinesStart, withoutEmptyEnd } from "./newlines.ts";
import type { TextSink } from "./text-sink.ts";

/** The most of a line that is held back beside the prompt, in UTF-16 units. */
const MAX_HELD = 64 * 1024;

/**
 * Takes the prompt that follows a command off the end of a terminal's text; it is the one that the command was typed behind.
 * Empty lines at the end of what comes must have been taken off before.
 */
export class PromptBehind implements TextSink {
  readonly #sink: TextSink;
  readonly #rows: readonly string[];
  readonly #keep: number;
  #held = "";

  /** @param prompt its rows have `\n` between them */
  constructor(prompt: string, sink: TextSink) {
    const rows = prompt.split("\n").map((row) => row.trimEnd());
    this.#rows = rows.every((row) => row === "") ? [] : rows;
    this.#keep = MAX_HELD + prompt.length;
    this.#sink = sink;
  }

  add(text: string): void {
    this.#held += text;
    if (this.#rows.length === 0) this.gap();
    // Most pieces bring no line to its end, and leave what is held as it is.
    if (text.includes("\n")) this.#handOn(lastLinesStart(this.#held, this.#rows.length));
    if (this.#held.length > 2 * this.#keep) this.#handOn(characterStart(this.#held, this.#held.length - this.#keep));
  }

  restart(): void {
    this.#held = "";
    this.#sink.restart();
  }

  /** What comes next is missing: this is no prompt. */
  gap(): void {
    this.#handOn(this.#held.length);
  }

  /** @returns whether the prompt was recognised: else it may be among the text */
  end(): boolean {
    if (this.#rows.length === 0) return true;
    const { text, exact } = withoutPrompt(withoutEmptyEnd(this.#held), this.#rows);
    this.#held = "";
    this.#sink.add(text);
    return exact;
  }

  #handOn(end: number): void {
    if (end === 0) return;
    this.#sink.add(this.#held.slice(0, end));
    this.#held = this.#held.slice(end);
  }
}

function withoutPrompt(text: string, rows: readonly string[]): { text: string; exact: boolean } {
  const lines = text.split("\n");
  const last = rows.at(-1) as string;
  const lastLine = (lines.at(-1) ?? "").trimEnd();
  // In front of the prompt was output that did not end in a newline: what comes behind this command is shorter.
  if (lastLine !== "" && lastLine !== last && last.endsWith(lastLine)) {
    return { text: lines.slice(0, -1).join("\n"), exact: false };
  }
  if (!lastLine.endsWith(last)) return { text, exact: false };
  const start = lines.length - rows.length;
  const isWhole = rows.every((row, index) => lines[start + index]?.trimEnd() === row);
  if (isWhole) return { text: lines.slice(0, start).join("\n"), exact: true };
  // In front of it is output that does not end in a newline; or something that the prompt has got, as "(venv) ".
  const before = lastLine.slice(0, lastLine.length - last.length);
  return { text: [...lines.slice(0, -1), before].join("\n"), exact: rows.length === 1 && !/[\s)\]}>]$/.test(before) };
}

/** The start of the character that the unit at `at` is of. */
function characterStart(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
