import { type Front, frontOf } from "../core/front.ts";
import type { ShellInFront } from "../core/run-completion/contract.ts";
import type { RunCompletionCoordinator } from "../core/run-completion/coordinator.ts";
import { type SessionState, sessionState } from "../core/session-state.ts";
import { argumentsOf, type Foreground, foregroundOf } from "../pty/foreground.ts";
import type { Pty, PtyExit } from "../pty/pty.ts";
import { frontGroupOf } from "../pty/typing-awaited.ts";
import type { Screen } from "../screen/screen.ts";
import type { UnansweredLine } from "./unanswered-line.ts";

/** What of a session is looked at. */
export interface SeenSession {
  readonly pty: Pty;
  readonly screen: Screen;
  readonly runs: RunCompletionCoordinator;
  /** How the child ended, once it has. */
  readonly exit: PtyExit | undefined;
  /** For how long no output has come, in whole ms. */
  readonly quietMs: number;
  readonly unansweredLine: UnansweredLine;
}

/** Who reads what is typed next, and what it wants: the one answer for runs, waits, states and introductions. */
export interface FrontLook extends SessionState {
  /** What is in front; nothing where the system does not tell. */
  readonly front: Front | undefined;
  /** The shell in front, or the one that may be behind what is in front. */
  readonly shell: ShellInFront | undefined;
  /** Whether that shell sleeps in its read of the terminal; nothing where that cannot be told. */
  readonly sleeps: boolean | undefined;
}

/** Dialects of shells that have a mark for a command that begins. */
const TELL_STARTS: ReadonlySet<string> = new Set(["bash", "zsh", "fish"]);

/** What the session is doing now, and how that is known. A look takes about 0.1 ms. */
export function stateOf(session: SeenSession): SessionState {
  const { state, reasons, foreground } = lookAtFront(session);
  return { state, reasons, ...(foreground && { foreground }) };
}

/** As {@link stateOf}, with all that was looked at. */
export function lookAtFront(session: SeenSession): FrontLook {
  const { pty, screen, runs, exit } = session;
  const seen = exit === undefined ? seeFront(pty.pid) : undefined;
  const shell = seen && shellOf(seen.front, seen);
  const known = shell && runs.phaseOf(shell.id);
  const tells = known !== undefined && known !== "starting";
  const phase = shell?.isBehind === false ? (known ?? "starting") : tells ? known : runs.phaseOf(undefined);
  const sleeps = shell?.isBehind ? undefined : seen?.processes.leaderAwaitsTyping;
  const state = sessionState({
    ending: exit,
    phase,
    front: seen && { name: seen.name, pid: seen.pid, kind: seen.front.kind, tells },
    modes: pty.modes(),
    awaitsTyping: seen?.processes.awaitsTyping,
    leaderAwaitsTyping: sleeps,
    leaderReadsBlock: seen?.processes.leaderReadsBlock ?? false,
    beforeCursor: screen.textBeforeCursor(),
    isAltScreen: screen.isAltScreen,
    quietMs: session.quietMs,
    unansweredMs: session.unansweredLine.ageMs,
  });
  return { ...state, front: seen?.front, shell, sleeps };
}

/** The shell in front in the terminal of process `pid`, or the one that may be behind what is in front. */
export function shellInFrontOf(pid: number): ShellInFront | "unknown" | undefined {
  const foreground = foregroundOf(pid);
  if (foreground === undefined || foreground.name === "") return "unknown";
  // A subshell that is ending has lost its image and its arguments, but not its name: it is no shell of its own.
  if (foreground.args.length === 0) return undefined;
  return shellOf(frontOf(foreground.name, foreground.args), foreground);
}

function shellOf(front: Front, { group, image }: Pick<Foreground, "group" | "image">): ShellInFront | undefined {
  if (front.kind === "program" || (front.kind === "carrier" && !front.passesMarks)) return undefined;
  const tellsStarts = front.kind === "shell" && TELL_STARTS.has(front.dialect);
  return { id: `${group}:${image}`, image, tellsStarts, isBehind: front.kind === "carrier" };
}

function seeFront(pid: number) {
  const foreground = foregroundOf(pid);
  if (foreground === undefined) return undefined;
  const processes = frontGroupOf(pid, foreground.group);
  const process = leaderOf(foreground, processes.members);
  if (process.name === "") return undefined;
  const args = process.pid === foreground.group ? foreground.args : argumentsOf(process.pid);
  return {
    ...process,
    group: foreground.group,
    image: foreground.image,
    processes,
    front: frontOf(process.name, args),
  };
}

/** The leader of a pipeline may have ended before the rest of it. */
function leaderOf({ group, name }: Foreground, members: readonly { readonly pid: number; readonly name: string }[]) {
  const leader = { pid: group, name };
  return members.find(({ pid }) => pid === group) ?? members[0] ?? leader;
}
