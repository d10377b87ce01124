/**
 * Calls `expired` once `quietMs` have gone since the moment that `lastAt` tells (`performance.now`: a clock that is
 * set must neither end nor prolong it), however often that moves on; at once if they have. Gives the way to call it off.
 */
export function whenQuietFor(quietMs: number, lastAt: () => number, expired: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    const leftMs = lastAt() + quietMs - performance.now();
    if (leftMs <= 0) expired();
    else timer = setTimeout(check, Math.ceil(leftMs));
  };
  check();
  return () => clearTimeout(timer);
}
