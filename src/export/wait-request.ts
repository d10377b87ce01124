import { screenText } from "../core/screen-text.ts";
import { parseWaitCondition, type WaitCondition, WaitConditionError } from "../core/wait-condition.ts";
import { AppError } from "../protocol/errors.ts";
import type { LogIncomplete } from "../protocol/events.ts";
import type { WaitParams } from "../protocol/method-params.ts";
import type { Screen } from "../screen/screen.ts";

/** What is asked of a wait, checked. @throws AppError `INVALID_INPUT`, `INVALID_DURATION` */
export function checkedWait(params: WaitParams): WaitCondition {
  try {
    return parseWaitCondition(params);
  } catch (error) {
    if (!(error instanceof WaitConditionError)) throw error;
    const { kind, field, value } = error;
    const code = kind === "duration" ? "INVALID_DURATION" : "INVALID_INPUT";
    throw new AppError(code, `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`, {
      ...(field !== undefined && { field, value }),
    });
  }
}

/** A session that has ended, and so will never be in the state that was waited for. */
export function neverInState(sessionId: string, params: WaitParams): AppError {
  const message = `Session '${sessionId}' has ended, and will not be ${params.state} any more.`;
  return new AppError("REPLAY_ERROR", message, { sessionId, condition: params, state: "exited" });
}

/** A session that has ended without showing what was waited for. */
export function neverShown(
  sessionId: string,
  params: WaitParams,
  screen: Screen,
  logIncomplete?: LogIncomplete,
): AppError {
  const message = `Session '${sessionId}' has ended, and its last screen does not fulfil the wait.`;
  const { seq, cursorRow, cursorCol } = screen;
  return new AppError("REPLAY_ERROR", message, {
    sessionId,
    condition: params,
    lastScreen: { capturedAtSeq: seq, cursorRow, cursorCol, text: screenText(screen.visibleLines()) },
    ...(logIncomplete && { logIncomplete }),
  });
}
