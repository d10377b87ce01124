import { lastLinesStart } from "./newlines.ts";
import { trimTrailingBlanks } from "./screen-text.ts";

/** What needs a terminal to be understood: controls, a carriage return or a line feed on its own. A bell does not. */
const NEEDS_TERMINAL = /[^\t\n\r\x07\x20-\x7e\u00a0-\uffff]|\r(?!\n)|(?<!\r)\n/;

/** A line that has got this long is a terminal's business, in UTF-16 units: what waits for its end is looked at again and again. */
const MAX_LINE = 256 * 1024;

/**
 * Output that a terminal shows as it is: lines that end in CR LF. Everything but the last lines is given out; those wait,
 * because what comes next may go back to them.
 */
export class PlainOutput {
  readonly #rows: number;
  #held = "";
  #heldCr = "";

  /** @param rows of the screen: so many lines can be gone back to */
  constructor(rows: number) {
    this.#rows = rows;
  }

  /**
   * The lines, each with its `\n` and without trailing blanks, that these characters have finished; nothing where they
   * are not plain, and then they have not been taken.
   */
  push(text: string): string | undefined {
    const whole = this.#heldCr + text;
    const cr = whole.endsWith("\r") ? "\r" : "";
    const now = cr === "" ? whole : whole.slice(0, -1);
    if (NEEDS_TERMINAL.test(now) || this.#held.length > MAX_LINE) return undefined;
    this.#heldCr = cr;
    this.#held += now.replaceAll("\r\n", "\n").replaceAll("\x07", "");
    // Lines that are within a screen of the end can be gone back to.
    const end = lastLinesStart(this.#held, this.#rows);
    const settled = this.#held.slice(0, end);
    this.#held = this.#held.slice(end);
    return trimmed(settled);
  }

  /** What waits, as the program wrote it, which then is forgotten. */
  takeRaw(): string {
    const raw = this.#held.replaceAll("\n", "\r\n") + this.#heldCr;
    this.#held = this.#heldCr = "";
    return raw;
  }

  /** What waits, as it is shown, which then is forgotten. */
  takeRest(): string {
    const rest = trimmed(this.#held);
    this.#held = this.#heldCr = "";
    return rest;
  }
}

/** Each line without the blanks and tabs at its end, which nobody sees. */
function trimmed(text: string): string {
  if (!/[ \t](?:\n|$)/.test(text)) return text;
  return text.split("\n").map(withoutTrailing).join("\n");
}

function withoutTrailing(line: string): string {
  let text = trimTrailingBlanks(line);
  while (text.endsWith("\t")) text = trimTrailingBlanks(text.slice(0, -1));
  return text;
}
