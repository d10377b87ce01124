import { type DoneRun, doneRun, type ExpectedRun, newRun } from "./expected-run.ts";
import type { ShellMark } from "./grammar.ts";

/** A line of a run, as it is entered. */
export interface EnteredLine {
  readonly isLast: boolean;
  /** Whether what it carries out begins where the line ends; else the shell tells where. */
  readonly beginsAtLineEnd: boolean;
}

/**
 * Where a shell is, as its marks tell:
 * - `starting`: no mark has come yet;
 * - `prompting`: it is about to prompt, or draws its prompt;
 * - `ready`: it waits for a command;
 * - `more`: it waits for the rest of one;
 * - `running`: a command is at work.
 */
export type ShellPhase = "starting" | "prompting" | "ready" | "more" | "running";

/** What a mark has come to. `run` is the `seq` of a run's `input_run` record. */
export type ShellHappening =
  | { readonly kind: "prompt"; readonly directory?: string }
  /** The prompt has been drawn, and the cursor is where a command is typed. */
  | { readonly kind: "ready" }
  /** `goesOn`: without another line's having been entered since the last end. */
  | { readonly kind: "start"; readonly command?: string; readonly run?: number; readonly goesOn?: true }
  | { readonly kind: "end"; readonly exitCode?: number; readonly run?: number };

/** What is known of a shell that sleeps at its prompt, all of whose output has been read. */
export interface Asleep {
  /** How long ago something was last typed or printed, in ms. */
  readonly quietMs: number;
  /** Whether nothing stands in its line editor. */
  readonly isClean: boolean;
}

/**
 * A line for which nothing has begun was empty, a comment, or could not be read. One that the line editor keeps (fish, a
 * syntax error; `histverify`) shows no other sign than that nothing happens any more: so long, in ms. Measured: of 150
 * commands in each of bash, zsh and fish, on two cores with a test run and a busy loop beside, the slowest began after
 * 198 ms.
 */
const KEPT_LINE_MS = 250;

/**
 * Follows one shell through its marks, and tells which command belongs to which run. The marks tell what happens; that
 * the shell waits again is certain once it sleeps in its read of the terminal, see {@link ShellFollower.sleeps}.
 */
export class ShellFollower {
  #phase: ShellPhase = "starting";
  #directory: string | undefined;
  #expected: ExpectedRun[] = [];
  #lastStatus: number | undefined;
  /** Whether this shell tells where commands begin; else that is where their last line ends. */
  #tellsStarts: boolean;
  readonly #isBehind: boolean;
  /** Whose line is about to end, and begin a command. */
  #awaitsLineEnd: ExpectedRun | "another's" | undefined;
  #isPromptUntold = false;
  /** Whether the prompt is about to say once more how the command has ended. */
  #repeats = false;

  constructor({ tellsStarts, isBehind }: { readonly tellsStarts: boolean; readonly isBehind: boolean }) {
    this.#tellsStarts = tellsStarts;
    this.#isBehind = isBehind;
  }

  get phase(): ShellPhase {
    return this.#phase;
  }

  /** The shell's directory, an absolute path; nothing while unknown. */
  get directory(): string | undefined {
    return this.#directory;
  }

  /** Whether the end of the line that is being typed is where a command begins. */
  get awaitsLineEnd(): boolean {
    return this.#awaitsLineEnd !== undefined;
  }

  /** Runs that have been typed and are not over. */
  get runs(): readonly number[] {
    return this.#expected.map(({ run }) => run);
  }

  /** This command is about to be typed for this run. @returns the runs that are over, if the shell waits for it */
  expect(run: number, text: string): DoneRun[] {
    const done = this.#phase === "ready" ? this.#expected.splice(0).map(doneRun) : [];
    this.#expected.push(newRun(run, text));
    return done;
  }

