import { afterNextReading, afterReading } from "../runtime/after-reading.ts";
import { type FrontLook, lookAtFront, type SeenSession } from "./session-state.ts";
import type { ShellLog } from "./shell-log.ts";

/**
 * The system tells nobody that a process has fallen asleep: after output it is looked again, after so many ms, and then
 * every so often.
 */
const LOOKS_MS = [1, 2, 4, 8, 16, 34, 68, 125, 250];
const SELDOM_MS = 250;

/** Under a flood of output, a look in so many ms is enough. */
const LOOK_EVERY_MS = 25;

/**
 * A prompt without a mark at its end is drawn after so much quiet, in ms: a shell may sleep for a moment on its way, as fish
 * does; and where nobody can see whether it sleeps (on another machine).
 */
const UNMARKED_QUIET_MS = 60;
const UNSEEN_QUIET_MS = 100;

/** What of a session is watched. */
interface WatchedSession extends SeenSession {
  readonly shellLog: ShellLog;
  readonly lastOutputAt: number;
  /** For how long nothing has gone in or out, in whole ms. */
  readonly idleMs: number;
  /** How many pieces of output have come. */
  readonly outputCount: number;
  readonly hasStrayInput: boolean;
  readonly isLineClean: boolean;
  /** What cannot be recorded ends the session. */
  orFail(work: () => void): void;
}

/** A look, and for how long it has been so. */
export interface SeenFront extends FrontLook {
  /** For how long the state has been the same, and nothing has come, in ms. */
  readonly heldMs: number;
  /** Whether all had been read that was printed before the look. */
  readonly isConfirmed: boolean;
}

/**
 * Looks at what is in front after output, and later, while somebody waits for it or a run may be over: it is over once
 * its shell sleeps, and all that it had printed before has been read.
 */
export class FrontWatch {
  readonly #session: WatchedSession;
  readonly #listeners = new Set<(seen: SeenFront) => void>();
  #stop = () => {};
  /** When the next look is due, by `performance.now`. */
  #dueAt = Number.POSITIVE_INFINITY;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** When the last state began, by `performance.now`, and which it was. */
  #since: { readonly state: string; readonly at: number } | undefined;
  /** How much output there had been when the shell in front was last seen asleep. */
  #asleepAfter = -1;
  #isClosed = false;

  constructor(session: WatchedSession) {
    this.#session = session;
  }

  /** Calls `seen` with a look soon, and with each that follows; gives the way to stop it. */
  onLook(seen: (look: SeenFront) => void): () => void {
    this.#listeners.add(seen);
    this.#schedule(0);
    return () => this.#listeners.delete(seen);
  }

  sawOutput(): void {
    if (this.#session.runs.mayEnd) this.#schedule(0);
    else if (this.#listeners.size > 0) this.#schedule(LOOKS_MS[0] ?? 0);
  }

  /** Something has been typed. */
  sawInput(): void {
    this.#since = undefined;
    if (this.#isWanted()) this.#schedule(LOOKS_MS[0] ?? 0);
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
    this.#listeners.clear();
  }

  #isWanted(): boolean {
    return this.#listeners.size > 0 || this.#session.runs.mayEnd;
  }

  #schedule(delayMs: number): void {
    if (this.#isClosed) return;
    const sinceLook = performance.now() - this.#lookedAt;
    const isFlood = this.#session.quietMs === 0 && !this.#session.runs.mayEnd;
    const dueMs = isFlood ? Math.max(delayMs, LOOK_EVERY_MS - sinceLook) : delayMs;
    const dueAt = performance.now() + dueMs;
    if (dueAt >= this.#dueAt) return;
    this.#stop();
    this.#dueAt = dueAt;
    const look = (): void => {
      this.#dueAt = Number.POSITIVE_INFINITY;
      this.#look();
    };
    this.#stop = dueMs > 0 ? afterReading(dueMs, look) : afterNextReading(look);
  }

  #look(): void {
    const session = this.#session;
    const now = performance.now();
    this.#lookedAt = now;
    const look = lookAtFront(session);
    if (this.#since?.state !== look.state) this.#since = { state: look.state, at: now };
    const heldMs = now - Math.max(this.#since.at, session.lastOutputAt);
    const isConfirmed = this.#confirm(look);
    for (const seen of [...this.#listeners]) seen({ ...look, heldMs, isConfirmed });
    if (!this.#isWanted()) return;
    const { idleMs } = session;
    const next = LOOKS_MS.find((limit) => limit > idleMs);
    const laterMs = next === undefined ? SELDOM_MS : next - idleMs;
    this.#schedule(isConfirmed ? laterMs : 0);
  }

  /** @returns false where it is to be looked once more when all has been read */
  #confirm({ shell, sleeps, front, state }: FrontLook): boolean {
    const { runs, outputCount, quietMs } = this.#session;
    if (shell === undefined || front === undefined || state !== "ready") return true;
    const drawnMs = sleeps === undefined ? UNSEEN_QUIET_MS : UNMARKED_QUIET_MS;
    if (runs.phaseOf(shell.id) === "prompting" && quietMs < drawnMs) return true;
    if (this.#asleepAfter !== outputCount) {
      this.#asleepAfter = outputCount;
      return false;
    }
    const session = this.#session;
    // A prompt that has been drawn without marks is one from now on.
    session.orFail(() => runs.shellSleeps(shell.id, { quietMs: session.idleMs, isClean: session.isLineClean }));
    if (!session.hasStrayInput) session.shellLog.promptDrawn();
    return true;
  }
}

/**
 * Waits until `decide` has an answer to what is in front, or `signal` is aborted, or the session has ended: then there is
 * none.
 */
export async function untilFront<T>(
  session: { readonly front: FrontWatch; whenEnded(ended: () => void): () => void },
  signal: AbortSignal,
  decide: (seen: SeenFront) => T | undefined,
): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  const { promise, resolve, reject } = Promise.withResolvers<T | undefined>();
  const abort = (): void => resolve(undefined);
  signal.addEventListener("abort", abort, { once: true });
  const stopEnded = session.whenEnded(abort);
  const stopLooking = session.front.onLook((seen) => {
    try {
      const answer = decide(seen);
      if (answer !== undefined) resolve(answer);
    } catch (error) {
      reject(error);
    }
  });
  try {
    return await promise;
  } finally {
    stopLooking();
    stopEnded();
    signal.removeEventListener("abort", abort);
  }
}
