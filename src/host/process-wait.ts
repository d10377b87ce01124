import type { ProcessWaitResult } from "../protocol/methods.ts";
import { Patience } from "./patience.ts";
import { whenQuietFor } from "./quiet-countdown.ts";
import type { Session } from "./session.ts";
import { stateOf } from "./session-state.ts";

const lateAnswer = (session: Session) => (): ProcessWaitResult => ({ timedOut: true, state: stateOf(session) });

/** Waits until the session's program has ended and all it wrote is in the log. */
export function waitForExit(
  session: Session,
  { timeoutMs }: { timeoutMs: number },
  signal: AbortSignal,
): Promise<ProcessWaitResult> {
  const patience = new Patience(timeoutMs, signal, lateAnswer(session));
  patience.onSettled(session.whenEnded((exit) => patience.settle({ timedOut: false, ...exit })));
  return patience.settled;
}

/**
 * Waits until nothing has come for `idleMs`. The quiet before the call does not count: the output that the caller is
 * after may not have begun. A session that ends is as quiet as can be.
 */
export function waitForIdle(
  session: Session,
  { idleMs, timeoutMs }: { idleMs: number; timeoutMs: number },
  signal: AbortSignal,
): Promise<ProcessWaitResult> {
  const patience = new Patience(timeoutMs, signal, lateAnswer(session));
  const begunAt = performance.now();
  const lastAt = () => Math.max(begunAt, session.lastOutputAt);
  patience.onSettled(whenQuietFor(idleMs, lastAt, () => patience.settle({ timedOut: false })));
  patience.onSettled(session.whenEnded((exit) => patience.settle({ timedOut: false, ...exit })));
  return patience.settled;
}
