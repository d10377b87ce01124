/**
 * The way of waited runs into a session's shell, one at a time, and of everything that is typed around a line of ours,
 * which nothing may be mixed up with.
 */
export class RunTurns {
  /** Resolves when the turn of the run before is over. */
  #last: Promise<void> = Promise.resolve();
  #line: Promise<unknown> | undefined;

  /**
   * Waits until no other run is on its way. The turn lasts until the function given is called. Nothing if `signal` was
   * aborted while it was another run's turn.
   */
  async take(signal: AbortSignal): Promise<(() => void) | undefined> {
    const before = this.#last;
    const turn = Promise.withResolvers<void>();
    this.#last = before.then(() => turn.promise);
    const aborted = new Promise<"aborted">((resolve) => {
      if (signal.aborted) resolve("aborted");
      signal.addEventListener("abort", () => resolve("aborted"), { once: true });
    });
    if ((await Promise.race([before, aborted])) !== "aborted") return turn.resolve;
    turn.resolve();
    return undefined;
  }

  /** Resolves when no line of ours is on its way through a shell. */
  async quiet(): Promise<void> {
    while (this.#line !== undefined) await this.#line;
  }

  /** Keeps other input back while `work` types a line of ours, and sees it answered. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#line !== undefined) await this.#line;
    const line = work();
    this.#line = line.catch(() => {});
    try {
      return await line;
    } finally {
      this.#line = undefined;
    }
  }
}
