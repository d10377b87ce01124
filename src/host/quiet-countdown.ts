import { afterReading } from "../runtime/after-reading.ts";

/**
 * Calls `expired` once `quietMs` have gone since the moment that `lastAt` tells (`performance.now`: a clock that is
 * set must neither end nor prolong it), however often that moves on; at once if they have. Gives the way to call it off.
 */
export function whenQuietFor(quietMs: number, lastAt: () => number, expired: () => void): () => void {
  let stop = () => {};
  const check = () => {
    const leftMs = lastAt() + quietMs - performance.now();
    if (leftMs <= 0) expired();
    else stop = afterReading(Math.ceil(leftMs), check);
  };
  check();
  return () => stop();
}
