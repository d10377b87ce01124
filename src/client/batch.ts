import type { BatchKind, BatchStep } from "../core/batch-plan.ts";
import type { Trace } from "../core/log-level.ts";
import { takesCommands } from "../core/session-status.ts";
import type { BatchResult, BatchStepResult } from "../protocol/batch.ts";
import { AppError, asAppError } from "../protocol/errors.ts";
import type { InspectResult, LoggedInput, RunResult, ScreenWaitResult } from "../protocol/methods.ts";
import { sessionRefusal } from "../protocol/session-refusal.ts";
import { callSession } from "./session-call.ts";

export interface BatchRequest {
  readonly home: string;
  /** A session's id, a prefix of it, or its name. */
  readonly session: string;
  readonly steps: readonly BatchStep[];
  /** Goes on behind a step that failed. */
  readonly keepGoing: boolean;
  /** Upper bound of each step's round trip in ms; 0 = none. */
  readonly timeoutMs: number;
  /** Ends the batch at once: the step in flight is given up, those behind it are not begun. */
  readonly signal: AbortSignal;
  /** Told of each step before it is begun. */
  readonly trace?: Trace | undefined;
}

export interface BatchOutcome {
  readonly result: BatchResult;
  /** Why the first of the steps that failed did. */
  readonly firstFailure: AppError | undefined;
}

/** What an answer tells of its step. */
type Report = Partial<Omit<BatchStepResult, "index" | "kind" | "status" | "durationMs">>;

const INTERRUPTED = Symbol("interrupted");

/**
 * Carries out a checked plan, one step after the other; each looks up the session's host anew, which costs a
 * fraction of a millisecond. What a step meets is told in its result; only what keeps the batch from beginning is
 * thrown.
 *
 * @throws AppError `SESSION_NOT_FOUND`, `SESSION_NOT_RUNNING`, `SESSION_ALREADY_DESTROYED`, `HOST_UNREACHABLE`, …
 */
export async function runBatch(request: BatchRequest): Promise<BatchOutcome> {
  const batch = new Batch(request);
  await batch.run();
  return batch.outcome();
}

class Batch {
  readonly #request: BatchRequest;
  readonly #results: BatchStepResult[] = [];
  readonly #interrupted: Promise<typeof INTERRUPTED>;
  #firstFailure: AppError | undefined;
  /** The event of the newest input: what a wait looks at must be newer. */
  #baseline: number | undefined;

