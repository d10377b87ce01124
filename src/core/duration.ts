/** Durations as people write them on a command line. */

/** The longest wait in milliseconds: what a timer can hold (2^31 - 1, about 25 days). */
export const MAX_MS = 2 ** 31 - 1;

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/**
 * Reads a duration with its unit: `500ms`, `10s`, `30m`, `1h`, `7d`.
 *
 * @returns milliseconds, or `undefined` if it is none: the unit is required, and signs, blanks and fractions are not read
 */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit] = /^(\d+)(ms|[smhd])$/.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const ms = Number(digits) * UNIT_MS.get(unit)!;
  return Number.isSafeInteger(ms) ? ms : undefined;
}

/**
 * Reads a number of milliseconds.
 *
 * @returns an integer from 0 to {@link MAX_MS}, or `undefined` for anything but decimal digits in that range
 */
export function parseMs(text: string): number | undefined {
  const ms = parseCount(text);
  return ms === undefined || ms > MAX_MS ? undefined : ms;
}

/**
 * Reads a non-negative integer of decimal digits alone.
 *
 * @returns an integer from 0 to 2^53 - 1, or `undefined`
 */
export function parseCount(text: string): number | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : undefined;
}
