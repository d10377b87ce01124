import type { RunResult } from "../../protocol/methods.ts";
import type { HostedSession } from "../hosted-session.ts";
import type { RequestContext } from "../request-server.ts";
import type { Session } from "../session.ts";

interface RunParams {
  command: string;
  noWait: boolean;
  timeoutMs: number;
}

/** What the Enter key sends. */
const ENTER = "\r";

/** Types a command into the session and, unless told not to, waits until it has finished. */
export async function run(
  { session }: HostedSession,
  { command, noWait, timeoutMs }: RunParams,
  { signal }: RequestContext,
): Promise<RunResult> {
  session.requireCommands();
  await session.runs.releaseHeld();
  const lines = typedLines(command);
  if (noWait) {
    const seq = session.append("input_run", { command, noWait });
    session.typeIn(lines);
    return { accepted: true, seq };
  }
  return await runWaited(session, command, lines, { timeoutMs, signal });
}

async function runWaited(
  session: Session,
  command: string,
  lines: string,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<RunResult> {
  const startedAt = performance.now();
  const { marker } = session.runs.prepareWaitedRun();
  const seq = session.append("input_run", { command, noWait: false, marker });
  const registered = session.runs.registerWaitedRun({ marker, inputRunSeq: seq });
  session.typeIn(lines + registered.postamble + ENTER);
  const outcome = await registered.wait(timeoutMs, { signal });
  return {
    accepted: true,
    completed: outcome.kind === "completed",
    timedOut: outcome.kind === "timeout",
    seq,
    durationMs: Math.round(performance.now() - startedAt),
    marker,
    ...(outcome.kind === "completed" && outcome.exitCode !== undefined ? { exitCode: outcome.exitCode } : {}),
  };
}

/** The command as keys: each line ends with Enter, and one that already ends with a newline gets no second one. */
function typedLines(command: string): string {
  return command.replace(/\r?\n$/, "").replace(/\r?\n/g, ENTER) + ENTER;
}
