const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** A duration as a person reads it: `840 ms`, `2.5 s`, `3 min 20 s`. */
export function describeTime(ms: number): string {
  if (ms < SECOND_MS) return `${ms} ms`;
  if (ms < MINUTE_MS) return `${(ms / SECOND_MS).toFixed(1)} s`;
  return `${Math.floor(ms / MINUTE_MS)} min ${Math.floor((ms % MINUTE_MS) / SECOND_MS)} s`;
}
