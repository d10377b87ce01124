import { EmptyEnd } from "./empty-end.ts";
import { PromptBehind } from "./prompt-behind.ts";
import type { TextSink } from "./text-sink.ts";
import { TypedEcho } from "./typed-echo.ts";

/** What stood on the terminal when a command was typed. */
export interface TypedCommand {
  /** The prompt: the text before the cursor; its rows, where it has several and that is known, with `\n` between them. */
  readonly prompt: string;
  /** As it was typed, with `\n` between its lines. */
  readonly command: string;
}

/** The last row of a prompt, behind which a command is typed. */
export function promptRow({ prompt }: TypedCommand): string {
  return prompt.slice(prompt.lastIndexOf("\n") + 1);
}

/**
 * Hands a terminal's text on without what is not a command's output: the command's echo behind the prompt, and the next
 * prompt, nor the empty lines at its end. The text begins with the last row of the prompt.
 */
export class WithoutEcho implements TextSink {
  readonly #echo: TypedEcho;
  readonly #behindEcho: EmptyEnd;
  readonly #prompt: PromptBehind;
  readonly #output: EmptyEnd;

  constructor(typed: TypedCommand, sink: TextSink) {
    this.#output = new EmptyEnd(sink);
    this.#prompt = new PromptBehind(typed.prompt, this.#output);
    this.#behindEcho = new EmptyEnd(this.#prompt);
    this.#echo = new TypedEcho(promptRow(typed), typed.command, this.#behindEcho);
  }

  add(text: string): void {
    this.#echo.add(text);
  }

  restart(): void {
    this.#echo.restart();
  }

  /** What comes next is missing. */
  gap(): void {
    this.#echo.end();
    this.#behindEcho.gap();
    this.#prompt.gap();
    this.#output.gap();
  }

  /** @returns whether echo and prompt were both recognised: else some of them may be among the text */
  end(): boolean {
    const echoKnown = this.#echo.end();
    return this.#prompt.end() && echoKnown;
  }
}
