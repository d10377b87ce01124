import { PlainOutput } from "../core/plain-output.ts";
import type { TextSink } from "../core/text-sink.ts";
import { Utf8Assembler } from "../core/utf8-assembler.ts";
import { Transcript } from "../screen/transcript.ts";

export interface TerminalSize {
  /** At least 1, as {@link rows}. */
  readonly cols: number;
  readonly rows: number;
}

const lossy = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** Turns output into text, as a person saw it; without a terminal for as long as there is nothing in it that needs one. */
export class PrintedText {
  readonly #size: TerminalSize;
  readonly #sink: TextSink;
  #utf8 = new Utf8Assembler();
  #plain: PlainOutput;
  #transcript: Transcript | undefined;
  #lastScreen: readonly string[] | undefined;

  constructor(size: TerminalSize, sink: TextSink) {
    this.#size = size;
    this.#sink = sink;
    this.#plain = new PlainOutput(size.rows);
  }

  /** Whether a full-screen program has the screen. */
  get isAltScreen(): boolean {
    return this.#transcript?.isAltScreen ?? false;
  }

  push(bytes: Uint8Array): void {
    const whole = this.#utf8.push(bytes);
    if (this.#transcript !== undefined) {
      this.#transcript.write(whole);
      return;
    }
    const settled = this.#plain.push(lossy.decode(whole));
    if (settled !== undefined) {
      this.#sink.add(settled);
      return;
    }
    this.#transcript = new Transcript(this.#size, this.#sink);
    this.#transcript.write(encoder.encode(this.#plain.takeRaw()));
    this.#transcript.write(whole);
  }

  /** What comes next is missing, and what comes then begins a line. */
  gap(): void {
    this.end();
    this.#plain = new PlainOutput(this.#size.rows);
  }

  /** @returns the last picture of a full-screen program, if there was one */
  end(): readonly string[] | undefined {
    const rest = this.#utf8.flush();
    if (rest.length > 0) this.push(rest);
    if (this.#transcript === undefined) this.#sink.add(this.#plain.takeRest());
    else this.#lastScreen = this.#transcript.end() ?? this.#lastScreen;
    this.#transcript = undefined;
    this.#utf8 = new Utf8Assembler();
    return this.#lastScreen;
  }
}
