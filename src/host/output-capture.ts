import { type CommandOutput, CommandText, type CommandTextOptions } from "../export/command-text.ts";

/** Makes text of what a run prints, while it prints. */
export class OutputCapture {
  readonly #text: CommandText;
  #state: "waiting" | "open" | "held";
  /** What came after an end that may not have been one. */
  #held: Uint8Array[] = [];

  /** @param waits whether it begins with {@link OutputCapture.start} only. */
  constructor(options: CommandTextOptions, waits: boolean) {
    this.#text = new CommandText(options);
    this.#state = waits ? "waiting" : "open";
  }

  /**
   * A command begins: what comes now is its output.
   *
   * @param goesOn whether what came since the last end is output, too: no other line has been entered since
   */
  start(goesOn = false): void {
    if (goesOn) this.#flush();
    this.#held = [];
    this.#state = "open";
  }

  /** A command has ended; of several ends, the last one counts. */
  stop(): void {
    this.#flush();
    if (this.#state === "open") this.#state = "held";
  }

  /** The bytes are copied. */
  push(bytes: Uint8Array): void {
    if (this.#state === "open") this.#text.push(bytes.slice());
    else if (this.#state === "held") this.#held.push(bytes.slice());
  }

  #flush(): void {
    for (const bytes of this.#held) this.#text.push(bytes);
    this.#held = [];
  }

  end(): CommandOutput {
    return this.#text.end();
  }
}
