import type { SessionState } from "../core/session-state.ts";
import { StateWatch } from "../core/state-watch.ts";
import type { StateCondition } from "../core/wait-condition.ts";
import { neverInState } from "../export/wait-request.ts";
import type { WaitParams } from "../protocol/method-params.ts";
import type { StateWaitResult } from "../protocol/methods.ts";
import { Patience } from "./patience.ts";
import type { Session } from "./session.ts";
import { stateOf } from "./session-state.ts";

/** A look asks the system for what every process in front does; under a flood of output, one in so many ms is enough. */
const LOOK_EVERY_MS = 25;

interface Outcome {
  readonly matched: boolean;
  readonly timedOut: boolean;
  readonly seen: SessionState;
}

/**
 * Waits until the session is in the state. It is looked at now, when something has come out of it, and a few times
 * after that.
 *
 * @throws AppError `REPLAY_ERROR` if the session ends first
 */
export async function waitForState(
  session: Session,
  condition: StateCondition,
  { signal, params }: { signal: AbortSignal; params: WaitParams },
): Promise<StateWaitResult> {
  const watch = new StateWatch(condition.state);
  const late = (): Outcome => ({ matched: false, timedOut: true, seen: stateOf(session) });
  const patience = new Patience<Outcome>(condition.timeoutMs, signal, late);
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let cancelRecheck = () => {};
  const look = () => {
    cancelRecheck();
    const nowMs = performance.now();
    lookedAtMs = nowMs;
    const seen = stateOf(session);
    const again = watch.look({ state: seen.state, quietMs: session.quietMs, nowMs });
    if (again) cancelRecheck = patience.after(again.recheckInMs, look);
    // That it has ended is told when all its output is in the log.
    else if (seen.state !== "exited") patience.settle({ matched: true, timedOut: false, seen });
  };
  const wake = () => {
    const leftMs = lookedAtMs + LOOK_EVERY_MS - performance.now();
    if (leftMs <= 0) return look();
    cancelRecheck();
    cancelRecheck = patience.after(leftMs, look);
  };
  patience.onSettled(session.watch(wake));
  const ended = () =>
    patience.settle({ matched: condition.state === "exited", timedOut: false, seen: stateOf(session) });
  patience.onSettled(session.whenEnded(ended));
  if (patience.open) look();
  const { matched, timedOut, seen } = await patience.settled;
  if (!matched && !timedOut) throw neverInState(session.spec.sessionId, params);
  return { matched, timedOut, ...seen };
}
