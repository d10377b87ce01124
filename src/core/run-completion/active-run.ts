import type { RunCompletion } from "./contract.ts";
import type { Waiter } from "./waiter.ts";

/** A run from its registration until its completion is recorded. */
export interface ActiveRun extends Omit<RunCompletion, "exitCode"> {
  readonly token: string;
  postamble: string;
  readonly waiter: Waiter;
  /** How many bytes of output had been appended when it was registered. */
  readonly outputBefore: number;
  /** To be called when its shell is back, or never will be. */
  readonly tellEnd: () => void;
  /** Whether its shell runs in an integrated one, which waits behind it, and its postamble has not been typed yet. */
  endsWithInnerShell: boolean;
  /** Whether the status that its sentinel carries is its own. */
  statusIsIts: boolean;
}
