import type { Session } from "./session.ts";

/** Calls `expired` once nothing has gone in or out for `idleTimeoutMs`; 0 means never. Gives the way to stop it. */
export function watchIdleness(session: Session, idleTimeoutMs: number, expired: () => void): () => void {
  if (idleTimeoutMs === 0) return () => {};
  let timer: ReturnType<typeof setTimeout>;
  const check = () => {
    const left = session.lastActivityAt + idleTimeoutMs - Date.now();
    if (left <= 0) expired();
    else timer = setTimeout(check, left);
  };
  timer = setTimeout(check, idleTimeoutMs);
  return () => clearTimeout(timer);
}
