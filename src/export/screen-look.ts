import { logicalText, screenText } from "../core/screen-text.ts";
import type { ScreenLook, ScreenMatch } from "../core/screen-watch.ts";
import type { ScreenWaitResult } from "../protocol/methods.ts";
import type { Screen } from "../screen/screen.ts";
import { screenHash } from "./snapshot.ts";

/** A screen as a wait looks at it: as new as the last event that changed it. */
export function lookAt(screen: Screen): ScreenLook {
  return {
    seq: screen.changedSeq,
    visibleText: screenText(screen.visibleLines()),
    logicalText: () => logicalText(screen.visibleRows()),
    cursorLine: () => screen.cursorLine(),
    cursorRow: screen.cursorRow,
    cursorCol: screen.cursorCol,
  };
}

/** What a wait on the screen answers: the match, or the screen at which it gave up. */
export function screenWaitResult(screen: Screen, match: ScreenMatch | undefined): ScreenWaitResult {
  return {
    matched: match !== undefined,
    timedOut: match === undefined,
    ...(match?.matchedText !== undefined && { matchedText: match.matchedText }),
    cursorRow: screen.cursorRow,
    cursorCol: screen.cursorCol,
    capturedAtSeq: screen.seq,
    screenHash: screenHash(screen),
  };
}
