import type { TextSink } from "./text-sink.ts";

/** What shells ask for the rest of a command with. */
const CONTINUATION = "> ";

/** A line that is so much longer than what was typed shows something else, in UTF-16 units. */
const MAX_BLANKS = 64 * 1024;

/** A line of the command behind its first, without blanks: alone, and behind the prompts that it may be read at. */
interface NextLine {
  readonly alone: string;
  readonly prompted: readonly string[];
}

/**
 * Takes a command's echo out of a terminal's text. Line editors wrap and redraw in many ways, so blanks are not looked at.
 * The text begins with the row of the prompt that the command was typed behind.
 */
export class TypedEcho implements TextSink {
  readonly #sink: TextSink;
  /** What the first line shows, without blanks. */
  readonly #first: string;
  readonly #more: readonly NextLine[];
  readonly #maxLine: number;
  /** How lines are read that may be echo. */
  #reader: "first" | "all-at-once" | "one-by-one" | "none" = "first";
  /** The line that has not ended, or what is not handed on yet of one that is too long for an echo. */
  #line = "";
  #isLong = false;
  /** Lines of which it is not decided yet whether they are echo. */
  #held: string[] = [];
  #shown = "";
  #next = 0;
  #exact = true;

  /** @param promptRow the text in front of the cursor where `command` was typed, which has `\n` between its lines */
  constructor(promptRow: string, command: string, sink: TextSink) {
    const [first = "", ...more] = command.replace(/\n$/, "").split("\n");
    this.#sink = sink;
    this.#first = squeezed(promptRow + first);
    this.#more = more.map((line) => ({
      alone: squeezed(line),
      prompted: [promptRow, CONTINUATION].map((prompt) => squeezed(prompt + line)),
    }));
    this.#maxLine = MAX_BLANKS + promptRow.length + command.length;
  }

  add(text: string): void {
    let at = 0;
    for (let end = text.indexOf("\n"); end !== -1 && this.#reader !== "none"; end = text.indexOf("\n", at)) {
      this.#endLine(text.slice(at, end + 1));
      at = end + 1;
    }
    const rest = text.slice(at);
    if (this.#reader === "none" || this.#isLong) {
      this.#sink.add(rest);
      return;
    }
    this.#line += rest;
    if (this.#line.length > this.#maxLine) this.#passLong();
  }

  /** The echo has been erased with all else. */
  restart(): void {
    this.#line = "";
    this.#held = [];
    this.#reader = "none";
    this.#exact = true;
    this.#sink.restart();
  }

  /** Nothing more comes that can be echo. @returns whether all of it was recognised: else some may be among the text */
  end(): boolean {
    const line = this.#line;
    this.#line = "";
    if (this.#reader === "first") this.#endFirst(line);
    else if (this.#reader !== "none") this.#endMore(line);
    this.#reader = "none";
    return this.#exact;
  }

  #endLine(text: string): void {
    const line = this.#line + text;
    this.#line = "";
    if (this.#isLong) this.#sink.add(line);
    else this.#take(line);
    this.#isLong = false;
  }

  #take(line: string): void {
    if (this.#reader === "first") this.#takeFirst(line);
    else if (this.#reader === "all-at-once") this.#takeAtOnce(line);
    else this.#takeOne(line);
  }

  /** The line may be several if a line editor has wrapped it. */
  #takeFirst(line: string): void {
    this.#shown += squeezed(line);
    this.#held.push(line);
    // More on the line: a prompt at the right margin.
    if (this.#shown.startsWith(this.#first)) this.#foundFirst(this.#shown === this.#first);
    else if (!this.#first.startsWith(this.#shown)) this.#giveUp();
  }

  #foundFirst(exact: boolean): void {
    this.#exact = exact;
    this.#held = [];
    this.#reader = this.#more.length > 0 ? "all-at-once" : "none";
  }

  /** A shell without a line editor has them all echoed as they are typed; its prompts come later, anywhere. */
  #takeAtOnce(line: string): void {
    const wanted = this.#more[this.#held.length];
    this.#held.push(line);
    if (squeezed(line) !== wanted?.alone) {
      this.#readOneByOne();
    } else if (this.#held.length === this.#more.length) {
      this.#held = [];
      this.#exact = false;
      this.#reader = "none";
    }
  }

  #readOneByOne(): void {
    const held = this.#held;
    this.#held = [];
    this.#reader = "one-by-one";
    for (const line of held) this.#takeOne(line);
  }

  #takeOne(line: string): void {
    const isEcho = this.#more[this.#next]?.prompted.includes(squeezed(line)) ?? false;
    if (isEcho) this.#next += 1;
    else this.#sink.add(line);
    if (this.#next === this.#more.length) this.#reader = "none";
  }

  #giveUp(): void {
    for (const line of this.#held) this.#sink.add(line);
    this.#held = [];
    this.#exact = false;
    this.#reader = "none";
  }

  #passLong(): void {
    const line = this.#line;
    this.#line = "";
    this.#isLong = true;
    if (this.#reader === "first") this.#giveUp();
    else this.#readOneByOne();
    this.#sink.add(line);
  }

  #endFirst(line: string): void {
    if (line !== "") this.#takeFirst(line);
    else if (this.#first === "") this.#foundFirst(true);
    if (this.#reader === "first") this.#giveUp();
    else if (this.#reader !== "none") this.#endMore("");
  }

  #endMore(line: string): void {
    this.#take(line);
    while (this.#reader === "all-at-once") this.#takeAtOnce("");
    if (this.#reader === "one-by-one") this.#exact = false;
  }
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, "");
}
