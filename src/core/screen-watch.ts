/** Watching a screen until what a `wait` asked for holds. Pure: it is told when to look and what the time is. */

import type { ScreenCondition } from "./wait-condition.ts";

/** A screen as it stands after an event. */
export interface ScreenLook {
  /** The last event that the screen reflects. */
  seq: number;
  /** The visible lines joined with `\n`. */
  visibleText: string;
  /** The same with lines that the terminal wrapped made whole; may be given late, as it is seldom needed. */
  logicalText: string | (() => string);
  /** The text of the cursor's row with the blanks that stand before the cursor; as seldom needed. */
  cursorLine?: () => string;
  /** 0-based, as is the column. */
  cursorRow: number;
  cursorCol: number;
}

/** A screen on which every condition held. */
export interface ScreenMatch {
  /** The text, or what the regular expression matched; absent if neither was asked for. */
  matchedText?: string;
  cursorRow: number;
  cursorCol: number;
  capturedAtSeq: number;
}

export type WatchAnswer =
  | { done: true; result: ScreenMatch }
  /** `recheckInMs`: look again after so long even if nothing moves. Absent, only a change can bring a match. */
  | { done: false; recheckInMs?: number };

/** One wait's view of the screen. */
export class ScreenWatch {
  readonly #condition: ScreenCondition;
  #still: { text: string; row: number; col: number; sinceMs: number } | undefined;

  constructor(condition: ScreenCondition) {
    this.#condition = condition;
  }

  /**
   * Looks at the screen as it is now. Call it when the wait begins, whenever the screen may have changed, and when the
   * time it last asked for is over.
   *
   * Stability counts from when the watch first saw the visible text and the cursor as they are, on a screen that is new
   * enough; it knows nothing of the time before its first look.
   *
   * @param look the screen, and `nowMs`, the time by a clock that never goes back
   */
  look(look: ScreenLook & { nowMs: number }): WatchAnswer {
    if (!this.#isNewEnough(look)) return { done: false };
    const leftMs = this.#leftUntilStable(look);
    const result = this.#match(look);
    if (!result) return { done: false };
    return leftMs > 0 ? { done: false, recheckInMs: leftMs } : { done: true, result };
  }

  /** Looks at the last screen of a session that has ended: it will not change, so it is stable. */
  finalLook(look: ScreenLook): ScreenMatch | undefined {
    return this.#isNewEnough(look) ? this.#match(look) : undefined;
  }

  #isNewEnough(look: ScreenLook): boolean {
    return this.#condition.afterSeq === undefined || look.seq > this.#condition.afterSeq;
  }

  #leftUntilStable(look: ScreenLook & { nowMs: number }): number {
    const { stableMs } = this.#condition;
    if (stableMs === undefined) return 0;
    const { visibleText: text, cursorRow: row, cursorCol: col, nowMs } = look;
    const still = this.#still;
    if (still?.row !== row || still.col !== col || still.text !== text) {
      this.#still = { text, row, col, sinceMs: nowMs };
      return stableMs;
    }
    return Math.max(0, still.sinceMs + stableMs - nowMs);
  }

  #match(look: ScreenLook): ScreenMatch | undefined {
    const { cursorRow, cursorCol, text, regex } = this.#condition;
    if (cursorRow !== undefined && cursorRow !== look.cursorRow) return undefined;
    if (cursorCol !== undefined && cursorCol !== look.cursorCol) return undefined;
    const where = { cursorRow: look.cursorRow, cursorCol: look.cursorCol, capturedAtSeq: look.seq };
    if (text === undefined && regex === undefined) return where;
    const matchedText = this.#find(look.visibleText) ?? this.#findAtCursor(look) ?? this.#findInWrapped(look);
    return matchedText === undefined ? undefined : { matchedText, ...where };
  }

  /** Lines have no trailing blanks, but a prompt ends in one, and who waits for `$ ` means the prompt. */
  #findAtCursor({ cursorLine, cursorRow, visibleText }: ScreenLook): string | undefined {
    const line = cursorLine?.();
    if (line === undefined || !line.endsWith(" ")) return undefined;
    const lines = visibleText.split("\n");
    lines[cursorRow] = line;
    return this.#find(lines.join("\n"));
  }

  #findInWrapped(look: ScreenLook): string | undefined {
    const logicalText = typeof look.logicalText === "string" ? look.logicalText : look.logicalText();
    return logicalText === look.visibleText ? undefined : this.#find(logicalText);
  }

  #find(screen: string): string | undefined {
    const { text, regex } = this.#condition;
    if (text !== undefined) return screen.includes(text) ? text : undefined;
    return regex?.exec(screen)?.[0];
  }
}
