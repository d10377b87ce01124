import type { Timers } from "./waiter.ts";

/** How long a shell is given to prompt again, in ms. A prompt that asks git about a large tree takes a while. */
const PATIENCE_MS = 1000;

/**
 * Holds back the news that a run has completed until its shell has prompted again. Only then is the screen what a
 * person would look at, and only then does the shell read what is typed next: a command that came between the
 * sentinel and the prompt would be echoed twice, by the kernel and by the shell.
 */
export class ReadyGate {
  readonly #timers: Timers;
  #reports: (() => void)[] = [];
  #timer: { readonly handle: unknown } | undefined;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Whether a report is being held. */
  get holding(): boolean {
    return this.#reports.length > 0;
  }

  /** Calls `report` when the gate is opened next, or when patience is at its end. */
  hold(report: () => void): void {
    this.#reports.push(report);
    this.#timer ??= { handle: this.#timers.set(PATIENCE_MS, () => this.open()) };
  }

  open(): void {
    if (this.#timer !== undefined) this.#timers.clear(this.#timer.handle);
    this.#timer = undefined;
    const reports = this.#reports;
    this.#reports = [];
    for (const report of reports) report();
  }
}
