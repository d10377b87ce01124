import { type CommandOutput, CommandText, type CommandTextOptions } from "../export/command-text.ts";

/** Makes text of what a run prints, while it prints. */
export class OutputCapture {
  readonly #text: CommandText;
  #paused: boolean;

  /** @param paused whether it begins with {@link OutputCapture.resume} only. */
  constructor(options: CommandTextOptions, paused: boolean) {
    this.#text = new CommandText(options);
    this.#paused = paused;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
  }

  /** The bytes are copied. */
  push(bytes: Uint8Array): void {
    if (!this.#paused) this.#text.push(bytes.slice());
  }

  end(): CommandOutput {
    return this.#text.end();
  }
}
