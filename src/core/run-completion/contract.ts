import type { Eventual } from "../serial-queue.ts";
import type { ShellHappening } from "../shell-marks/command-tracker.ts";
import type { Dialect, RandomBytes } from "./grammar.ts";
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
  /** What an integrated shell has told, at this place of the output. */
  appendShell?(record: ShellRecord): Eventual<void>;
}

/** What an integrated shell has told; all but `ready` goes into the log. `run` is the `seq` of a run's `input_run` record. */
export type ShellRecord = Exclude<ShellHappening, { readonly kind: "done" }>;

/** What the coordinator has none of its own of. */
export interface RunPlatform {
  readonly randomBytes: RandomBytes;
  readonly timers: Timers;
  /** The word that the marks of an integrated shell carry; none where no shell has been told one. */
  readonly shellWord?: string;
}

/** What is to be known of a run before its command is typed. */
export interface RunRegistration extends Omit<RunCompletion, "exitCode"> {
  /** How the shell in front is told to print; `plain`, which tells no exit status, if left out. */
  readonly dialect?: Dialect;
  /** Whether the postamble is typed later than the command: its echo is expected from {@link WaitedRun.typing} on. */
  readonly typedLater?: boolean;
  /** Whether an integrated shell waits behind the one that it is typed into. */
  readonly inInnerShell?: boolean;
}

/** What is to be known of a run that an integrated shell is about to be given. */
export interface MarkedRegistration extends Omit<RunCompletion, "exitCode"> {
  /** Its lines, with `\n` between them. */
  readonly text: string;
  /** For how long there has been no output, in ms. */
  readonly quietMs: number;
}

/** A registered run whose end the shell itself tells. */
export type MarkedRun = Pick<WaitedRun, "ended" | "wait">;

/** A registered run. */
export interface WaitedRun {
  /** The line to type behind the command, without the Enter. */
  readonly postamble: string;
  /** What the shell prints when it gets there. */
  readonly sentinel: string;
  /**
   * To be called before the postamble is typed, where that is later than the command. `dialect` is that of the shell which is
   * in front by then, where that is known: the command may have put another one in its place (`exec fish`).
   *
   * @returns the postamble
   */
  typing(dialect?: Dialect): string;
  /** Resolves when the sentinel has come and its shell has prompted again, whoever waits, and at the session's exit. */
  readonly ended: Promise<void>;
  /** Something else may have been carried out since: from here on its exit status cannot be told any more. */
  loseStatus(): void;
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
