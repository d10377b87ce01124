import { ScreenWatch } from "../core/screen-watch.ts";
import { endedState } from "../core/session-state.ts";
import { lookAt, screenWaitResult } from "../export/screen-look.ts";
import { checkedWait, neverInState, neverShown } from "../export/wait-request.ts";
import type { Manifest } from "../protocol/manifest.ts";
import type { WaitParams } from "../protocol/method-params.ts";
import type { ProcessWaitResult, ScreenWaitResult, StateWaitResult } from "../protocol/methods.ts";
import { replayedScreen } from "./replayed-screen.ts";

/**
 * A wait for a session that has ended: whatever is going to happen has happened.
 *
 * @throws AppError `REPLAY_ERROR` if the last screen does not fulfil the condition, or another state than `exited` is waited for
 */
export async function waitOffline(
  home: string,
  manifest: Manifest,
  params: WaitParams,
): Promise<ProcessWaitResult | ScreenWaitResult | StateWaitResult> {
  const condition = checkedWait(params);
  const { exitCode, exitSignal } = manifest;
  if (condition.kind === "state") {
    if (condition.state !== "exited") throw neverInState(manifest.sessionId, params);
    return { matched: true, timedOut: false, ...endedState(manifest) };
  }
  if (condition.kind !== "screen") return { timedOut: false, exitCode, exitSignal };
  const { screen, logIncomplete } = replayedScreen(home, manifest);
  const match = new ScreenWatch(condition).finalLook(lookAt(screen));
  if (match === undefined) throw neverShown(manifest.sessionId, params, screen, logIncomplete);
  return { ...screenWaitResult(screen, match), ...(logIncomplete && { logIncomplete }) };
}
