import { afterReading } from "../runtime/after-reading.ts";

/**
 * A wait that somebody may settle, and that settles itself when its time is up or its client has gone. Whatever it
 * held (timers, listeners) is given back when it settles.
 */
export class Patience<T> {
  readonly settled: Promise<T>;
  #resolve: (value: T) => void;
  #cleanups = new Set<() => void>();
  #open = true;

  /** `timeoutMs` 0 waits without limit; `late` is what a wait that ran out of time answers. */
  constructor(timeoutMs: number, signal: AbortSignal, late: () => T) {
    const { promise, resolve } = Promise.withResolvers<T>();
    this.settled = promise;
    this.#resolve = resolve;
    if (timeoutMs > 0) this.after(timeoutMs, () => this.settle(late()));
    const abort = () => this.settle(late());
    signal.addEventListener("abort", abort, { once: true });
    this.onSettled(() => signal.removeEventListener("abort", abort));
    // A client may have gone while its request waited for the host to be loaded.
    if (signal.aborted) abort();
  }

  get open(): boolean {
    return this.#open;
  }

  settle(value: T): void {
    if (!this.#open) return;
    this.#open = false;
    for (const cleanup of this.#cleanups) cleanup();
    this.#cleanups.clear();
    this.#resolve(value);
  }

  /** Gives something back when the wait settles; at once if it has. */
  onSettled(cleanup: () => void): void {
    if (this.#open) this.#cleanups.add(cleanup);
    else cleanup();
  }

  /** Does something later, unless the wait has settled by then; gives the way to call it off. */
  after(delayMs: number, action: () => void): () => void {
    if (!this.#open) return () => {};
    const stop = afterReading(delayMs, () => {
      this.#cleanups.delete(cancel);
      action();
    });
    const cancel = () => {
      this.#cleanups.delete(cancel);
      stop();
    };
    this.#cleanups.add(cancel);
    return cancel;
  }
}
