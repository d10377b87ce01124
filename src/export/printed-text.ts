import { HeadAndTail } from "../core/head-and-tail.ts";
import type { TextParts } from "../core/limited-text.ts";
import { PlainOutput } from "../core/plain-output.ts";
import { Utf8Assembler } from "../core/utf8-assembler.ts";
import { Transcript } from "../screen/transcript.ts";

export interface TerminalSize {
  /** At least 1, as {@link rows}. */
  readonly cols: number;
  readonly rows: number;
}

/** What has been printed, as a person saw it. */
export interface Printed {
  readonly parts: TextParts;
  readonly newlines: number;
  /** Whether all that stood before has been erased at some time. */
  readonly erased: boolean;
  /** The last picture of a full-screen program. */
  readonly lastScreen?: readonly string[];
}

const lossy = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** Turns output into text; without a terminal for as long as there is nothing in it that needs one. */
export class PrintedText {
  readonly #size: TerminalSize;
  readonly #text: HeadAndTail;
  #utf8 = new Utf8Assembler();
  #plain: PlainOutput;
  #transcript: Transcript | undefined;
  #lastScreen: readonly string[] | undefined;
  #erased = false;

  /** @param keep as of {@link HeadAndTail} */
  constructor(size: TerminalSize, keep?: number) {
    this.#size = size;
    this.#text = new HeadAndTail(keep);
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
      this.#text.add(settled);
      return;
    }
    this.#transcript = new Transcript(this.#size, {
      add: (text) => this.#text.add(text),
      restart: () => this.#restart(),
    });
    this.#transcript.write(encoder.encode(this.#plain.takeRaw()));
    this.#transcript.write(whole);
  }

  /** What came next is left out, and what comes then begins a line: so many bytes, with so many newlines. */
  omit(bytes: number, newlines: number): void {
    this.#settle();
    this.#text.omit(bytes, newlines);
    this.#plain = new PlainOutput(this.#size.rows);
  }

  end(): Printed {
    this.#settle();
    return {
      parts: this.#text.parts(),
      newlines: this.#text.newlines,
      erased: this.#erased,
      ...(this.#lastScreen && { lastScreen: this.#lastScreen }),
    };
  }

  #settle(): void {
    const rest = this.#utf8.flush();
    if (rest.length > 0) this.push(rest);
    if (this.#transcript === undefined) this.#text.add(this.#plain.takeRest());
    else this.#lastScreen = this.#transcript.end() ?? this.#lastScreen;
    this.#transcript = undefined;
    this.#utf8 = new Utf8Assembler();
  }

  #restart(): void {
    this.#text.restart();
    this.#erased = true;
  }
}
