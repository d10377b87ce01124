/**
 * Calls `expired` once `quietMs` have gone since the moment that `lastAt` tells (ms since the epoch), however often that
 * moves on; at once if they have. Gives the way to call it off.
 */
export function whenQuietFor(quietMs: number, lastAt: () => number, expired: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    const leftMs = lastAt() + quietMs - Date.now();
    if (leftMs <= 0) expired();
    else timer = setTimeout(check, leftMs);
  };
  check();
  return () => clearTimeout(timer);
}
