import type { EnteredLine, ShellHappening } from "../shell-marks/shell-follower.ts";
import type { Detection, WaitResult } from "./waiter.ts";

/** Gives `count` random bytes. */
export type RandomBytes = (count: number) => Uint8Array;

/** Which run a `run_complete` record is about. `inputRunSeq` is the `seq` of its `input_run` record. */
export interface RunCompletion {
  readonly marker: string;
  readonly inputRunSeq: number;
  /** Exit status of the command, where its shell told it: 0 to 255. */
  readonly exitCode?: number;
}

/** What a shell has told, at this place of the output. */
export type ShellRecord = ShellHappening;

/** Where output, and what has been found in it, is recorded, strictly in its order. */
export interface RunRecorder {
  /** The bytes may be a view into the chunk that was ingested. */
  appendOutput(bytes: Uint8Array): void;
  /** @returns the record's `seq`. */
  appendRunComplete(completion: RunCompletion): number;
  /** @param shellId the shell that has told it */
  appendShell(record: ShellRecord, shellId: string): void;
}

/** A shell, as the system tells of it. */
export interface ShellInFront {
  /** Names its process and the program in it: another one after `exec`. */
  readonly id: string;
  /** Names the program alone: a process that the shell has forked has the same until it execs; empty where unknown. */
  readonly image: string;
  /** Whether it is known to have a mark for a command that begins. */
  readonly tellsStarts: boolean;
  /** Whether it may be on another machine, behind a program of this one: then it is known once it has been introduced. */
  readonly isBehind: boolean;
}

/** What the coordinator has none of its own of. */
export interface RunPlatform {
  readonly randomBytes: RandomBytes;
  /** The word that all marks of this session carry. */
  readonly word: string;
  /**
   * The shell whose process group is in front in the terminal; nothing where another program is; `unknown` where the system
   * does not tell, or the shell has ended.
   */
  shellInFront(): ShellInFront | "unknown" | undefined;
}

/** What is to be known of a run before it is typed. */
export interface RunRegistration {
  readonly inputRunSeq: number;
  /** There where somebody waits for it. */
  readonly marker?: string;
  /** Its lines, with `\n` between them. */
  readonly text: string;
  /** The shell that is to carry it out; nothing where its marks will not tell of it. */
  readonly shellId?: string;
}

/** A registered run. */
export interface FollowedRun {
  /** Enter is about to be typed behind a line of it. */
  enter(line: EnteredLine): void;
  /** Whether its shell has asked for another line since. */
  hasAnswer(): boolean;
  /** Its end has been seen otherwise than by marks. */
  complete(detection: Detection, exitCode?: number): void;
  /** Resolves when its end has been recorded, when the session has exited, or when `signal` is aborted. */
  wait(signal: AbortSignal): Promise<WaitResult>;
}

/** How a line of ours was answered. */
export type Answer = { readonly answered: true; readonly exitCode?: number } | { readonly answered: false };
