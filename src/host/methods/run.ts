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
    const way = wayFor(session);
    const seq = session.append("input_run", { command, noWait: false, marker });
    const told = await carryOut(session, command, way, { marker, seq, limit });
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

/** How the end of a run is to be seen: the shell announces it, a sentinel is typed for, or not at all. */
type Way =
  | { kind: "integration" }
  | { kind: "sentinel"; front: Exclude<Front, { kind: "program" }> }
  | { kind: "none" };

interface TypedRun {
  marker: string;
  seq: number;
  limit: AbortSignal;
}

function wayFor(session: Session): Way {
  const { shellPhase } = session.runs;
  const front = session.lane.front(session.spec.command);
  if (shellPhase !== "starting" && shellPhase !== "running") return { kind: "integration" };
  // A command of the integrated shell's own is at work, unless the shell has been told to say no more.
  const isOwn = shellPhase === "running" && session.lane.look().frontGroup === session.pty.pid;
  if (front.kind === "program" || (isOwn && !session.lane.editsLine())) return { kind: "none" };
  return { kind: "sentinel", front };
}

async function carryOut(
  session: Session,
  command: string,
  way: Way,
  run: TypedRun,
): Promise<{ outcome: WaitResult; detection: NonNullable<RunResult["detection"]> }> {
  if (way.kind === "none") return { outcome: await runInProgram(session, command, run.limit), detection: "none" };
  const outcome =
    way.kind === "integration"
      ? await runInIntegratedShell(session, command, run)
      : await runInShell(session, command, way.front, run);
  return { outcome, detection: outcome.kind === "completed" ? way.kind : "none" };
}

async function runInIntegratedShell(session: Session, command: string, { marker, seq, limit }: TypedRun) {
  const typed = typedLines(command);
  const text = typed.slice(0, -ENTER.length).replaceAll(ENTER, "\n");
  const quietMs = Date.now() - session.lastOutputAt;
  const registered = session.runs.registerMarkedRun({ marker, inputRunSeq: seq, text, quietMs });
  session.typeIn(typed);
  return await registered.wait(0, { signal: limit });
}

async function runInShell(
  session: Session,
  command: string,
  front: Exclude<Front, { kind: "program" }>,
  { marker, seq, limit }: TypedRun,
) {
  const { dialect } = front;
  const registered = session.runs.registerWaitedRun({ marker, inputRunSeq: seq, dialect, typedLater: true });
  const promptReturn = new PromptReturn(session.lane.promptLook(), {
    couldContinue: couldContinue(command),
    modeTells: front.kind === "shell",
  });
  session.typeIn(typedLines(command));
  session.lane.add(registered, promptReturn);
  return await registered.wait(0, { signal: limit });
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