  constructor(request: BatchRequest) {
    this.#request = request;
    const { signal } = request;
    this.#interrupted = new Promise((resolve) => {
      if (signal.aborted) resolve(INTERRUPTED);
      else signal.addEventListener("abort", () => resolve(INTERRUPTED), { once: true });
    });
  }

  async run(): Promise<void> {
    const sessionId = await Promise.race([this.#interrupted, commandTarget(this.#request)]);
    if (sessionId === INTERRUPTED) return;
    for (const [index, step] of this.#request.steps.entries()) {
      const result = await this.#carryOut(sessionId, step, index);
      this.#results.push(result);
      if (result.status === "interrupted") return;
      if (result.status === "failed" && !this.#request.keepGoing) return;
    }
  }

  outcome(): BatchOutcome {
    const begun = this.#results.length;
    const notRun = this.#request.steps
      .slice(begun)
      .map(({ kind }, at): BatchStepResult => ({ index: begun + at, kind, status: "not-run", durationMs: 0 }));
    const steps = [...this.#results, ...notRun];
    const withStatus = (wanted: BatchStepResult["status"]) => steps.filter(({ status }) => status === wanted);
    return {
      result: {
        steps,
        completedCount: withStatus("completed").length,
        failedIndices: withStatus("failed").map(({ index }) => index),
      },
      firstFailure: this.#firstFailure,
    };
  }

  async #carryOut(sessionId: string, step: BatchStep, index: number): Promise<BatchStepResult> {
    this.#request.trace?.("debug", `Step ${index} (${step.kind}) begins.`);
    const startedAt = performance.now();
    const asked = this.#ask(sessionId, step);
    // Nobody waits any more for the answer to a step that was interrupted.
    asked.catch(() => {});
    const waitBaseline = step.kind === "wait" && this.#baseline !== undefined ? { waitBaseline: this.#baseline } : {};
    const told = (status: BatchStepResult["status"], report: Report): BatchStepResult => ({
      index,
      kind: step.kind,
      status,
      durationMs: Math.round(performance.now() - startedAt),
      ...waitBaseline,
      ...report,
    });
    try {
      const answer = await Promise.race([this.#interrupted, asked]);
      if (answer === INTERRUPTED) return told("interrupted", {});
      const report = REPORTS[step.kind](answer as never);
      this.#baseline = report.seq ?? this.#baseline;
      if (step.kind !== "wait" || report.matched) return told("completed", report);
      return told("failed", { ...report, error: this.#fail(waitTimeout(answer as ScreenWaitResult)) });
    } catch (error) {
      return told("failed", { error: this.#fail(asAppError(error)) });
    }
  }

  #fail(error: AppError): { code: string; message: string } {
    this.#firstFailure ??= error;
    return { code: error.code, message: error.message };
  }

  #ask(sessionId: string, { kind, params }: BatchStep): Promise<unknown> {
    const { home, timeoutMs, signal, trace } = this.#request;
    const call = { home, session: sessionId, method: kind, timeoutMs, signal, trace };
    if (kind !== "wait") return callSession({ ...call, params });
    const condition = { ...params, ...(this.#baseline !== undefined && { afterSeq: this.#baseline }) };
    return callSession<unknown>({
      ...call,
      params: condition,
      offline: async (manifest) => {
        const { waitOffline } = await import("./offline-wait.ts");
        return waitOffline(home, manifest, condition);
      },
    });
  }
}

/** The id of the session, which must take commands now: a batch that cannot begin is an error, not a failed step. */
async function commandTarget({ home, session, timeoutMs, signal, trace }: BatchRequest): Promise<string> {
  const call = { home, session, method: "inspect", params: {}, timeoutMs, signal, trace };
  const { sessionId, status } = (await callSession<InspectResult>(call)).session;
  if (!takesCommands(status)) throw sessionRefusal(sessionId, status);
  return sessionId;
}

const REPORTS: Record<BatchKind, (answer: never) => Report> = {
  type: reportInput,
  paste: reportInput,
  sendKeys: reportInput,
  run: reportRun,
  wait: reportWait,
};

function reportInput({ seq, secret }: LoggedInput): Report {
  return { seq, ...(secret && { secret }) };
}

function reportRun({ seq, secret, completed, timedOut, outcome, exitCode }: RunResult): Report {
  const input = reportInput({ seq, secret });
  if (completed === undefined) return { ...input, noWait: true, runOutcome: "started" };
  return {
    ...input,
    noWait: false,
    runOutcome: completed ? "completed" : outcome === "exited" ? "sessionExited" : "timedOut",
    ...(outcome !== undefined && { outcome }),
    completed,
    timedOut: timedOut ?? false,
    ...(exitCode !== undefined && { exitCode }),
  };
}

function reportWait(answer: ScreenWaitResult): Report {
  const { matched, timedOut, matchedText, capturedAtSeq, screenHash, logIncomplete } = answer;
  return {
    matched,
    timedOut,
    ...(matchedText !== undefined && { matchedText }),
    capturedAtSeq,
    ...(screenHash !== undefined && { screenHash }),
    ...(logIncomplete !== undefined && { logIncomplete }),
  };
}

function waitTimeout({ capturedAtSeq }: ScreenWaitResult): AppError {
  const message = `The screen did not fulfil the wait in time; it was last looked at after event ${capturedAtSeq}.`;
  return new AppError("WAIT_TIMEOUT", message, { capturedAtSeq });
}
