import type { ScreenCell } from "./cells.ts";

/** One row's text, without trailing blanks. */
export interface SnapshotLine {
  /** From 0; of the scrollback, 0 is the oldest row. */
  readonly row: number;
  readonly text: string;
}

/** One visible row's cells: as many as the screen has columns. */
export interface SnapshotCells {
  /** The visible row, from 0. */
  readonly lineNumber: number;
  readonly cells: readonly ScreenCell[];
}

/** What can be said about a screen. Session, hash and format are added by whoever answers a call. */
export interface ScreenSnapshot {
  /** The last event that the screen has seen; -1 before the first. */
  readonly capturedAtSeq: number;
  readonly cols: number;
  readonly rows: number;
  /** 0-based. */
  readonly cursorRow: number;
  /** 0-based, and never past the last column. */
  readonly cursorCol: number;
  readonly isAltScreen: boolean;
  /** Exactly `rows` of them. */
  readonly visibleLines: readonly SnapshotLine[];
  readonly scrollbackLines?: readonly SnapshotLine[];
  readonly cells?: readonly SnapshotCells[];
}

export interface SnapshotOptions {
  readonly includeScrollback?: boolean;
  readonly includeCells?: boolean;
}

/** Texts as numbered lines. */
export function numberedLines(texts: readonly string[]): SnapshotLine[] {
  return texts.map((text, row) => ({ row, text }));
}
