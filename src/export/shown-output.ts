import { promptRow, type TypedCommand, WithoutEcho } from "../core/echo-lines.ts";
import { EmptyEnd } from "../core/empty-end.ts";
import type { TextSink } from "../core/text-sink.ts";
import { PrintedText, type TerminalSize } from "./printed-text.ts";

export interface ShownOutputOptions extends TerminalSize {
  /** There if the output begins with the echo of the command, and ends with the next prompt. */
  readonly echo?: TypedCommand;
}

const encoder = new TextEncoder();

/**
 * Hands on what a command has printed, as a person saw it: carriage returns, backspaces, colours and cursor movements
 * carried out, lines that the terminal wrapped joined, blanks at the ends of lines and empty lines at the end left out.
 * However long it is, it needs the memory of a screen.
 */
export class ShownOutput {
  readonly #printed: PrintedText;
  readonly #withoutEcho: WithoutEcho | undefined;
  readonly #text: WithoutEcho | EmptyEnd;

  constructor({ cols, rows, echo }: ShownOutputOptions, sink: TextSink) {
    this.#withoutEcho = echo && new WithoutEcho(echo, sink);
    this.#text = this.#withoutEcho ?? new EmptyEnd(sink);
    this.#printed = new PrintedText({ cols, rows }, this.#text);
    if (echo) this.#printed.push(encoder.encode(promptRow(echo)));
  }

  /** Whether a full-screen program has the screen. */
  get isAltScreen(): boolean {
    return this.#printed.isAltScreen;
  }

  /** Takes the next bytes, which are kept: they may not change afterwards. */
  push(bytes: Uint8Array): void {
    this.#printed.push(bytes);
  }

  /** What comes next is missing, and what comes then begins a line. */
  gap(): void {
    this.#printed.gap();
    this.#text.gap();
  }

  /**
   * @returns the last picture of a full-screen program, which then is what has been shown; and whether echo and prompt
   * were recognised, where there were some
   */
  end(): { readonly lastScreen: readonly string[] | undefined; readonly exact: boolean } {
    const lastScreen = this.#printed.end();
    return { lastScreen, exact: this.#withoutEcho?.end() ?? true };
  }
}
