/** A session's life as a table: what each status means, and which may follow which. */

/** Why a session failed. */
export const FAILURE_ORIGINS = ["host-death", "renderer-failure", "storage-corruption", "unknown"] as const;
export type FailureOrigin = (typeof FAILURE_ORIGINS)[number];

/** The statuses a manifest can hold, in the order a session goes through them. */
export const SESSION_STATUSES = ["running", "exiting", "exited", "failed", "destroying", "destroyed"] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** How a session ended, in one word. */
export const TERMINATION_CATEGORIES = [
  "running",
  "clean-exit",
  "nonzero-exit",
  "signal-exit",
  ...FAILURE_ORIGINS,
  "destroyed",
] as const;
export type TerminationCategory = (typeof TERMINATION_CATEGORIES)[number];

interface StatusTraits {
  active: boolean;
  takesCommands: boolean;
  liveHostAnswers: boolean;
  next: readonly SessionStatus[];
  /** What it becomes when its host is found dead. */
  orphaned: { status: SessionStatus; failureOrigin?: FailureOrigin };
}

const ended = { active: false, takesCommands: false, liveHostAnswers: false };

const TRAITS: Record<SessionStatus, StatusTraits> = {
  running: {
    active: true,
    takesCommands: true,
    liveHostAnswers: true,
    next: ["exiting", "exited", "failed", "destroying"],
    orphaned: { status: "failed", failureOrigin: "host-death" },
  },
  exiting: {
    active: true,
    takesCommands: false,
    liveHostAnswers: true,
    next: ["exited", "failed", "destroying"],
    orphaned: { status: "exited" },
  },
  destroying: {
    active: true,
    takesCommands: false,
    liveHostAnswers: false,
    next: ["destroyed"],
    orphaned: { status: "destroyed" },
  },
  exited: { ...ended, next: ["destroyed"], orphaned: { status: "exited" } },
  failed: { ...ended, next: ["destroyed"], orphaned: { status: "failed" } },
  destroyed: { ...ended, next: [], orphaned: { status: "destroyed" } },
};

/** Not ended yet: shown by `list` without `--all`, never collected. */
export function isActive(status: SessionStatus): boolean {
  return TRAITS[status].active;
}

/** Ended for good, and `gc` may remove it; the opposite of {@link isActive}. */
export function isTerminal(status: SessionStatus): boolean {
  return !TRAITS[status].active;
}

/** Takes input, resizes and signals. */
export function takesCommands(status: SessionStatus): boolean {
  return TRAITS[status].takesCommands;
}

/** Questions go to the session's live host; else they are answered from the event log. */
export function liveHostAnswers(status: SessionStatus): boolean {
  return TRAITS[status].liveHostAnswers;
}

/** Whether a manifest may go from one status to the other. A status does not become itself. */
export function canBecome(from: SessionStatus, to: SessionStatus): boolean {
  return TRAITS[from].next.includes(to);
}

/** What a session's status becomes once its host is found dead; one that has ended keeps its status. */
export function reconciled(status: SessionStatus): { status: SessionStatus; failureOrigin?: FailureOrigin } {
  return { ...TRAITS[status].orphaned };
}

/**
 * Whether the log of a session has to end with its `exit`: its host has told how the program ended, and writes that there
 * first. Not where the host had died before, or could not write.
 */
export function exitIsLogged(session: {
  status: SessionStatus;
  exitCode: number | null;
  exitSignal: string | null;
  failureOrigin?: FailureOrigin | undefined;
}): boolean {
  const { status, exitCode, exitSignal, failureOrigin } = session;
  return isTerminal(status) && failureOrigin === undefined && (exitCode !== null || exitSignal !== null);
}

/** Names how a session ended, or `running` if it has not. */
export function terminationCategory(session: {
  status: SessionStatus;
  exitCode: number | null;
  exitSignal: string | null;
  failureOrigin?: FailureOrigin | undefined;
}): TerminationCategory {
  const { status, exitCode, exitSignal } = session;
  if (status === "running") return "running";
  if (status === "destroying" || status === "destroyed") return "destroyed";
  if (status === "failed") return session.failureOrigin ?? "unknown";
  if (exitSignal !== null) return "signal-exit";
  if (exitCode !== null) return exitCode === 0 ? "clean-exit" : "nonzero-exit";
  return status === "exiting" ? "running" : "unknown";
}
