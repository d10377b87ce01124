import { AppError } from "../../protocol/errors.ts";
import type { RunResult } from "../../protocol/methods.ts";
import { afterReading } from "../../runtime/after-reading.ts";
import type { HostedSession } from "../hosted-session.ts";
import { withIdleLimit } from "../idle-limit.ts";
import { requireRoom } from "../input-room.ts";
import { OutputCapture } from "../output-capture.ts";
import type { RequestContext } from "../request-server.ts";
import { cleanLine, cleanPlainLine } from "../run/clean-line.ts";
import { outcomeOf, type RunOutcome } from "../run/run-outcome.ts";
import { reportRun } from "../run/run-report.ts";
import { typedLines, typeRun } from "../run/run-typing.ts";
import { type RunWay, untilItListens, wayOfRun } from "../run/run-way.ts";
import type { Session } from "../session.ts";
import { hidesInput, logInput } from "../session-input.ts";

interface RunParams {
  command: string;
  noWait: boolean;
  timeoutMs: number;
  idleMs: number;
  maxOutput: number;
  until: "settled" | "completed";
}

/** The longest delay that timers take (2^31 − 1 ms); a longer one would fire at once. */
const MAX_DELAY_MS = 0x7fff_ffff;

/** How long a run that nobody waits for is kept back, in ms, while what is in front does not listen. */
const NO_WAIT_PATIENCE_MS = 300;

/** Types a command into the session and, unless told not to, waits until it has finished. */
export async function run({ session }: HostedSession, params: RunParams, context: RequestContext): Promise<RunResult> {
  session.requireCommands();
  requireRoom(session);
  if (params.noWait) return await withinTime(NO_WAIT_PATIENCE_MS, context, (limit) => typeOnly(session, params, limit));
  return await withinTime(params.timeoutMs, context, (limit) => runInTurn(session, params, { ...context, limit }));
}

/** Calls `work` with a signal that is aborted when the time is over, or when the client goes. 0 ms: no limit. */
async function withinTime<T>(timeoutMs: number, { signal }: RequestContext, work: (limit: AbortSignal) => Promise<T>) {
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

/** A run that has been prepared: what is in front listens, and its line is clean. */
interface Prepared {
  readonly way: RunWay;
  readonly clearedInput: boolean;
}

/** @returns nothing if what is in front does not listen before `limit` is aborted */
async function prepare(session: Session, limit: AbortSignal): Promise<Prepared | undefined> {
  await session.turns.quiet();
  const seen = await untilItListens(session, limit);
  session.requireCommands();
  if (seen === undefined) return undefined;
  await session.turns.quiet();
  const { way, clearedInput } = await wayOfRun(session, seen);
  const isCleaned = await cleaned(session, way);
  session.requireCommands();
  return { way, clearedInput: clearedInput || isCleaned };
}

function cleaned(session: Session, way: RunWay): Promise<boolean> | boolean {
  if (way.kind === "none") return false;
  const clean = way.kind === "marks" ? cleanLine : cleanPlainLine;
  return clean(session, way.shell, way.front);
}

async function typeOnly(session: Session, { command }: RunParams, limit: AbortSignal): Promise<RunResult> {
  const endTurn = await session.turns.take(limit);
  try {
    const { way, clearedInput } = (await prepare(session, limit)) ?? TYPED_AHEAD;
    const logged = logInput(session, { type: "input_run", payload: { command, noWait: true } }, typedLines(command));
    const shellId = way.kind === "marks" ? way.shell.id : undefined;
    const registration = { inputRunSeq: logged.seq, text: command, ...(shellId !== undefined && { shellId }) };
    await typeRun(session, way, { command, run: session.runs.registerRun(registration), limit });
    return { accepted: true, ...logged, commandId: `c${logged.seq}`, ...(clearedInput && { clearedInput }) };
  } finally {
    endTurn?.();
  }
}

const TYPED_AHEAD: Prepared = { way: { kind: "none", prompt: "" }, clearedInput: false };

/** @throws AppError `HOST_TIMEOUT` if the session was busy all the time; then nothing has been typed */
async function runInTurn(
  session: Session,
  params: RunParams,
  context: RequestContext & { readonly limit: AbortSignal },
): Promise<RunResult> {
  const { command } = params;
  const { limit } = context;
  const startedAt = performance.now();
  const endTurn = await session.turns.take(limit);
  if (endTurn === undefined) throw neverTyped(session, command);
  try {
    const prepared = await prepare(session, limit);
    if (prepared === undefined) throw neverTyped(session, command);
    const { marker } = session.runs.prepareWaitedRun();
    const payload = { command, noWait: false, marker };
    const { seq, ...secret } = logInput(session, { type: "input_run", payload }, typedLines(command));
    void context.stream({ commandId: `c${seq}` });
    const recorded = { command, marker, seq, ...prepared };
    const done = await carriedOut(session, recorded, params, limit);
    const durationMs = Math.round(performance.now() - startedAt);
    return { ...reportRun(session, { ...recorded, ...done, durationMs }), ...secret };
  } finally {
    endTurn();
  }
}

interface RecordedRun extends Prepared {
  readonly command: string;
  readonly marker: string;
  readonly seq: number;
}

/** Carries out a run that has been recorded, and keeps what it prints where that is wanted. */
async function carriedOut(
  session: Session,
  { command, marker, seq, way }: RecordedRun,
  { idleMs, maxOutput, until }: RunParams,
  limit: AbortSignal,
): Promise<{ outcome: RunOutcome; isIdle: boolean; capture: OutputCapture | undefined }> {
  const capture = maxOutput === 0 ? undefined : captureOf(session, way, command, maxOutput);
  if (capture !== undefined) session.captures.set(seq, capture);
  try {
    return await withIdleLimit(session, { limit, idleMs }, async (idle) => {
      const shellId = way.kind === "marks" ? { shellId: way.shell.id } : {};
      const run = session.runs.registerRun({ inputRunSeq: seq, marker, text: command, ...shellId });
      await typeRun(session, way, { command, run, limit: idle.signal });
      const outcome = await outcomeOf(session, { run, way, untilCompleted: until === "completed", limit: idle.signal });
      if (way.kind === "marks" && outcome.kind === "completed" && !outcome.begun) {
        // A line that the shell would not carry out may still stand in its editor.
        await cleanLine(session, way.shell, way.front);
      }
      return { outcome, isIdle: idle.isIdle, capture };
    });
  } finally {
    session.captures.delete(seq);
  }
}

function captureOf(session: Session, way: RunWay, command: string, maxBytes: number): OutputCapture {
  const { cols, rows } = session.screen;
  // What no shell marks has the echo of the command before it, and the next prompt after it.
  const echo = way.kind === "marks" ? {} : { echo: { prompt: way.prompt, command } };
  return new OutputCapture({ cols, rows, maxBytes, ...echo }, way.kind === "marks");
}

function neverTyped(session: Session, command: string): AppError {
  const { sessionId } = session.spec;
  const named = hidesInput(session) ? {} : { command };
  const what = named.command === undefined ? "the command" : `'${command}'`;
  const message = `Session '${sessionId}' was busy the whole time: ${what} has not been typed.`;
  return new AppError("HOST_TIMEOUT", message, { sessionId, ...named });
}
