import { couldContinue } from "../../core/run-completion/could-continue.ts";
import { PromptReturn } from "../../core/run-completion/prompt-return.ts";
import type { Front } from "../../core/run-completion/shell-in-front.ts";
import type { WaitResult } from "../../core/run-completion/waiter.ts";
import { AppError } from "../../protocol/errors.ts";
import type { RunResult } from "../../protocol/methods.ts";
import type { HostedSession } from "../hosted-session.ts";
import { requireRoom } from "../input-room.ts";
import type { RequestContext } from "../request-server.ts";
import type { Session } from "../session.ts";

interface RunParams {
  command: string;
  noWait: boolean;
  timeoutMs: number;
}

/** What the Enter key sends. */
const ENTER = "\r";

/** The longest delay that timers take (2^31 − 1 ms); a longer one would fire at once. */
const MAX_DELAY_MS = 0x7fff_ffff;

/** Types a command into the session and, unless told not to, waits until it has finished. */
export async function run(
  { session }: HostedSession,
  { command, noWait, timeoutMs }: RunParams,
  { signal }: RequestContext,
): Promise<RunResult> {
  session.requireCommands();
  requireRoom(session);
  if (!noWait) return await withinTime(timeoutMs, signal, (limit) => runInTurn(session, command, limit));
  await session.lane.quiet();
  await session.runs.releaseHeld();
  session.requireCommands();
  const seq = session.append("input_run", { command, noWait });
  session.typeIn(typedLines(command));
  return { accepted: true, seq };
}

/** Calls `work` with a signal that is aborted when the time is over, or by `signal`. 0 ms: no limit. */
async function withinTime<T>(timeoutMs: number, signal: AbortSignal, work: (limit: AbortSignal) => Promise<T>) {
  const limit = new AbortController();
  const abort = () => limit.abort();
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  const timer = timeoutMs > 0 ? setTimeout(abort, Math.min(timeoutMs, MAX_DELAY_MS)) : undefined;
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

/** @throws AppError `HOST_TIMEOUT` if other runs took all the time; then nothing has been typed */
async function runInTurn(session: Session, command: string, limit: AbortSignal): Promise<RunResult> {
  const startedAt = performance.now();
  const endTurn = await session.lane.takeTurn(limit);
  if (endTurn === undefined) throw neverTyped(session, command);
  try {
    await session.lane.quiet();
    await session.runs.releaseHeld();
    session.requireCommands();
    const { marker } = session.runs.prepareWaitedRun();
    const front = session.lane.front(session.spec.command);
    const seq = session.append("input_run", { command, noWait: false, marker });
    const told =
      front.kind === "program"
        ? { outcome: await runInProgram(session, command, limit), detection: "none" as const }
        : await runInShell(session, command, { marker, seq, front, limit });
    const { outcome, detection } = told;
    return {
      accepted: true,
      completed: outcome.kind === "completed",
      timedOut: outcome.kind === "timeout",
      seq,
      durationMs: Math.round(performance.now() - startedAt),
      marker,
      ...(outcome.kind === "completed" && outcome.exitCode !== undefined ? { exitCode: outcome.exitCode } : {}),
      detection,
    };
  } finally {
    endTurn();
  }
}

interface ShellRun {
  marker: string;
  seq: number;
  front: Exclude<Front, { kind: "program" }>;
  limit: AbortSignal;
}

async function runInShell(session: Session, command: string, { marker, seq, front, limit }: ShellRun) {
  const { dialect } = front;
  const registered = session.runs.registerWaitedRun({ marker, inputRunSeq: seq, dialect, typedLater: true });
  const promptReturn = new PromptReturn(session.lane.promptLook(), {
    couldContinue: couldContinue(command),
    modeTells: front.kind === "shell",
  });
  session.typeIn(typedLines(command));
  session.lane.add(registered, promptReturn);
  const outcome = await registered.wait(0, { signal: limit });
  return { outcome, detection: outcome.kind === "completed" ? ("sentinel" as const) : ("none" as const) };
}

/** Types into a program that is no shell: when it has done with it cannot be told, so nothing but time ends the waiting. */
async function runInProgram(session: Session, command: string, limit: AbortSignal): Promise<WaitResult> {
  session.typeIn(typedLines(command));
  return await new Promise((resolve) => {
    const stop = session.whenEnded(() => resolve({ kind: "exited" }));
    const abort = () => {
      stop();
      resolve({ kind: "timeout" });
    };
    if (limit.aborted) abort();
    else limit.addEventListener("abort", abort, { once: true });
  });
}

function neverTyped(session: Session, command: string): AppError {
  const { sessionId } = session.spec;
  const message = `Session '${sessionId}' was busy with another run the whole time: '${command}' has not been typed.`;
  return new AppError("HOST_TIMEOUT", message, { sessionId, command });
}

/** The command as keys: each line ends with Enter, and one that already ends with a newline gets no second one. */
function typedLines(command: string): string {
  return command.replace(/\r?\n$/, "").replace(/\r?\n/g, ENTER) + ENTER;
}
