import { whenQuietFor } from "./quiet-countdown.ts";
import type { Session } from "./session.ts";

/** A limit that is also reached when nothing has come out of a session for so long. */
export interface IdleLimit {
  readonly signal: AbortSignal;
  /** Whether it was the quiet that reached it. */
  readonly isIdle: boolean;
  /** It is not needed any more. */
  release(): void;
}

/** @param idleMs counted from now on, and from the last output; 0 never ends */
export function withIdleLimit(session: Session, limit: AbortSignal, idleMs: number): IdleLimit {
  if (idleMs === 0) return { signal: limit, isIdle: false, release: () => {} };
  const idle = new AbortController();
  const begunAt = Date.now();
  const lastAt = () => Math.max(begunAt, session.lastOutputAt);
  const release = whenQuietFor(idleMs, lastAt, () => idle.abort());
  return {
    signal: AbortSignal.any([limit, idle.signal]),
    get isIdle() {
      return idle.signal.aborted && !limit.aborted;
    },
    release,
  };
}
