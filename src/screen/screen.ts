import { logicalText, type TextRow } from "../core/screen-text.ts";
import type { ScreenCell } from "./cells.ts";
import { ScreenColors } from "./colors.ts";
import { createEmulator } from "./emulator.ts";
import type { Emulator } from "./internals.ts";
import { readModes, type ScreenModes } from "./modes.ts";
import { type ColorTheme, DARK_THEME } from "./palette.ts";
import { registerQueries } from "./queries.ts";
import { ReplyCollector } from "./reply-collector.ts";
import { resizeEmulator } from "./resize.ts";
import { RowReader } from "./row-reader.ts";
import { rowTextBefore, rowTexts, rowTextWithBlanks, textRows } from "./rows.ts";
import { numberedLines, type ScreenSnapshot, type SnapshotOptions } from "./snapshot.ts";
import { Utf8Stream } from "./utf8-stream.ts";

/** A place on the screen, which stays with what stands there. */
export interface CursorMark {
  /** The row, from the oldest of the scrollback; below 0 once it is gone. */
  row(): number;
  readonly col: number;
  forget(): void;
}

export interface ScreenOptions {
  /** At least 1, as {@link rows}. */
  readonly cols: number;
  readonly rows: number;
  /** Rows kept above the screen; 10,000 if left out. */
  readonly scrollback?: number;
  /** The colours to start with; those of `reference-dark` if left out. */
  readonly theme?: ColorTheme;
  /** What XTVERSION is answered with: a name, or `name(version)`. */
  readonly terminalName?: string;
  /**
   * Takes the answers to what the program asks its terminal, one call an answer, in order, before `write` returns.
   * Left out, nothing is answered: that is how a log is replayed.
   */
  readonly onReply?: (answer: string) => void;
}

/**
 * The screen of a terminal, as the event log says it is: a function of the bytes and sizes it was given and of nothing
 * else. How those were cut into writes makes no difference.
 */
export class Screen {
  /** The colours as they are now, with what the program has set (OSC 4, 10, 11, 12). */
  readonly colors: ScreenColors;
  readonly #emulator: Emulator;
  readonly #utf8 = new Utf8Stream();
  readonly #replies = new ReplyCollector();
  readonly #onReply: ((answer: string) => void) | undefined;
  #seq = -1;
  #changedSeq = -1;
  #revision = 0;
  #title = "";
  #reader: { readonly colors: ScreenColors; readonly rows: RowReader } | undefined;
  #visible: { readonly revision: number; readonly lines: readonly string[] } | undefined;

  /** @throws RangeError if a size is no integer of at least 1 */
  constructor(options: ScreenOptions) {
    const { cols, rows, scrollback = 10_000, theme = DARK_THEME, terminalName = "agent-tty", onReply } = options;
    assertSize(cols, rows);
    this.colors = new ScreenColors(theme);
    this.#emulator = createEmulator({ cols, rows, scrollback });
    this.#onReply = onReply;
    const reply = (answer: string) => this.#replies.add(answer);
    const terminator = () => this.#replies.terminator();
    registerQueries({ ...this.#emulator, colors: this.colors, terminalName, reply, terminator });
    this.#emulator.term.onData(reply);
    this.#emulator.term.onTitleChange((title) => {
      this.#title = title;
    });
  }

  /** The last event that was applied; -1 at the start. */
  get seq(): number {
    return this.#seq;
  }

  /** The last event that may have changed what is seen; -1 at the start. */
  get changedSeq(): number {
    return this.#changedSeq;
  }

  /** Grows with everything that may have changed what is seen, and only then: cheap to compare. */
  get revision(): number {
    return this.#revision;
  }

  get cols(): number {
    return this.#emulator.term.cols;
  }

  get rows(): number {
    return this.#emulator.term.rows;
  }

  /** 0-based, from the top of the screen. */
  get cursorRow(): number {
    return this.#emulator.core.buffer.y;
  }

