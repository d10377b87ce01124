import { HeadAndTail } from "../core/head-and-tail.ts";
import { limitedParts } from "../core/limited-text.ts";
import { FloodGate } from "./flood-gate.ts";
import { ShownOutput, type ShownOutputOptions } from "./shown-output.ts";

export { limited } from "../core/limited-text.ts";

export interface CommandTextOptions extends ShownOutputOptions {
  /** The most that the text may take, in bytes of UTF-8; without a limit if left out. */
  readonly maxBytes?: number;
}

/** What is told of a command's output beside its text. */
export interface OutputFacts {
  /** `screen`: it was a full-screen program, and the text is its last picture. */
  readonly kind: "text" | "screen";
  /** What the terminal was given: control sequences, and where they are still in it echo and prompt, count. */
  readonly bytes: number;
  /** Lines of the whole text. */
  readonly lines: number;
  readonly truncated: boolean;
  /** There if echo or prompt could not be recognised, and may be among the text. */
  readonly exact?: false;
}

/** What a command has printed, as a person saw it. */
export interface CommandOutput extends OutputFacts {
  /** Without empty lines at its end; a cut is marked by a line that says how many bytes are missing. */
  readonly text: string;
  /** How much is missing from the text, in bytes; there where it is truncated. */
  readonly omittedBytes?: number;
}

/** So much text is kept at least, at either end, where there is a limit. */
const KEEP_BYTES = 1024 * 1024;

/**
 * Makes text of a command's output, piece by piece. With a limit, however long the output, it needs some MiB and
 * the time that these take: what is far from both ends is not looked at.
 */
export class CommandText {
  readonly #maxBytes: number;
  readonly #kept: HeadAndTail;
  readonly #shown: ShownOutput;
  readonly #gate: FloodGate;
  #bytes = 0;

  constructor(options: CommandTextOptions) {
    this.#maxBytes = options.maxBytes ?? Number.POSITIVE_INFINITY;
    const keep = Math.max(KEEP_BYTES, this.#maxBytes);
    const kept = new HeadAndTail(4 * keep);
    const shown = new ShownOutput(options, kept);
    this.#gate = new FloodGate(flooded(shown, kept), keep);
    this.#kept = kept;
    this.#shown = shown;
  }

  /** Takes the next bytes, which are kept: they may not change afterwards. */
  push(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    this.#gate.push(bytes);
  }

  end(): CommandOutput {
    this.#gate.end();
    const { lastScreen, exact } = this.#shown.end();
    const bytes = this.#bytes;
    if (lastScreen) {
      const parts = { head: lastScreen.join("\n"), omittedBytes: 0, tail: "" };
      return { kind: "screen", bytes, lines: lastScreen.length, ...limitedParts(parts, this.#maxBytes) };
    }
    const parts = this.#kept.parts();
    const isEmpty = parts.head === "" && parts.omittedBytes === 0 && parts.tail === "";
    const lines = isEmpty ? 0 : this.#kept.newlines + 1;
    return { kind: "text", bytes, lines, ...limitedParts(parts, this.#maxBytes), ...(!exact && { exact }) };
  }
}

/** What the gate leaves out, neither the terminal nor the text has seen. */
function flooded(shown: ShownOutput, kept: HeadAndTail) {
  return {
    get isAltScreen() {
      return shown.isAltScreen;
    },
    push: (bytes: Uint8Array) => shown.push(bytes),
    omit(bytes: number, newlines: number) {
      shown.gap();
      kept.omit(bytes, newlines);
    },
  };
}

/**
 * What a command has printed, as {@link ShownOutput} hands it on.
 *
 * @param pieces the output, one after the other; a character may be cut between two. Each is left alone from then on.
 */
export function commandOutput(pieces: Iterable<Uint8Array>, options: CommandTextOptions): CommandOutput {
  const text = new CommandText(options);
  for (const piece of pieces) text.push(piece);
  return text.end();
}
