import { couldContinue } from "../core/run-completion/could-continue.ts";
import { PromptReturn, type TerminalLook } from "../core/run-completion/prompt-return.ts";
import type { Front } from "../core/run-completion/shell-in-front.ts";
import type { WaitResult } from "../core/run-completion/waiter.ts";
import { foregroundGroupOf } from "../pty/foreground.ts";
import type { Session } from "./session.ts";
import { typeIn } from "./session-input.ts";
import { stateOf } from "./session-state.ts";
import { untilFrontIsSettled } from "./settled-front.ts";

/** What the Enter key sends. */
const ENTER = "\r";

/** How the end of a run is to be seen: the shell announces it, a sentinel is typed for, or not at all. */
export type RunWay =
  | { readonly kind: "integration" }
  | { readonly kind: "sentinel"; readonly front: Exclude<Front, { kind: "program" }>; readonly before: TerminalLook }
  | { readonly kind: "none" };

/** A run that has been recorded, and is about to be typed. */
export interface RecordedRun {
  readonly command: string;
  readonly marker: string;
  readonly seq: number;
  /** Ends the waiting, as a time-out. */
  readonly limit: AbortSignal;
}

/** The way that fits what is in front, once that has taken up what was typed before. */
export async function wayOfRun(session: Session, limit: AbortSignal): Promise<RunWay> {
  const { lane, runs, spec } = session;
  await untilFrontIsSettled(session, limit);
  if (runs.shellPhase !== "starting" && runs.shellPhase !== "running") return { kind: "integration" };
  const front = lane.front(spec.command);
  // An integrated shell that runs a command and is at a prompt is not the one in front, or says no more.
  if (front.kind === "program" || (runs.shellPhase === "running" && !lane.isAtPrompt())) return { kind: "none" };
  return { kind: "sentinel", front, before: lane.promptLook() };
}

/** Types the run, and waits until its end has been seen in this way, or the waiting is over. */
export function carryOutRun(session: Session, way: RunWay, run: RecordedRun): Promise<WaitResult> {
  switch (way.kind) {
    case "integration":
      return inIntegratedShell(session, run);
    case "sentinel":
      return inShell(session, way, run);
    case "none":
      return inProgram(session, run);
  }
}

/** A command as keys: each line ends with Enter, and one that already ends with a newline gets no second one. */
export function typedLines(command: string): string {
  return command.replace(/\r?\n$/, "").replace(/\r?\n/g, ENTER) + ENTER;
}

async function inIntegratedShell(session: Session, { command, marker, seq, limit }: RecordedRun): Promise<WaitResult> {
  const typed = typedLines(command);
  const text = typed.slice(0, -ENTER.length).replaceAll(ENTER, "\n");
  const { quietMs } = session;
  const registered = session.runs.registerMarkedRun({ marker, inputRunSeq: seq, text, quietMs });
  typeIn(session, typed);
  return await registered.wait(0, { signal: limit });
}

async function inShell(
  session: Session,
  { front, before }: Extract<RunWay, { kind: "sentinel" }>,
  { command, marker, seq, limit }: RecordedRun,
): Promise<WaitResult> {
  const { dialect } = front;
  const group = foregroundGroupOf(session.pty.pid);
  const inInnerShell = session.runs.shellPhase === "running" && group !== undefined && group !== session.pty.pid;
  const registration = { marker, inputRunSeq: seq, dialect, typedLater: true, inInnerShell };
  const registered = session.runs.registerWaitedRun(registration);
  const isHidden = answersSecret(session);
  if (isHidden) registered.loseStatus();
  const promptReturn = new PromptReturn(before, {
    couldContinue: couldContinue(command),
    modeTells: front.kind === "shell",
    isHidden,
  });
  typeIn(session, typedLines(command));
  session.lane.add(registered, promptReturn);
  return await registered.wait(0, { signal: limit });
}

/** Whether the shell, or what it hides, asks for a secret: what is typed is no command, and has no status of its own. */
function answersSecret(session: Session): boolean {
  return !session.lane.isAtPrompt() && stateOf(session).state === "awaiting-secret";
}

/** Types into a program that is no shell: when it has done with it cannot be told, so nothing but time ends the waiting. */
async function inProgram(session: Session, { command, limit }: RecordedRun): Promise<WaitResult> {
  typeIn(session, typedLines(command));
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
