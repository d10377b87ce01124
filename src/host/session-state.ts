import { frontOf } from "../core/run-completion/shell-in-front.ts";
import { type FrontFacts, type SessionState, sessionState } from "../core/session-state.ts";
import { argumentsOf, foregroundOf } from "../pty/foreground.ts";
import { type FrontGroup, frontGroupOf } from "../pty/typing-awaited.ts";
import type { Session } from "./session.ts";

/** Programs that have a terminal of their own for what runs in them, beside those that a run knows. */
const MULTIPLEXERS = /^(?:tmux(?:: client)?|screen|zellij|dtach|abduco|dvtm|byobu)$/;

/** What the session is doing now, and how that is known. A look takes about 0.1 ms. */
export function stateOf(session: Session): SessionState {
  const { pty, screen, runs, exit } = session;
  const seen = exit === undefined ? lookAtFront(pty.pid) : undefined;
  return sessionState({
    ending: exit,
    phase: runs.shellPhase,
    front: seen?.front,
    modes: pty.modes(),
    awaitsTyping: seen?.group.awaitsTyping,
    beforeCursor: screen.textBeforeCursor(),
    isAltScreen: screen.isAltScreen,
    quietMs: session.quietMs,
    unansweredMs: session.unansweredLine.ageMs,
  });
}

function lookAtFront(pid: number): { front: FrontFacts; group: FrontGroup } | undefined {
  const foreground = foregroundOf(pid);
  if (foreground === undefined) return undefined;
  const group = frontGroupOf(pid, foreground.group);
  // The leader of a pipeline may have ended before the rest of it.
  const leader = { pid: foreground.group, name: foreground.name };
  const process = group.members.find((member) => member.pid === leader.pid) ?? group.members[0] ?? leader;
  if (process.name === "") return undefined;
  const kind = kindOf(process.name, argumentsOf(process.pid));
  return { front: { name: process.name, pid: process.pid, kind, isOwn: foreground.group === pid }, group };
}

function kindOf(name: string, args: readonly string[]): FrontFacts["kind"] {
  return MULTIPLEXERS.test(name) ? "carrier" : frontOf(name, args).kind;
}
