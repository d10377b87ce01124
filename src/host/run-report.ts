import type { WaitResult } from "../core/run-completion/waiter.ts";
import type { RunResult } from "../protocol/methods.ts";
import type { OutputCapture } from "./output-capture.ts";
import type { RunWay } from "./run-way.ts";
import type { Session } from "./session.ts";
import { stateOf } from "./session-state.ts";

/** A run that is over, or has been given up. */
export interface EndedRun {
  readonly command: string;
  readonly seq: number;
  readonly marker: string;
  readonly way: RunWay;
  readonly outcome: WaitResult;
  /** Whether it was given up because nothing came any more. */
  readonly isIdle: boolean;
  readonly durationMs: number;
  readonly capture: OutputCapture | undefined;
}

/** What is told of a run: only what is known. */
export function reportRun(session: Session, run: EndedRun): RunResult {
  const { seq, marker, outcome, isIdle, durationMs } = run;
  const completed = outcome.kind === "completed";
  const givenUp = outcome.kind === "timeout";
  const exitCode = completed ? outcome.exitCode : undefined;
  const detection = completed ? outcome.detection : "none";
  const cwd = detection === "integration" ? session.runs.shellDirectory : undefined;
  const unread = completed && isUnread(session, run);
  const output = unread ? undefined : outputOf(session, run);
  return {
    accepted: true,
    completed,
    timedOut: givenUp && !isIdle,
    ...(givenUp && isIdle && { idle: true as const }),
    seq,
    durationMs,
    marker,
    ...(exitCode !== undefined && { exitCode }),
    detection,
    commandId: `c${seq}`,
    ...(cwd !== undefined && { cwd }),
    ...rangeOf(session, run),
    ...(output && { output }),
    ...((givenUp || unread) && whatIsThere(session)),
  };
}

/** Whether the shell has begun nothing: it could not read the line, and what it says of that is on the screen. */
function isUnread({ shellLog }: Session, { way, seq }: EndedRun): boolean {
  return way.kind === "integration" && shellLog.spanOf(seq) === undefined;
}

/**
 * What it has printed, as a person would see it: so far, where the shell has told where its output begins. Before a
 * sentinel there is a prompt as well, which can be left out only if it is known, and has one line.
 */
function outputOf({ runs }: Session, { way, outcome, capture }: EndedRun): RunResult["output"] {
  if (capture === undefined) return undefined;
  if (way.kind !== "integration" && !(outcome.kind === "completed" && runs.promptIsOneLine)) return undefined;
  const { exact = true, ...output } = capture.end();
  const prompt = way.kind === "sentinel" ? way.before.beforeCursor.trimEnd() : "";
  // A prompt in the middle: something else was echoed or carried out in between.
  if (way.kind === "sentinel" && prompt === "") return undefined;
  const hasPrompt = prompt !== "" && output.text.split("\n").some((line) => line.startsWith(prompt));
  return exact && !hasPrompt ? output : undefined;
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
