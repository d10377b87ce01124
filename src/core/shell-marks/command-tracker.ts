import type { ShellMark } from "./grammar.ts";

/**
 * Where an integrated shell is, as its marks tell:
 * - `starting`: no mark has come yet;
 * - `prompting`: it is drawing its prompt;
 * - `ready`: it waits for a command;
 * - `more`: it waits for the rest of one;
 * - `running`: a command is at work.
 */
export type ShellPhase = "starting" | "prompting" | "ready" | "more" | "running";

/** What a mark has come to. The numbers are of lines that have been typed for runs, see {@link CommandTracker.expect}. */
export type ShellHappening =
  | { readonly kind: "prompt"; readonly directory?: string }
  | { readonly kind: "start"; readonly command?: string; readonly run?: number }
  | { readonly kind: "end"; readonly exitCode?: number; readonly run?: number }
  /** A run is over: all its lines have been read, and the shell prompts. */
  | { readonly kind: "done"; readonly run: number; readonly exitCode?: number }
  /** The prompt has been drawn; but for something behind the cursor, where it draws on. */
  | { readonly kind: "ready"; readonly drawsOn?: true };

/** Nothing has begun behind a line, for so long: it was empty, or could not be read. Else it was another's line. */
const UNCONFIRMED_MS = 50;

/** The shell waits, for so long, and has not begun what was typed: it has not taken it, or has thrown it away. */
const NEVER_BEGUN_MS = 250;

const LF = 0x0a;

/** The shell waits, for so long, though lines are left: its commands have read them. */
const LINES_LEFT_MS = 1000;

/** A run whose lines have been typed. */
interface ExpectedRun {
  readonly run: number;
  readonly lines: readonly string[];
  /** Lines that the shell has not read yet. */
  linesLeft: number;
  /** The status of the last command that began for it. */
  exitCode: number | undefined;
  /** Whether a command began for it. */
  begun: boolean;
}

/**
 * Follows an integrated shell through its marks, and tells which command belongs to which run.
 *
 * A shell reads what is typed line by line, and each line brings either a prompt for the rest (`P`), or a command that
 * begins (`C`) and ends (`D`), or, where there was nothing to carry out, just the next prompt. So a run is over at the
 * prompt behind its last line. Marks that do not fit (a shell within the shell that has inherited the prompt) are left
 * out of account.
 */
export class CommandTracker {
  #phase: ShellPhase = "starting";
  #directory: string | undefined;
  #expected: ExpectedRun[] = [];
  /** The run of the command at work. */
  #current: ExpectedRun | undefined;
  #lastStatus: number | undefined;
  #tellsInput = false;
  /** Whether the prompt that comes next belongs to a command that has been counted. */
  #lineRead = false;
  /** Lines of a command for which there was a prompt. */
  #moreCount = 0;
  /** What has become of the first line of a run that has not begun: it has been ended, and the shell has prompted again. */
  #firstLine: "typed" | "ended" | "refused" = "typed";
  /** A run all of whose lines have been read, it seems, and nothing has begun. */
  #unconfirmed: ExpectedRun | undefined;

  get phase(): ShellPhase {
    return this.#phase;
  }

  /** Whether it will tell that its prompt has been drawn: it is drawing one, and has told so before. */
  get awaitsInput(): boolean {
    return this.#phase === "prompting" && this.#tellsInput;
  }

  /** The shell's directory, an absolute path; nothing while unknown. */
  get directory(): string | undefined {
    return this.#directory;
  }

