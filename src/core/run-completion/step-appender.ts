import { type Eventual, SerialQueue } from "../serial-queue.ts";
import type { ActiveRun } from "./active-run.ts";
import { carryOut } from "./carry-out.ts";
import type { RunAppenders, ShellRecord } from "./contract.ts";
import { ReadyGate } from "./ready-gate.ts";
import type { RunRegister } from "./run-register.ts";
import type { Detection, Timers, WaitResult } from "./waiter.ts";

/** What ingested bytes come to. */
export type Step =
  | { readonly kind: "output"; readonly bytes: Uint8Array }
  | { readonly kind: "shell"; readonly record: ShellRecord }
  | { readonly kind: "prompted" }
  | Completion;

export interface Completion {
  readonly kind: "completion";
  readonly run: ActiveRun;
  readonly exitCode: number | undefined;
  readonly detection: Detection;
  /** Whether its shell is about to prompt again. */
  prompts: boolean;
}

/** Appends what the output has come to, in its order, and tells those who wait once the end of their run is recorded. */
export class StepAppender {
  readonly #appenders: RunAppenders;
  readonly #runs: RunRegister;
  readonly #ready: ReadyGate;
  readonly #queue = new SerialQueue();
  #exited = false;

  constructor(appenders: RunAppenders, runs: RunRegister, timers: Timers) {
    this.#appenders = appenders;
    this.#runs = runs;
    this.#ready = new ReadyGate(timers);
  }

  /** Whether the news of a run's end is held until its shell has prompted. */
  get holding(): boolean {
    return this.#ready.holding;
  }

  appendOutput(bytes: Uint8Array): Eventual<void> {
    return this.#queue.run(() => this.#appenders.appendOutput(bytes));
  }

  append(steps: readonly Step[]): Eventual<void> {
    return this.#queue.run(() => carryOut(steps, (step) => this.#appendStep(step)));
  }

  /** The session has exited: no prompt is waited for any more. */
  exit(): void {
    this.#exited = true;
    this.#ready.open();
  }

  #appendStep(step: Step): Eventual<void> {
    if (step.kind === "output") return this.#appenders.appendOutput(step.bytes);
    if (step.kind === "prompted") return this.#ready.open();
    if (step.kind === "shell") return this.#appenders.appendShell?.(step.record);
    // The session may have exited since: then the waiters have been told so, and no record may say otherwise.
    if (this.#runs.isUnrecorded(step.run)) return this.#record(step);
  }

  #record({ run, exitCode, detection, prompts }: Completion): Eventual<void> {
    const { marker, inputRunSeq } = run;
    const told = exitCode === undefined ? {} : { exitCode };
    const recorded = (seq: number): void => {
      this.#runs.recorded(run);
      this.#report(run, { kind: "completed", seq, detection, ...told }, prompts);
    };
    const failed = (error: unknown): never => {
      this.#runs.recorded(run);
      run.waiter.reject(error);
      run.tellEnd();
      throw error;
    };
    let seq: Eventual<number>;
    try {
      seq = this.#appenders.appendRunComplete({ marker, inputRunSeq, ...told });
    } catch (error) {
      return failed(error);
    }
    return seq instanceof Promise ? seq.then(recorded, failed) : recorded(seq);
  }

  #report({ waiter, tellEnd }: ActiveRun, result: WaitResult, prompts: boolean): void {
    const report = (): void => {
      waiter.resolve(result);
      tellEnd();
    };
    waiter.complete(result);
    if (prompts && !this.#exited) this.#ready.hold(report);
    else report();
  }
}
