import { type TypedCommand, withoutEcho, withoutEmptyEnd } from "../core/echo-lines.ts";
import { limitedParts, type TextParts } from "../core/limited-text.ts";
import { FloodGate } from "./flood-gate.ts";
import { type Printed, PrintedText, type TerminalSize } from "./printed-text.ts";

export { limited } from "../core/limited-text.ts";

export interface CommandTextOptions extends TerminalSize {
  /** The most that the text may take, in bytes of UTF-8; without a limit if left out. */
  readonly maxBytes?: number;
  /** There if the output begins with the echo of the command, and ends with the next prompt. */
  readonly echo?: TypedCommand;
}

/** What a command has printed, as a person saw it. */
export interface CommandOutput {
  /** `screen`: it was a full-screen program, and the text is its last picture. */
  readonly kind: "text" | "screen";
  /** Without empty lines at its end; a cut is marked by a line that says how many bytes are missing. */
  readonly text: string;
  /** What the terminal was given: control sequences, and where they are still in it echo and prompt, count. */
  readonly bytes: number;
  /** Lines of the whole text. */
  readonly lines: number;
  readonly truncated: boolean;
  /** How much is missing from the text, in bytes; there where it is truncated. */
  readonly omittedBytes?: number;
  /** There if echo or prompt could not be recognised, and may be among the text. */
  readonly exact?: false;
}

/** So much text is kept at least, at either end, where there is a limit. */
const KEEP_BYTES = 1024 * 1024;

/**
 * Makes text of a command's output, piece by piece. With a limit, however long the output, it needs some MiB and
 * the time that these take: what is far from both ends is not looked at.
 */
export class CommandText {
  readonly #options: CommandTextOptions;
  readonly #printed: PrintedText;
  readonly #gate: FloodGate;
  #bytes = 0;

  constructor(options: CommandTextOptions) {
    this.#options = options;
    const keep = options.maxBytes === undefined ? Number.POSITIVE_INFINITY : Math.max(KEEP_BYTES, options.maxBytes);
    this.#printed = new PrintedText(options, 4 * keep);
    this.#gate = new FloodGate(this.#printed, keep);
    const prompt = options.echo?.prompt;
    if (prompt) this.#printed.push(new TextEncoder().encode(prompt.slice(prompt.lastIndexOf("\n") + 1)));
  }

  /** Takes the next bytes, which are kept: they may not change afterwards. */
  push(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    this.#gate.push(bytes);
  }

  end(): CommandOutput {
    this.#gate.end();
    const printed = this.#printed.end();
    const { maxBytes = Number.POSITIVE_INFINITY } = this.#options;
    const { lastScreen } = printed;
    if (lastScreen) {
      const parts = { head: lastScreen.join("\n"), omittedBytes: 0, tail: "" };
      return { kind: "screen", bytes: this.#bytes, lines: lastScreen.length, ...limitedParts(parts, maxBytes) };
    }
    const { parts, exact } = this.#outputOf(printed);
    return {
      kind: "text",
      bytes: this.#bytes,
      lines: linesIn(parts, printed),
      ...limitedParts(parts, maxBytes),
      ...(!exact && { exact }),
    };
  }

  #outputOf({ parts, erased }: Printed): { parts: TextParts; exact: boolean } {
    const { echo } = this.#options;
    const { parts: shown, exact } = echo ? withoutEcho(parts, echo, erased) : { parts, exact: true };
    const { head, omittedBytes, tail } = shown;
    if (tail === "" && omittedBytes === 0) return { parts: { ...shown, head: withoutEmptyEnd(head) }, exact };
    return { parts: { head, omittedBytes, tail: withoutEmptyEnd(tail) }, exact };
  }
}

/**
 * What a command has printed, as a person saw it: carriage returns, backspaces, colours and cursor movements carried out,
 * lines that the terminal wrapped joined, blanks at the ends of lines and empty lines at the end left out.
 *
 * @param pieces the output, one after the other; a character may be cut between two. Each is left alone from then on.
 */
export function commandOutput(pieces: Iterable<Uint8Array>, options: CommandTextOptions): CommandOutput {
  const text = new CommandText(options);
  for (const piece of pieces) text.push(piece);
  return text.end();
}

/** Newlines in the whole text and one more, less those that have been taken off it. */
function linesIn({ head, omittedBytes, tail }: TextParts, { parts, newlines }: Printed): number {
  if (omittedBytes === 0 && head === "" && tail === "") return 0;
  const removed = count(parts.head) + count(parts.tail) - count(head) - count(tail);
  return newlines - removed + 1;
}

function count(text: string): number {
  let newlines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) newlines += 1;
  return newlines;
}