  /** After how much quiet {@link CommandTracker.settle} has something to tell, in ms; nothing where only a mark can. */
  get quietLimitMs(): number | undefined {
    if (this.#phase !== "ready") return undefined;
    if (this.#unconfirmed !== undefined) return UNCONFIRMED_MS;
    const run = this.#expected[0];
    if (run !== undefined && !run.begun && this.#firstLine === "refused") return NEVER_BEGUN_MS;
    return run?.begun ? LINES_LEFT_MS : undefined;
  }

  /** Takes what is shown between two marks. */
  sawText(bytes: Uint8Array): void {
    const waits = this.#phase === "ready" && this.#firstLine === "typed" && this.#expected[0]?.begun === false;
    if (waits && bytes.includes(LF)) this.#firstLine = "ended";
  }

  /**
   * These lines are being typed for this run. What was typed before has been taken by the shell if it has been waiting
   * quietly for so long: a run for which nothing has begun by then (fish keeps a line that it cannot read) never will.
   */
  expect(run: number, text: string, quietMs: number): ShellHappening[] {
    const over = this.#unconfirmed === undefined ? [] : this.settle();
    if (this.#phase === "ready" && quietMs >= NEVER_BEGUN_MS)
      this.#expected = this.#expected.filter(({ begun }) => begun);
    const lines = text.split("\n");
    if (this.#expected.length === 0) this.#firstLine = "typed";
    this.#expected.push({ run, lines, linesLeft: lines.length, exitCode: undefined, begun: false });
    return over;
  }

  /** The run will not be followed any more: something else has read its lines. */
  forget(run: number): void {
    this.#expected = this.#expected.filter((expected) => expected.run !== run);
  }

  /** Nothing has come for {@link CommandTracker.quietLimitMs}: the run in front is over. */
  settle(): ShellHappening[] {
    const unconfirmed = this.#unconfirmed;
    this.#unconfirmed = undefined;
    if (unconfirmed !== undefined) return [done(unconfirmed)];
    const isOver = this.#expected[0]?.begun || this.#firstLine === "refused";
    const run = this.#phase === "ready" && isOver ? this.#expected.shift() : undefined;
    this.#firstLine = "typed";
    // Whose status the last one is cannot be told.
    return run === undefined ? [] : [{ kind: "done", run: run.run }];
  }

  /** Takes the next mark; what it comes to, in order. */
  take(mark: ShellMark): ShellHappening[] {
    switch (mark.kind) {
      case "directory":
        this.#directory = mark.path;
        return [];
      case "start":
        return this.#phase === "running" || this.#phase === "starting" ? [] : this.#start(mark.command);
      case "end":
        return this.#end(mark.exitCode);
      case "prompt":
        return this.#prompt();
      case "more":
        return this.#more();
      case "input":
        return this.#input(mark);
    }
  }

  #start(command: string | undefined): ShellHappening[] {
    this.#phase = "running";
    this.#firstLine = "typed";
    if (this.#unconfirmed !== undefined) {
      // It was somebody else's line that brought the prompt.
      this.#expected.unshift({ ...this.#unconfirmed, linesLeft: 1, exitCode: undefined });
      this.#unconfirmed = undefined;
    }
    if (command !== undefined) this.#skipTo(command);
    const run = this.#expected[0];
    this.#current = run;
    if (run !== undefined) {
      // A shell that edits several lines at once (fish) has no prompts between them, but tells them all.
      const lines = (command?.match(/\n/g)?.length ?? 0) + 1;
      run.linesLeft = Math.max(0, run.linesLeft - this.#linesNotCounted(lines));
      run.begun = true;
    }
    return [{ kind: "start", ...(command !== undefined && { command }), ...(run && { run: run.run }) }];
  }

  /** A command that is a later run's: those before it have not been taken by the shell, and never will be. */
  #skipTo(command: string): void {
    const first = command.split("\n", 1)[0]?.trim() ?? "";
    const index = this.#expected.findIndex(({ begun, lines }) => begun || lines.some((line) => line.trim() === first));
    if (index > 0) this.#expected.splice(0, index);
  }

  /** Lines of a command that no prompt for more has counted. */
  #linesNotCounted(lines: number): number {
    const uncounted = Math.max(1, lines - this.#moreCount);
    this.#moreCount = 0;
    return uncounted;
  }

  #end(exitCode: number | undefined): ShellHappening[] {
    const changed = exitCode !== this.#lastStatus;
    this.#lastStatus = exitCode;
    if (this.#phase !== "running") {
      // Nothing began: an empty line, or one that the shell could not read. Only then is the status a new one.
      const run = this.#expected[0];
      if (run !== undefined && !run.begun && changed && exitCode !== 0) run.exitCode = exitCode;
      return [];
    }
    this.#phase = "prompting";
    const run = this.#current;
    this.#current = undefined;
    if (run !== undefined) run.exitCode = exitCode;
    this.#lineRead = true;
    return [{ kind: "end", ...(exitCode !== undefined && { exitCode }), ...(run && { run: run.run }) }];
  }

  #prompt(): ShellHappening[] {
    // A prompt in the middle of a command is not this shell's.
    if (this.#phase === "running") return [];
    const run = this.#expected[0];
    if (run !== undefined && !this.#lineRead && this.#phase !== "starting") run.linesLeft -= 1;
    this.#phase = "prompting";
    this.#lineRead = false;
    this.#firstLine = "typed";
    this.#moreCount = 0;
    const prompt: ShellHappening = {
      kind: "prompt",
      ...(this.#directory !== undefined && { directory: this.#directory }),
    };
    return [prompt, ...this.#doneRuns()];
  }

  #doneRuns(): ShellHappening[] {
    const run = this.#expected[0];
    if (run === undefined || run.linesLeft > 0) return [];
    this.#expected.shift();
    if (run.begun) return [done(run)];
    this.#unconfirmed = run;
    return [];
  }

  #more(): ShellHappening[] {
    if (this.#phase === "running" || this.#phase === "starting") return [];
    this.#phase = "more";
    const run = this.#expected[0];
    if (run !== undefined && run.linesLeft > 0) {
      run.linesLeft -= 1;
      this.#moreCount += 1;
    }
    return [];
  }

  #input({ drawsOn, isAnotherLine }: Extract<ShellMark, { kind: "input" }>): ShellHappening[] {
    // bash refuses a line whose history it cannot expand ("Hi!there"), and prompts again without a word about an end.
    // fish, which prompts again with the line that it could not read, keeps that.
    if (isAnotherLine && this.#phase === "ready" && this.#firstLine === "ended") this.#firstLine = "refused";
    if (this.#phase !== "prompting") return [];
    this.#phase = "ready";
    this.#tellsInput = true;
    return [{ kind: "ready", ...(drawsOn && { drawsOn }) }];
  }
}

function done({ run, exitCode }: ExpectedRun): ShellHappening {
  return { kind: "done", run, ...(exitCode !== undefined && { exitCode }) };
}
