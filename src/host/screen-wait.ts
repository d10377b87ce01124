import { type ScreenMatch, ScreenWatch } from "../core/screen-watch.ts";
import type { ScreenCondition } from "../core/wait-condition.ts";
import { lookAt, screenWaitResult } from "../export/screen-look.ts";
import { neverShown } from "../export/wait-request.ts";
import type { WaitParams } from "../protocol/method-params.ts";
import type { ScreenWaitResult } from "../protocol/methods.ts";
import { Patience } from "./patience.ts";
import type { Session } from "./session.ts";
import { stateOf } from "./session-state.ts";

interface Ending {
  match: ScreenMatch | undefined;
  ended?: boolean;
}

/**
 * Waits until the screen fulfils the condition. It is looked at now and, synchronously, after every change, so that
 * what stands there for a moment only is seen too.
 *
 * @throws AppError `REPLAY_ERROR` if the session ends first and its last screen does not fulfil the condition
 */
export async function waitForScreen(
  session: Session,
  condition: ScreenCondition,
  { signal, params }: { signal: AbortSignal; params: WaitParams },
): Promise<ScreenWaitResult> {
  const { screen } = session;
  const watch = new ScreenWatch(condition);
  const patience = new Patience<Ending>(condition.timeoutMs, signal, () => ({ match: undefined }));
  let cancelRecheck = () => {};
  const look = () => {
    cancelRecheck();
    const answer = watch.look({ ...lookAt(screen), nowMs: performance.now() });
    if (answer.done) patience.settle({ match: answer.result });
    else if (answer.recheckInMs !== undefined) cancelRecheck = patience.after(answer.recheckInMs, look);
  };
  patience.onSettled(session.watch(look));
  patience.onSettled(session.whenEnded(() => patience.settle({ match: watch.finalLook(lookAt(screen)), ended: true })));
  look();
  const { match, ended } = await patience.settled;
  if (ended && match === undefined) throw neverShown(session.spec.sessionId, params, screen);
  return { ...screenWaitResult(screen, match), ...(match === undefined && { state: stateOf(session) }) };
}
