import type { StateName } from "../core/state-names.ts";
import { foregroundGroupOf } from "../pty/foreground.ts";
import { Patience } from "./patience.ts";
import type { Session } from "./session.ts";
import { stateOf } from "./session-state.ts";

/** How long a shell is given to take up a line, and a program to start or to end, in ms. */
const TAKE_UP_PATIENCE_MS = 300;

/** How long a shell, or what leads to one, is given to get to its prompt, in ms: it is starting, or logging in. */
const START_PATIENCE_MS = 2000;

/** After so much quiet, in ms, a shell that asks for something asks for the rest of a command. */
const ASKING_QUIET_MS = 100;

/** The system tells nobody that a process has been started or has fallen asleep: it is looked again after so many ms. */
const LOOK_EVERY_MS = 5;

/** All others tell who reads what is typed next. */
const MAYBE_UNSETTLED: ReadonlySet<StateName> = new Set(["running", "awaiting-input", "unknown"]);

/**
 * Waits until what was typed before has been taken up: by the shell, which then waits again or has a command at work,
 * and by that command, which waits for typing or is plainly busy. Only then can be told who will read what is typed
 * next. Not for longer than that may take, nor than until `signal` is aborted.
 */
export async function untilFrontIsSettled(session: Session, signal: AbortSignal): Promise<void> {
  if (unsettledPatienceMs(session) === undefined && !mayHaveMoreToSay(session)) return;
  const patience = new Patience<void>(0, signal, () => {});
  const startedAt = performance.now();
  let wasSettled = false;
  const look = () => {
    const limitMs = unsettledPatienceMs(session);
    const isSettled = limitMs === undefined && (wasSettled || !mayHaveMoreToSay(session));
    const isLate = performance.now() - startedAt >= (limitMs ?? Number.POSITIVE_INFINITY);
    if (isSettled || isLate) return patience.settle();
    wasSettled = limitMs === undefined;
    patience.after(LOOK_EVERY_MS, look);
  };
  patience.onSettled(session.whenEnded(() => patience.settle()));
  if (patience.open) look();
  await patience.settled;
  // What has come meanwhile is to be on the screen before anything is typed.
  await session.runs.releaseHeld();
}

/**
 * Whether an integrated shell is in front that, as far as it has told, has a command at work: that the command has ended
 * may have been told a moment ago, and not been read yet.
 */
function mayHaveMoreToSay({ runs, pty }: Session): boolean {
  return runs.shellPhase === "running" && foregroundGroupOf(pty.pid) === pty.pid;
}

/** How long it is worth to wait for what is in front to get to where it can be told, in ms; nothing where it is there. */
function unsettledPatienceMs(session: Session): number | undefined {
  const { runs, lane, spec, unansweredLine } = session;
  const phase = runs.shellPhase;
  const hasLine = unansweredLine.ageMs !== undefined;
  if (phase === "ready") return hasLine ? TAKE_UP_PATIENCE_MS : undefined;
  // Whatever comes next is the integrated shell's.
  if (phase === "prompting" || phase === "more") return undefined;
  const { state } = stateOf(session);
  if (!MAYBE_UNSETTLED.has(state)) return undefined;
  const { kind } = lane.front(spec.command);
  const isAsking = state === "awaiting-input" && kind === "shell" && session.quietMs < ASKING_QUIET_MS;
  const cannotBeTold = state === "unknown" && (hasLine || kind === "carrier" || phase === "running");
  if (state !== "running" && !isAsking && !cannotBeTold) return undefined;
  return kind === "program" ? TAKE_UP_PATIENCE_MS : START_PATIENCE_MS;
}
