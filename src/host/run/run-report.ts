import type { RunResult } from "../../protocol/methods.ts";
import type { OutputCapture } from "../output-capture.ts";
import type { Session } from "../session.ts";
import { stateOf } from "../session-state.ts";
import type { RunOutcome } from "./run-outcome.ts";
import type { RunWay } from "./run-way.ts";

/** A run that is over, or is waited for no longer. */
export interface EndedRun {
  readonly seq: number;
  readonly marker: string;
  readonly way: RunWay;
  readonly clearedInput: boolean;
  readonly outcome: RunOutcome;
  /** Whether it was given up because nothing came any more. */
  readonly isIdle: boolean;
  readonly durationMs: number;
  readonly capture: OutputCapture | undefined;
}

/** What is told of a run: only what is known. */
export function reportRun(session: Session, run: EndedRun): RunResult {
  const { seq, marker, way, outcome, isIdle, durationMs, clearedInput } = run;
  const completed = outcome.kind === "completed";
  const exitCode = completed ? outcome.exitCode : undefined;
  const cwd = completed && way.kind === "marks" ? session.runs.directoryOf(way.shell.id) : undefined;
  const isUnread = completed && !outcome.begun;
  const output = isUnread ? undefined : outputOf(run);
  return {
    accepted: true,
    completed,
    timedOut: outcome.kind === "given-up" && !isIdle,
    outcome: outcomeName(outcome),
    ...(outcome.kind === "given-up" && isIdle && { idle: true as const }),
    seq,
    durationMs,
    marker,
    ...(exitCode !== undefined && { exitCode }),
    detection: completed ? outcome.detection : "none",
    commandId: `c${seq}`,
    ...(clearedInput && { clearedInput }),
    ...(cwd !== undefined && { cwd }),
    ...rangeOf(session, run),
    ...(output && { output }),
    ...((!completed || isUnread) && outcome.kind !== "exited" && whatIsThere(session)),
  };
}

function outcomeName(outcome: RunOutcome): NonNullable<RunResult["outcome"]> {
  if (outcome.kind === "awaiting") return outcome.state;
  return outcome.kind === "given-up" ? "timed-out" : outcome.kind;
}

/** What it has printed, as a person would see it, so far. What cannot be told from echo and prompt says so. */
function outputOf({ way, outcome, capture }: EndedRun): RunResult["output"] {
  if (capture === undefined) return undefined;
  const output = capture.end();
  if (way.kind === "marks" && (outcome.kind !== "completed" || outcome.exact)) return output;
  if (way.kind === "marks") return { ...output, exact: false };
  // A prompt in the middle: something else was echoed or carried out in between.
  const prompt = way.prompt.trimEnd();
  const isClean = prompt !== "" && !output.text.split("\n").some((line) => line.startsWith(prompt));
  return outcome.kind === "completed" && isClean ? output : { ...output, exact: false };
}

/** Between which events the output is, as far as there is any. */
function rangeOf(session: Session, { seq, outcome }: EndedRun): Pick<RunResult, "outputRange"> {
  const span = session.shellLog.spanOf(seq);
  const endSeq = span ? span.endSeq : outcome.kind === "completed" ? outcome.seq : undefined;
  if (endSeq === undefined) return {};
  return { outputRange: { fromSeq: span?.startSeq ?? seq, toSeq: endSeq } };
}

/** What the next step can be decided from. */
function whatIsThere(session: Session): Pick<RunResult, "screen" | "state"> {
  const screen = [...session.screen.visibleLines()];
  while (screen.at(-1) === "") screen.pop();
  return { screen, state: stateOf(session) };
}
