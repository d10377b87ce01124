import type { RunCompletion } from "./contract.ts";
import type { Waiter } from "./waiter.ts";

/** A run from its registration until its completion is recorded. */
export interface ActiveRun extends Omit<RunCompletion, "exitCode"> {
  readonly token: string;
  readonly postamble: string;
  readonly waiter: Waiter;
  /** How many bytes of output had been appended when it was registered. */
  readonly outputBefore: number;
}
