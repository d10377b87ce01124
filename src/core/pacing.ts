/** The longest pause that a recording keeps, in ms. */
const LONGEST_PAUSE_MS = { recorded: Number.POSITIVE_INFINITY, accelerated: 400, "max-speed": 0 } as const;

export type Timing = keyof typeof LONGEST_PAUSE_MS;

export const TIMINGS = Object.keys(LONGEST_PAUSE_MS) as readonly Timing[];

/** The longest pause that a timing leaves, in ms. */
export function longestPause(timing: Timing): number {
  return LONGEST_PAUSE_MS[timing];
}

export interface PacingOptions {
  /** How many times as fast as it happened; 1 if left out. */
  readonly speed?: number | undefined;
  /** The longest pause of the recording, in ms, beside what the timing says. */
  readonly idleLimitMs?: number | undefined;
}

/** Tells when something that happened in a session happens in its recording. */
export class Pacing {
  readonly #longestPauseMs: number;
  readonly #speed: number;
  #lastMs: number;
  #placeMs = 0;

  /** @param startMs when the recording begins, in ms since the epoch */
  constructor(
    timing: Timing,
    startMs: number,
    { speed = 1, idleLimitMs = Number.POSITIVE_INFINITY }: PacingOptions = {},
  ) {
    this.#longestPauseMs = Math.min(LONGEST_PAUSE_MS[timing], idleLimitMs);
    this.#speed = speed;
    this.#lastMs = startMs;
  }

  /**
   * The place of a moment, in whole ms from the recording's start. To be asked in the order of what happened; a moment
   * before the one before it, as a clock that was set back gives, comes right behind that.
   *
   * @param ms since the epoch
   */
  place(ms: number): number {
    const pause = Math.max(0, ms - this.#lastMs) / this.#speed;
    this.#lastMs = Math.max(this.#lastMs, ms);
    this.#placeMs += Math.min(pause, this.#longestPauseMs);
    return Math.round(this.#placeMs);
  }
}
