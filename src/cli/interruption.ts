import { AppError } from "../protocol/errors.ts";

/** What a shell says of a program that a signal ended: 128 and the signal's number (POSIX, "Exit Status for Commands"). */
const EXIT_STATUSES = { SIGINT: 130, SIGTERM: 143 } as const;

export interface Interruption {
  /** Aborted by the first Ctrl-C or SIGTERM. A second one ends the program as it ends any other. */
  readonly signal: AbortSignal;
  /** What to exit with, if there was one. */
  readonly exitStatus: number | undefined;
}

/** From now on a Ctrl-C or SIGTERM does not end the program, but asks it to come to an end and tell what it has done. */
export function watchInterruption(): Interruption {
  const controller = new AbortController();
  let exitStatus: number | undefined;
  const names = Object.keys(EXIT_STATUSES) as (keyof typeof EXIT_STATUSES)[];
  const stop = (name: keyof typeof EXIT_STATUSES) => {
    for (const other of names) process.off(other, stop);
    exitStatus = EXIT_STATUSES[name];
    controller.abort();
  };
  for (const name of names) process.on(name, stop);
  return {
    signal: controller.signal,
    get exitStatus() {
      return exitStatus;
    },
  };
}

/** A call that was broken off: it exits as a program does that the signal has ended. */
class Interrupted extends AppError {
  readonly #exitStatus: number;

  constructor(message: string, exitStatus: number) {
    super("EXPORT_ERROR", message, { reason: "interrupted" });
    this.#exitStatus = exitStatus;
  }

  override get exitStatus(): number {
    return this.#exitStatus;
  }
}

/** The error to end with if there was a signal. @param outcome what has become of the work, in a sentence */
export function endedBySignal({ exitStatus }: Interruption, outcome: string): AppError | undefined {
  return exitStatus === undefined ? undefined : new Interrupted(`Interrupted. ${outcome}`, exitStatus);
}
