import { whenQuietFor } from "./quiet-countdown.ts";
import type { Session } from "./session.ts";

/** Calls `expired` once nothing has gone in or out for `idleTimeoutMs`; 0 means never. Gives the way to stop it. */
export function watchIdleness(session: Session, idleTimeoutMs: number, expired: () => void): () => void {
  if (idleTimeoutMs === 0) return () => {};
  return whenQuietFor(idleTimeoutMs, () => session.lastActivityAt, expired);
}
