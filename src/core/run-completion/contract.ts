import type { Eventual } from "../serial-queue.ts";
import type { RandomBytes } from "./grammar.ts";
import type { Timers, WaitResult } from "./waiter.ts";

/** Which run a `run_complete` record is about. `inputRunSeq` is the `seq` of its `input_run` record. */
export interface RunCompletion {
  readonly marker: string;
  readonly inputRunSeq: number;
  /** Exit status of the command, where its shell told it: 0 to 255. */
  readonly exitCode?: number;
}

/**
 * Where output and completions are appended. Each may work at once or give a promise. Bytes that are passed on may be
 * a view into the chunk that was ingested.
 */
export interface RunAppenders {
  appendOutput(bytes: Uint8Array): Eventual<void>;
  /** @returns the record's `seq`. */
  appendRunComplete(completion: RunCompletion): Eventual<number>;
}

/** What the coordinator has none of its own of. */
export interface RunPlatform {
  readonly randomBytes: RandomBytes;
  readonly timers: Timers;
}

/** A registered run. */
export interface WaitedRun {
  /** The line to type behind the command, without the Enter. */
  readonly postamble: string;
  /** What the shell prints when it gets there. */
  readonly sentinel: string;
  /**
   * Waits until the run has completed, `timeoutMs` milliseconds have gone (0: no limit), the session has exited, or
   * `signal` is aborted, which counts as a time-out. May be used once. The promise is rejected when the append of
   * `run_complete` failed.
   *
   * @throws {Error} when used again.
   * @throws {RangeError} when `timeoutMs` is no number of milliseconds.
   */
  wait(timeoutMs: number, options?: { readonly signal?: AbortSignal }): Promise<WaitResult>;
}