  /**
   * 0-based. After a character in the last column the cursor stays on it until the next one wraps, as a real terminal
   * shows and reports it; it is never past the last column.
   */
  get cursorCol(): number {
    return Math.min(this.#emulator.core.buffer.x, this.cols - 1);
  }

  /** Whether the alternate screen is shown (DECSET 47, 1047, 1049). */
  get isAltScreen(): boolean {
    return this.#emulator.core.buffer === this.#emulator.core.buffers.alt;
  }

  /** The window title that the program has set (OSC 0, OSC 2); empty if none. */
  get title(): string {
    return this.#title;
  }

  /** Applies the output event `seq`, completely, before it returns. A character cut in half waits for its tail. */
  write(bytes: Uint8Array, seq: number): void {
    this.#seq = this.#changedSeq = seq;
    this.#revision++;
    const handler = this.#emulator.core._inputHandler;
    const data = this.#utf8.push(bytes);
    if (!this.#onReply) {
      handler.parse(data);
      this.#replies.take();
      return;
    }
    for (const piece of this.#replies.pieces(data, handler._parser.currentState)) handler.parse(piece);
    for (const answer of this.#replies.take()) this.#onReply(answer);
  }

  /**
   * Applies the resize event `seq`.
   *
   * @throws RangeError if a size is no integer of at least 1
   */
  resize(cols: number, rows: number, seq: number): void {
    assertSize(cols, rows);
    this.#seq = this.#changedSeq = seq;
    this.#revision++;
    resizeEmulator(this.#emulator, cols, rows);
  }

  /** Notes an event that changes nothing that is seen. */
  advance(seq: number): void {
    this.#seq = seq;
  }

  /** What the program has asked for: cursor keys, mouse, bracketed paste, cursor. */
  modes(): ScreenModes {
    return readModes(this.#emulator);
  }

  /** The texts of the visible rows, exactly `rows` of them, without trailing blanks. The same array until a change. */
  visibleLines(): readonly string[] {
    if (this.#visible?.revision !== this.#revision) {
      const { buffer } = this.#emulator.core;
      const lines = rowTexts(buffer, buffer.ybase, buffer.ybase + this.rows, this.cols);
      this.#visible = { revision: this.#revision, lines };
    }
    return this.#visible.lines;
  }

  /** The text of the cursor's row, with the blanks before the cursor: a prompt such as `$ ` ends in one. */
  cursorLine(): string {
    const { buffer } = this.#emulator.core;
    return rowTextWithBlanks(buffer, buffer.ybase + buffer.y, this.cols, buffer.x);
  }

  /** The text of the cursor's line in front of the cursor, with its blanks; rows that the terminal wrapped are one line. */
  textBeforeCursor(): string {
    const { buffer } = this.#emulator.core;
    const row = buffer.ybase + buffer.y;
    let text = rowTextBefore(buffer, row, this.cols, buffer.x);
    for (let above = row; above > 0 && buffer.lines.get(above)?.isWrapped; above--) {
      text = rowTextBefore(buffer, above - 1, this.cols, this.cols) + text;
    }
    return text;
  }

  /** The text of the cursor's row from the cursor on, without trailing blanks. */
  textAfterCursor(): string {
    const { buffer } = this.#emulator.core;
    const row = buffer.ybase + buffer.y;
    const [text = ""] = rowTexts(buffer, row, row + 1, this.cols);
    return text.slice(rowTextBefore(buffer, row, this.cols, buffer.x).length);
  }

  /** Remembers where the cursor is, also when what is there moves into the scrollback. */
  markCursor(): CursorMark {
    const marker = this.#emulator.term.registerMarker(0);
    const { x: col } = this.#emulator.core.buffer;
    return { row: () => marker?.line ?? -1, col, forget: () => marker?.dispose() };
  }

  /** Whether the cursor is at a mark. */
  isCursorAt(mark: CursorMark): boolean {
    const { buffer } = this.#emulator.core;
    return mark.row() === buffer.ybase + buffer.y && mark.col === buffer.x;
  }

  /** Whether the cursor is at the start of the row below a mark that is at the end of its row. */
  isCursorBelow(mark: CursorMark): boolean {
    const { buffer } = this.#emulator.core;
    return mark.col >= this.cols - 1 && buffer.x === 0 && mark.row() + 1 === buffer.ybase + buffer.y;
  }

  /** What stands from a mark up to the row above the cursor's; nothing where that has been erased or scrolled away. */
  textSince(mark: CursorMark): string | undefined {
    const { buffer } = this.#emulator.core;
    const start = mark.row();
    const end = buffer.ybase + buffer.y;
    if (start < 0 || start >= end || this.isAltScreen) return undefined;
    const rows = textRows(buffer, start, end, this.cols);
    const before = rowTextBefore(buffer, start, this.cols, mark.col);
    return logicalText([{ text: rows[0]?.text.slice(before.length) ?? "", wrapped: false }, ...rows.slice(1)]);
  }

  /** What stands from a mark up to the cursor; empty where that has been erased or scrolled away. */
  textFrom(mark: CursorMark): string {
    const { buffer } = this.#emulator.core;
    const row = buffer.ybase + buffer.y;
    const last = rowTextBefore(buffer, row, this.cols, buffer.x);
    if (mark.row() !== row) return `${this.textSince(mark) ?? ""}${last}`;
    return last.slice(rowTextBefore(buffer, row, this.cols, mark.col).length);
  }

  /** The visible rows with what `logicalText` needs to join those that the terminal wrapped. */
  visibleRows(): TextRow[] {
    const { buffer } = this.#emulator.core;
    return textRows(buffer, buffer.ybase, buffer.ybase + this.rows, this.cols);
  }

  /** The texts of the rows above the screen, oldest first. The alternate screen has none. */
  scrollbackLines(): string[] {
    const { buffer } = this.#emulator.core;
    return rowTexts(buffer, 0, buffer.ybase, this.cols);
  }

  /** How many rows are kept above the screen now. The alternate screen has none. */
  get scrollbackRows(): number {
    return this.#emulator.core.buffer.ybase;
  }

  /**
   * The cells of the visible rows: arrays of `cols` cells, the very same ones as last time for rows that have not
   * changed since, so nobody may change them.
   *
   * @param colors what the cells' colours are looked up in: those of this screen, or of it with another theme
   * @param above how many of the rows above the screen come first
   */
  cells(colors: ScreenColors = this.colors, above = 0): (readonly ScreenCell[])[] {
    const { ybase } = this.#emulator.core.buffer;
    if (this.#reader?.colors !== colors) this.#reader = { colors, rows: new RowReader(this.#emulator, colors) };
    return this.#reader.rows.read(Math.max(0, ybase - above), ybase + this.rows);
  }

  /** The whole screen as plain data. */
  snapshot(options: SnapshotOptions = {}): ScreenSnapshot {
    return {
      capturedAtSeq: this.#seq,
      cols: this.cols,
      rows: this.rows,
      cursorRow: this.cursorRow,
      cursorCol: this.cursorCol,
      isAltScreen: this.isAltScreen,
      visibleLines: numberedLines(this.visibleLines()),
      ...(options.includeScrollback && { scrollbackLines: numberedLines(this.scrollbackLines()) }),
      ...(options.includeCells && { cells: this.cells().map((cells, lineNumber) => ({ lineNumber, cells })) }),
    };
  }

  /** Frees the emulator. Nothing may be called afterwards. */
  dispose(): void {
    this.#emulator.term.dispose();
  }
}

function assertSize(cols: number, rows: number): void {
  for (const size of [cols, rows]) {
    if (!Number.isInteger(size) || size < 1) throw new RangeError(`A screen cannot be ${cols}×${rows}.`);
  }
}
