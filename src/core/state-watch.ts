/** Watching a session until it is in a state. Pure: it is told when to look and what the time is. */

import type { StateName } from "./state-names.ts";

/** A state counts once it has been so for so long, in ms: a shell that has lines to carry out prompts between them. */
const SETTLED_MS = 30;

/** After so much quiet, in ms, a state may be told that could not be told before. */
const QUIET_STEPS = [30, 100, 250];

/** Where nothing tells (a program that falls asleep), it is looked again after so many ms: four times a second. */
const SELDOM_MS = 250;

export interface StateLook {
  readonly state: StateName;
  /** How long ago output last came, in ms. */
  readonly quietMs: number;
  /** By a clock that never goes back. */
  readonly nowMs: number;
}

/** One wait's view of a session's state. */
export class StateWatch {
  readonly #wanted: StateName;
  #sinceMs: number | undefined;

  constructor(wanted: StateName) {
    this.#wanted = wanted;
  }

  /**
   * Looks at the state as it is now. Call it when the wait begins, whenever something may have changed, and when the
   * time it last asked for is over.
   *
   * @returns nothing when the session is in the state, else after how many ms to look again if nothing happens
   */
  look({ state, quietMs, nowMs }: StateLook): { readonly recheckInMs: number } | undefined {
    if (state !== this.#wanted) {
      this.#sinceMs = undefined;
      const step = QUIET_STEPS.find((limit) => limit > quietMs);
      return { recheckInMs: step === undefined ? SELDOM_MS : step - quietMs };
    }
    // A program that handles a key is at work for a moment, long after its last output.
    this.#sinceMs ??= state === "running" ? nowMs : nowMs - quietMs;
    const leftMs = this.#sinceMs + SETTLED_MS - nowMs;
    return state === "exited" || leftMs <= 0 ? undefined : { recheckInMs: leftMs };
  }
}
