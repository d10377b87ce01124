/** The longest delay that timers take (2^31 − 1 ms, about 24 days); a longer one would fire at once. */
const MAX_DELAY_MS = 0x7fff_ffff;

/** One-shot timers, as the platform has them; delays in milliseconds. */
export interface Timers<Handle = unknown> {
  set(delayMs: number, fire: () => void): Handle;
  clear(handle: Handle): void;
}

/** What told the end of a run: the marks of an integrated shell, or its sentinel. */
export type Detection = "integration" | "sentinel";

/** How waiting for a run ended. `seq` is that of its `run_complete` record. */
export type WaitResult =
  | {
      readonly kind: "completed";
      readonly seq: number;
      readonly detection: Detection;
      readonly exitCode?: number;
    }
  | { readonly kind: "timeout" }
  | { readonly kind: "exited" };

type Outcome = { readonly result: WaitResult } | { readonly error: unknown };

/**
 * What one caller waits for. The outcome may come before or after the waiting begins; the first one counts, and with
 * it the timer and the abort listener are gone.
 */
export class Waiter {
  readonly #timers: Timers;
  #outcome: Outcome | undefined;
  #completed: WaitResult | undefined;
  #used = false;
  #tell: ((outcome: Outcome) => void) | undefined;
  #release: (() => void) | undefined;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Whether somebody is waiting now. */
  get waiting(): boolean {
    return this.#tell !== undefined;
  }

  resolve(result: WaitResult): void {
    this.#settle({ result: this.#completed ?? result });
  }

  /** The run has completed: whatever ends the waiting from here on, this is its result. */
  complete(result: WaitResult): void {
    this.#completed ??= result;
  }

  reject(error: unknown): void {
    this.#settle({ error });
  }

  /**
   * Waits at most `timeoutMs` milliseconds, 0 meaning without a limit. An abort ends the waiting like a time-out.
   *
   * @throws {Error} when used a second time. @throws {RangeError} when `timeoutMs` is no number of milliseconds.
   */
  wait(timeoutMs: number, signal?: AbortSignal): Promise<WaitResult> {
    if (this.#used) throw new Error("wait() may be used only once for a run");
    if (!Number.isFinite(timeoutMs) || timeoutMs < 0) throw new RangeError(`not a time-out in ms: ${timeoutMs}`);
    this.#used = true;
    if (signal?.aborted) this.resolve({ kind: "timeout" });
    return new Promise((resolve, reject) => {
      const tell = (outcome: Outcome): void => ("error" in outcome ? reject(outcome.error) : resolve(outcome.result));
      if (this.#outcome === undefined) {
        this.#tell = tell;
        this.#arm(timeoutMs, signal);
      } else {
        tell(this.#outcome);
      }
    });
  }

  #arm(timeoutMs: number, signal: AbortSignal | undefined): void {
    const giveUp = (): void => this.resolve({ kind: "timeout" });
    const timer = timeoutMs === 0 ? undefined : { handle: this.#timers.set(Math.min(timeoutMs, MAX_DELAY_MS), giveUp) };
    signal?.addEventListener("abort", giveUp);
    this.#release = () => {
      if (timer !== undefined) this.#timers.clear(timer.handle);
      signal?.removeEventListener("abort", giveUp);
    };
  }

  #settle(outcome: Outcome): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = outcome;
    this.#release?.();
    this.#release = undefined;
    this.#tell?.(outcome);
    this.#tell = undefined;
  }
}
