import { whenQuietFor } from "./quiet-countdown.ts";

/** A limit that is also reached when nothing has come out of a session for so long. */
export interface IdleLimit {
  readonly signal: AbortSignal;
  /** Whether it was the quiet that reached it. */
  readonly isIdle: boolean;
}

/** How long something may take. */
interface Limits {
  readonly limit: AbortSignal;
  /** So much quiet, in ms, counted from now on and from the last output; 0 never ends. */
  readonly idleMs: number;
}

/** Calls `work` with a limit that is reached when `limit` is, or by quiet; nobody counts any more once `work` has ended. */
export async function withIdleLimit<T>(
  session: { readonly lastOutputAt: number },
  { limit, idleMs }: Limits,
  work: (limit: IdleLimit) => Promise<T>,
): Promise<T> {
  if (idleMs === 0) return await work({ signal: limit, isIdle: false });
  const idle = new AbortController();
  const begunAt = performance.now();
  const lastAt = () => Math.max(begunAt, session.lastOutputAt);
  const stop = whenQuietFor(idleMs, lastAt, () => idle.abort());
  try {
    return await work({
      signal: AbortSignal.any([limit, idle.signal]),
      get isIdle() {
        return idle.signal.aborted && !limit.aborted;
      },
    });
  } finally {
    stop();
  }
}
