/** What comes within so many ms is one instant: a program's drawing of its screen arrives in several reads. */
const INSTANT_MS = 8;

/** So long a picture waits for a program to finish the frame that it has announced (mode 2026); then it is taken as it is. */
const FRAME_PATIENCE_MS = 200;

/**
 * Tells which moments of a film become pictures: those at which something has changed, what comes at one instant
 * together, and never more than so many a second. A change that has to wait for that is shown as soon as it may be, so
 * the last state of anything is always shown.
 *
 * Times are in ms from the film's start, and come in order.
 */
export class FilmTiming {
  readonly #intervalMs: number;
  /** When the next picture is shown. The first one is shown at the start, whatever there is. */
  #pendingMs: number | undefined = 0;
  /** When it should have been, had the program not been in the middle of a frame. */
  #wantedMs = 0;
  /** When the rate allows the next one. */
  #earliestMs = 0;

  /** @param maxFps pictures a second, at most */
  constructor(maxFps: number) {
    this.#intervalMs = 1000 / maxFps;
  }

  /** Notes that something changes what is seen. */
  changed(atMs: number): void {
    if (this.#pendingMs !== undefined) return;
    this.#pendingMs = this.#wantedMs = Math.max(atMs, this.#earliestMs);
  }

  /** When the picture is shown that must be taken before what happens at `atMs` is applied, if there is one. */
  dueBefore(atMs: number): number | undefined {
    return this.#pendingMs !== undefined && atMs > this.#pendingMs + INSTANT_MS ? this.#pendingMs : undefined;
  }

  /** When the last picture is shown, which nothing follows; undefined if all has been taken. */
  get pendingMs(): number | undefined {
    return this.#pendingMs;
  }

  /** Says that the pending picture has been taken. */
  taken(): void {
    if (this.#pendingMs !== undefined) this.#earliestMs = this.#pendingMs + this.#intervalMs;
    this.#pendingMs = undefined;
  }

  /**
   * Asks for time, as the program is in the middle of a frame.
   *
   * @param atMs when it next draws
   * @returns false if it has had its time, and the picture must be taken
   */
  postpone(atMs: number): boolean {
    if (atMs - this.#wantedMs > FRAME_PATIENCE_MS) return false;
    this.#pendingMs = atMs;
    return true;
  }
}
