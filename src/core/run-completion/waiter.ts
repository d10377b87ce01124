/**
 * What told the end of a run: the shell's marks, or its answer to a line that was typed for it; or nothing but that the
 * program which read it has ended.
 */
export type Detection = "integration" | "sentinel" | "none";

/** How waiting for a run ended. `seq` is that of its `run_complete` record. */
export type WaitResult =
  | {
      readonly kind: "completed";
      readonly seq: number;
      readonly detection: Detection;
      readonly exitCode?: number;
      /** Whether the shell has carried anything out for it. */
      readonly begun: boolean;
      /** Whether its output has been told from the prompt that followed. */
      readonly exact: boolean;
    }
  | { readonly kind: "given-up" }
  | { readonly kind: "exited" };

/** What one caller waits for. The first outcome counts, before the waiting begins or after. */
export class Waiter {
  readonly #outcome = Promise.withResolvers<WaitResult>();

  constructor() {
    // Nobody may be waiting when its record fails.
    this.#outcome.promise.catch(() => {});
  }

  resolve(result: WaitResult): void {
    this.#outcome.resolve(result);
  }

  reject(error: unknown): void {
    this.#outcome.reject(error);
  }

  /** Waits until there is an outcome, or `signal` is aborted, which leaves nothing behind. */
  async wait(signal: AbortSignal): Promise<WaitResult> {
    const abort = (): void => this.#outcome.resolve({ kind: "given-up" });
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    try {
      return await this.#outcome.promise;
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }
}
