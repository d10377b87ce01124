import { checkedWait } from "../../export/wait-request.ts";
import type { WaitParams } from "../../protocol/method-params.ts";
import type { ProcessWaitResult, ScreenWaitResult, StateWaitResult } from "../../protocol/methods.ts";
import type { HostedSession } from "../hosted-session.ts";
import { waitForExit, waitForIdle } from "../process-wait.ts";
import type { RequestContext } from "../request-server.ts";
import { waitForScreen } from "../screen-wait.ts";
import { waitForState } from "../state-wait.ts";

/** Waits until the condition holds, the time is up, the session has ended or the client is gone. */
export async function wait(
  { session }: HostedSession,
  params: WaitParams,
  { signal }: RequestContext,
): Promise<ProcessWaitResult | ScreenWaitResult | StateWaitResult> {
  const condition = checkedWait(params);
  switch (condition.kind) {
    case "exit":
      return waitForExit(session, condition, signal);
    case "idle":
      return waitForIdle(session, condition, signal);
    case "state":
      return waitForState(session, condition, { signal, params });
    case "screen":
      return waitForScreen(session, condition, { signal, params });
  }
}
