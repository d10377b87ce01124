import { AppError } from "../../protocol/errors.ts";
import type { RunResult } from "../../protocol/methods.ts";
import { afterReading } from "../../runtime/after-reading.ts";
import type { HostedSession } from "../hosted-session.ts";
import { withIdleLimit } from "../idle-limit.ts";
import { requireRoom } from "../input-room.ts";
import { OutputCapture } from "../output-capture.ts";
import type { RequestContext } from "../request-server.ts";
import { type EndedRun, reportRun } from "../run-report.ts";
import { carryOutRun, type RunWay, typedLines, wayOfRun } from "../run-way.ts";
import type { Session } from "../session.ts";
import { hidesInput, logInput, typeIn } from "../session-input.ts";

interface RunParams {
  command: string;
  noWait: boolean;
  timeoutMs: number;
  idleMs: number;
  maxOutput: number;
}

/** The longest delay that timers take (2^31 − 1 ms); a longer one would fire at once. */
const MAX_DELAY_MS = 0x7fff_ffff;

/** Types a command into the session and, unless told not to, waits until it has finished. */
export async function run(
  { session }: HostedSession,
  params: RunParams,
  { signal }: RequestContext,
): Promise<RunResult> {
  session.requireCommands();
  requireRoom(session);
  if (!params.noWait) return await withinTime(params.timeoutMs, signal, (limit) => runInTurn(session, params, limit));
  await session.lane.quiet();
  await session.runs.releaseHeld();
  session.requireCommands();
  const { command, noWait } = params;
  const typed = typedLines(command);
  const logged = logInput(session, { type: "input_run", payload: { command, noWait } }, typed);
  typeIn(session, typed);
  return { accepted: true, ...logged };
}

/** Calls `work` with a signal that is aborted when the time is over, or by `signal`. 0 ms: no limit. */
async function withinTime<T>(timeoutMs: number, signal: AbortSignal, work: (limit: AbortSignal) => Promise<T>) {
  const limit = new AbortController();
  const abort = () => limit.abort();
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  const stop = timeoutMs > 0 ? afterReading(Math.min(timeoutMs, MAX_DELAY_MS), abort) : () => {};
  try {
    return await work(limit.signal);
  } finally {
    stop();
    signal.removeEventListener("abort", abort);
  }
}

/** @throws AppError `HOST_TIMEOUT` if other runs took all the time; then nothing has been typed */
async function runInTurn(session: Session, params: RunParams, limit: AbortSignal): Promise<RunResult> {
  const { command } = params;
  const startedAt = performance.now();
  const endTurn = await session.lane.takeTurn(limit);
  if (endTurn === undefined) throw neverTyped(session, command);
  try {
    await session.lane.quiet();
    await session.runs.releaseHeld();
    session.requireCommands();
    const { marker } = session.runs.prepareWaitedRun();
    const way = await wayOfRun(session, limit);
    session.requireCommands();
    const payload = { command, noWait: false, marker };
    const { seq, ...secret } = logInput(session, { type: "input_run", payload }, typedLines(command));
    const recorded = { command, marker, seq, way };
    const done = await carriedOut(session, recorded, params, limit);
    const durationMs = Math.round(performance.now() - startedAt);
    return { ...reportRun(session, { ...recorded, ...done, durationMs }), ...secret };
  } finally {
    endTurn();
  }
}

/** Carries out a run that has been recorded, and keeps what it prints, where that can be told and is wanted. */
async function carriedOut(
  session: Session,
  run: { readonly command: string; readonly marker: string; readonly seq: number; readonly way: RunWay },
  { idleMs, maxOutput }: RunParams,
  limit: AbortSignal,
): Promise<Pick<EndedRun, "outcome" | "isIdle" | "capture">> {
  const { seq, way } = run;
  const capture = maxOutput === 0 ? undefined : captureOf(session, run, maxOutput);
  if (capture !== undefined) session.captures.set(seq, capture);
  try {
    return await withIdleLimit(session, { limit, idleMs }, async (idle) => {
      const outcome = await carryOutRun(session, way, { ...run, limit: idle.signal });
      return { outcome, isIdle: idle.isIdle, capture };
    });
  } finally {
    session.captures.delete(seq);
  }
}

function captureOf(
  session: Session,
  { way, command }: { readonly way: RunWay; readonly command: string },
  maxBytes: number,
): OutputCapture | undefined {
  if (way.kind === "none") return undefined;
  const { cols, rows } = session.screen;
  // Before a sentinel there is the echo of the command, and the next prompt.
  const echo = way.kind === "sentinel" ? { echo: { prompt: way.before.beforeCursor, command } } : {};
  return new OutputCapture({ cols, rows, maxBytes, ...echo }, way.kind === "integration");
}

function neverTyped(session: Session, command: string): AppError {
  const { sessionId } = session.spec;
  const named = hidesInput(session) ? {} : { command };
  const what = named.command === undefined ? "the command" : `'${command}'`;
  const message = `Session '${sessionId}' was busy with another run the whole time: ${what} has not been typed.`;
  return new AppError("HOST_TIMEOUT", message, { sessionId, ...named });
}