  /** Enter is about to be typed behind a line of the run. */
  enter(run: number, { isLast, beginsAtLineEnd }: EnteredLine): void {
    const expected = this.#expected.find((each) => each.run === run);
    if (expected === undefined) return;
    expected.entered ||= isLast;
    expected.answered = false;
    if (beginsAtLineEnd && !this.#tellsStarts) this.#awaitsLineEnd = expected;
  }

  /** Somebody else types a line. */
  sawOthersLine(): void {
    if (this.#phase === "ready" && !this.#tellsStarts && !this.#isBehind) this.#awaitsLineEnd ??= "another's";
  }

  /** Something is typed, be it the terminal's answer to a question. */
  sawInput(): void {
    const [run] = this.#expected;
    if (run?.begun) run.sawInput = true;
  }

  /** Whether the shell has asked for another line since Enter was typed for this run. */
  hasAnswered(run: number): boolean {
    return this.#expected.find((each) => each.run === run)?.answered ?? true;
  }

  /** Takes the next mark; what it comes to, in order. */
  take(mark: ShellMark): ShellHappening[] {
    switch (mark.kind) {
      case "directory":
        this.#directory = mark.path;
        return this.#prompt();
      case "start":
        return this.#start(mark.command);
      case "end":
        return this.#isRepeated(mark) ? [] : this.#end(mark.exitCode);
      case "more":
        return this.#more();
      case "input":
        return this.#input();
      case "answer":
        return [];
    }
  }

  /** The line that was being typed has ended. */
  lineEnded(): ShellHappening[] {
    const run = this.#awaitsLineEnd;
    this.#awaitsLineEnd = undefined;
    if (run === undefined) return [];
    return this.#begin(run === "another's" ? undefined : run, undefined);
  }

  /** The shell has answered a line of ours: it is about to prompt, and this is the status of its last command. */
  answers(exitCode: number | undefined): ShellHappening[] {
    const [run] = this.#expected;
    if (run !== undefined && this.#phase === "running") run.exact = false;
    if (this.#phase === "running") return this.#end(exitCode);
    if (this.#phase === "starting") this.#phase = "prompting";
    return [];
  }

  /**
   * The shell sleeps in its read of the terminal, and everything has been read that it printed before: it waits at its
   * prompt, drawn with marks or not.
   *
   * @returns the runs that are over
   */
  sleeps({ quietMs, isClean }: Asleep): { readonly happenings: ShellHappening[]; readonly done: DoneRun[] } {
    const happenings = this.#phase === "prompting" ? this.#input() : [];
    const done: DoneRun[] = [];
    while (this.#phase === "ready" && this.#isOver(this.#expected[0], quietMs, isClean)) {
      done.push(doneRun(this.#expected.shift() as ExpectedRun));
    }
    return { happenings, done };
  }

  /** Whether a run may be over once it sleeps: it prompts, or has been given a line for which nothing has begun. */
  get mayEnd(): boolean {
    const [run] = this.#expected;
    return run?.entered === true && (this.#phase === "prompting" || this.#phase === "ready");
  }

  /** Forgets the runs, and gives those that were not over. */
  clear(): number[] {
    const { runs } = this;
    this.#expected = [];
    this.#awaitsLineEnd = undefined;
    return [...runs];
  }

  #isOver(run: ExpectedRun | undefined, quietMs: number, isClean: boolean): boolean {
    if (run === undefined || !run.entered || run.atWork) return false;
    return run.begun || (run.answered && isClean) || quietMs >= KEPT_LINE_MS;
  }

  #start(command: string | undefined): ShellHappening[] {
    // A command at work begins no other: what says so is its own output.
    if (this.#phase === "starting" || this.#phase === "running") return [];
    // Nor does a shell of this machine that has no such mark.
    if (!this.#tellsStarts && !this.#isBehind) return [];
    this.#tellsStarts = true;
    return this.#begin(this.#runOf(command), command);
  }

  #begin(run: ExpectedRun | undefined, command: string | undefined): ShellHappening[] {
    this.#phase = "running";
    if (run !== undefined) {
      run.begun = true;
      run.atWork = true;
      run.sawInput = false;
    }
    const goesOn = run?.answered === true;
    return [
      {
        kind: "start",
        ...(command !== undefined && { command }),
        ...(run && { run: run.run }),
        ...(goesOn && { goesOn }),
      },
    ];
  }

  /** The run whose command begins: the first that has been typed, unless the shell tells another's command. */
  #runOf(command: string | undefined): ExpectedRun | undefined {
    const [first] = this.#expected;
    if (first === undefined || first.begun || command === undefined) return first;
    const line = command.split("\n", 1)[0]?.trim() ?? "";
    const index = this.#expected.findIndex(({ firstLine }) => firstLine === line);
    // Those in front of it have been read by something else.
    if (index > 0) this.#expected.splice(0, index);
    return this.#expected[0];
  }

  #end(exitCode: number | undefined): ShellHappening[] {
    const changed = exitCode !== this.#lastStatus;
    this.#lastStatus = exitCode;
    this.#awaitsLineEnd = undefined;
    this.#isPromptUntold = true;
    const wasRunning = this.#phase === "running";
    this.#phase = "prompting";
    const [run] = this.#expected;
    if (run === undefined) return wasRunning ? [ended(exitCode)] : [];
    run.answered = true;
    run.atWork = false;
    if (run.sawInput && !wasRunning && run.begun) {
      // A line editor that was interrupted prompts anew: whose status this is cannot be told.
      if (changed) run.exitCode = undefined;
      return [];
    }
    // A shell that could not read the line has a new status, too.
    if (run.begun || (changed && exitCode !== 0)) run.exitCode = exitCode;
    return run.begun ? [ended(exitCode, run.run)] : wasRunning ? [ended(exitCode)] : [];
  }

  #isRepeated({ repeats = false }: { readonly repeats?: boolean }): boolean {
    const isRepeated = this.#repeats && !repeats && this.#phase === "prompting";
    this.#repeats = repeats;
    return isRepeated;
  }

  #more(): ShellHappening[] {
    if (this.#phase === "starting") return [];
    const wasRunning = this.#phase === "running";
    this.#phase = "more";
    const [run] = this.#expected;
    if (run !== undefined) run.answered = true;
    if (!wasRunning) return [];
    // The line had an end, but not the command.
    if (!run?.begun) return [ended(undefined)];
    run.atWork = false;
    return [ended(undefined, run.run)];
  }

  #input(): ShellHappening[] {
    if (this.#phase !== "prompting" && this.#phase !== "ready") return [];
    this.#phase = "ready";
    return [...this.#prompt(), { kind: "ready" }];
  }

  #prompt(): ShellHappening[] {
    if (!this.#isPromptUntold) return [];
    this.#isPromptUntold = false;
    return [{ kind: "prompt", ...(this.#directory !== undefined && { directory: this.#directory }) }];
  }
}

function ended(exitCode: number | undefined, run?: number): ShellHappening {
  return { kind: "end", ...(exitCode !== undefined && { exitCode }), ...(run !== undefined && { run }) };
}
