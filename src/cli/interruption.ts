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
