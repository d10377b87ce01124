import type { TextRow } from "../core/screen-text.ts";
import { trimTrailingBlanks } from "../core/screen-text.ts";
import type { TextSink } from "../core/text-sink.ts";
import { createEmulator } from "./emulator.ts";
import type { Emulator, InternalBuffer } from "./internals.ts";
import { LinePool } from "./line-pool.ts";
import { rowTexts, textRows } from "./rows.ts";
import { Utf8Stream } from "./utf8-stream.ts";

/** Bytes between two looks at what has scrolled away: each could bring a row, and a row takes 12 bytes a column. */
const PIECE_BYTES = 4096;

/** More rows than a piece can bring. */
const SCROLLBACK = 2 * PIECE_BYTES;

/** A line that has got this long is given out before it has ended, in UTF-16 units. */
const LONG_LINE = 64 * 1024;

const ERASE_ALL = 2;
const ERASE_SCROLLBACK = 3;

/** DECSET 47, 1047, 1049: the alternate screen (xterm's control sequences). */
const ALTERNATE_MODES = new Set([47, 1047, 1049]);

/**
 * Everything that a program prints, as a person would have seen it scroll by: carriage returns, backspaces, colours and
 * cursor movements carried out by the emulator, lines that it wrapped joined. Rows are given out when they leave the
 * screen, so any length needs the memory of a screen. Of the alternate screen only its last picture is kept.
 */
export class Transcript {
  readonly #emulator: Emulator;
  readonly #sink: TextSink;
  readonly #utf8 = new Utf8Stream();
  readonly #pool = new LinePool();
  /** The line whose last row has scrolled away, and may go on in the next. */
  #open: string | undefined;
  /** Blanks in front of that, behind what has been given out of the line. */
  #blanks = 0;
  #lastScreen: readonly string[] | undefined;
  /** What stood on the alternate screen before it was last cleared. */
  #erased: readonly string[] | undefined;

  /** @param size at least 1 each */
  constructor(size: { readonly cols: number; readonly rows: number }, sink: TextSink) {
    this.#emulator = createEmulator({ ...size, scrollback: SCROLLBACK });
    this.#sink = sink;
    this.#pool.serve(this.#emulator.core.buffers.normal);
    this.#watch();
  }

  /** Whether a full-screen program has the screen. */
  get isAltScreen(): boolean {
    const { buffer, buffers } = this.#emulator.core;
    return buffer === buffers.alt;
  }

  write(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      const piece = this.#utf8.push(bytes.subarray(start, start + PIECE_BYTES));
      this.#emulator.core._inputHandler.parse(piece);
      this.#takeScrolled();
    }
  }

  /**
   * Gives out what is on the screen, without empty rows at its end, and frees the emulator.
   *
   * @returns the last picture of the alternate screen, if anything was ever shown there
   */
  end(): readonly string[] | undefined {
    if (this.isAltScreen) this.#keepScreen();
    const { normal } = this.#emulator.core.buffers;
    this.#take(textRows(normal, 0, normal.lines.length, this.#emulator.term.cols));
    this.#sink.add(this.#endOpen());
    this.#emulator.term.dispose();
    return this.#lastScreen;
  }

  #takeScrolled(): void {
    const { normal } = this.#emulator.core.buffers;
    const above = normal.ybase;
    if (above === 0) return;
    // The row below tells whether the last one goes on there.
    this.#take(textRows(normal, 0, above + 1, this.#emulator.term.cols).slice(0, above));
    this.#pool.serve(normal);
    this.#pool.collect(normal, above);
    dropRows(normal, above);
  }

  #take(rows: readonly TextRow[]): void {
    let text = "";
    for (const row of rows) {
      if (row.wrapped && this.#open !== undefined) {
        this.#open += row.text;
        continue;
      }
      if (this.#open !== undefined) text += `${this.#endOpen()}\n`;
      this.#open = row.text;
    }
    if (this.#open !== undefined && this.#open.length > LONG_LINE) text += this.#takeOpen();
    this.#sink.add(text);
  }

  /** What there is of the open line, without the blanks at its end, which wait for what comes. */
  #takeOpen(): string {
    const open = this.#open ?? "";
    const text = trimTrailingBlanks(open);
    const blanks = this.#blanks;
    this.#blanks = open.length - text.length + (text === "" ? blanks : 0);
    this.#open = "";
    return text === "" ? "" : " ".repeat(blanks) + text;
  }

  #endOpen(): string {
    const text = this.#takeOpen();
    this.#blanks = 0;
    return text;
  }

  /** Handlers that are registered last are asked first, and these leave the work to the emulator. */
  #watch(): void {
    const { core, term } = this.#emulator;
    core._inputHandler.registerCsiHandler({ prefix: "?", final: "l" }, (params) => {
      const leaves = params.toArray().some((mode) => typeof mode === "number" && ALTERNATE_MODES.has(mode));
      if (leaves && this.isAltScreen) this.#keepScreen();
      return false;
    });
    core._inputHandler.registerCsiHandler({ final: "J" }, ({ params }) => {
      this.#beforeErase(params[0] ?? 0);
      return false;
    });
    term.parser.registerEscHandler({ final: "c" }, () => {
      if (this.isAltScreen) this.#keepScreen();
      this.#restart();
      return false;
    });
  }

  #beforeErase(what: number): void {
    const { buffer } = this.#emulator.core;
    if (!this.isAltScreen) {
      if (what === ERASE_SCROLLBACK) this.#restart();
    } else if (what === ERASE_ALL || (what === 0 && buffer.x === 0 && buffer.y === 0)) {
      this.#erased = this.#alternate() ?? this.#erased;
    }
  }

  #restart(): void {
    this.#open = undefined;
    this.#blanks = 0;
    this.#sink.restart();
  }

  /** Some programs clear the screen before they leave it: then it is what was there before. */
  #keepScreen(): void {
    this.#lastScreen = this.#alternate() ?? this.#erased ?? this.#lastScreen;
    this.#erased = undefined;
  }

  #alternate(): readonly string[] | undefined {
    const { core, term } = this.#emulator;
    const { alt } = core.buffers;
    const rows = rowTexts(alt, alt.ybase, alt.ybase + term.rows, term.cols);
    while (rows.at(-1) === "") rows.pop();
    return rows.length === 0 ? undefined : rows;
  }
}

/** Takes away the rows above the screen. */
function dropRows(buffer: InternalBuffer, count: number): void {
  buffer.lines.trimStart(count);
  buffer.ybase -= count;
  buffer.ydisp = buffer.ybase;
  // It counts from the oldest row.
  buffer.savedY = Math.max(0, buffer.savedY - count);
}
