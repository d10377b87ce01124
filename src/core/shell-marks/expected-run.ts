/** A run that is over. */
export interface DoneRun {
  readonly run: number;
  readonly exitCode?: number;
  /** Whether the shell has carried anything out for it. */
  readonly begun: boolean;
  /** Whether its output ends where the prompt begins: not where an answer to a typed line tells its end. */
  readonly exact: boolean;
}

/** A run that has been typed. */
export interface ExpectedRun {
  readonly run: number;
  readonly firstLine: string;
  exitCode: number | undefined;
  /** Whether all its lines have been typed. */
  entered: boolean;
  /** Whether the shell has said something since. */
  answered: boolean;
  /** Whether something has been typed since its command began: that may be what a later change of the status comes from. */
  sawInput: boolean;
  begun: boolean;
  atWork: boolean;
  exact: boolean;
}

/** A run that is about to be typed. @param text its lines, with `\n` between them */
export function newRun(run: number, text: string): ExpectedRun {
  return {
    run,
    firstLine: text.split("\n", 1)[0]?.trim() ?? "",
    exitCode: undefined,
    entered: false,
    answered: false,
    sawInput: false,
    begun: false,
    atWork: false,
    exact: true,
  };
}

/** What is told of a run that is over. */
export function doneRun({ run, exitCode, begun, exact }: ExpectedRun): DoneRun {
  return { run, begun, exact, ...(exitCode !== undefined && { exitCode }) };
}
