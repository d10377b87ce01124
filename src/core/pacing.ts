/** The longest pause that a recording keeps, in ms. */
const LONGEST_PAUSE_MS = { recorded: Number.POSITIVE_INFINITY, accelerated: 400, "max-speed": 0 } as const;

export type Timing = keyof typeof LONGEST_PAUSE_MS;

export const TIMINGS = Object.keys(LONGEST_PAUSE_MS) as readonly Timing[];

/** Tells when something that happened in a session happens in its recording. */
export class Pacing {
  readonly #longestPauseMs: number;
  #lastMs: number;
  #placeMs = 0;

  /** @param startMs when the recording begins, in ms since the epoch */
  constructor(timing: Timing, startMs: number) {
    this.#longestPauseMs = LONGEST_PAUSE_MS[timing];
    this.#lastMs = startMs;
  }

  /**
   * The place of a moment, in ms from the recording's start. To be asked in the order of what happened; a moment before
   * the one before it, as a clock that was set back gives, comes right behind that.
   *
   * @param ms since the epoch
   */
  place(ms: number): number {
    const pause = Math.max(0, ms - this.#lastMs);
    this.#lastMs = Math.max(this.#lastMs, ms);
    this.#placeMs += Math.min(pause, this.#longestPauseMs);
    return this.#placeMs;
  }
}
