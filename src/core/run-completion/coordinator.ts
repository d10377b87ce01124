import { sliceView } from "../bytes.ts";
import type { DoneRun } from "../shell-marks/expected-run.ts";
import type { ShellMark } from "../shell-marks/grammar.ts";
import { MarkScanner } from "../shell-marks/mark-scanner.ts";
import type { Asleep, ShellFollower, ShellHappening, ShellPhase } from "../shell-marks/shell-follower.ts";
import { ShellStack } from "../shell-marks/shell-stack.ts";
import type { Answer, FollowedRun, RunPlatform, RunRecorder, RunRegistration, ShellInFront } from "./contract.ts";
import { isMarker, makeMarker } from "./marker.ts";
import { Veil } from "./veil.ts";
import { type Detection, Waiter } from "./waiter.ts";

const LF = 0x0a;

/** A run whose end has not been recorded. */
interface ActiveRun {
  readonly inputRunSeq: number;
  readonly marker: string | undefined;
  readonly waiter: Waiter;
  /** Whether somebody has typed a line since, and whether a prompt has been told that did not count. */
  sawOthersLine: boolean;
  sawRefusedEnd: boolean;
}

/** How a run has ended. */
interface Ending extends Omit<DoneRun, "run" | "exitCode"> {
  readonly detection: Detection;
  readonly exitCode: number | undefined;
}

const NOTHING_SEEN = { sawOthersLine: false, sawRefusedEnd: false };

/** The shell where the system tells nothing of processes. */
const NAMELESS: ShellInFront = { id: "", image: "", tellsStarts: true, isBehind: false };

/**
 * Knows when a run has finished, and keeps all trace of how it knows out of the output.
 *
 * The {@link MarkScanner} takes the marks out of the PTY's output. A mark counts only where a shell's own process group is in
 * front as it is read; the {@link ShellStack} has a follower for each shell that has told any. Everything else is output,
 * recorded in its place, but for what a {@link Veil} keeps from view.
 */
export class RunCompletionCoordinator {
  readonly #recorder: RunRecorder;
  readonly #platform: RunPlatform;
  readonly #scanner: MarkScanner;
  readonly #shells = new ShellStack();
  readonly #active = new Map<number, ActiveRun>();
  #veil: Veil | undefined;
  /** The shell that answers under the veil, and whether it is followed from then on. */
  #asked: { readonly shell: ShellInFront; readonly isIntroduced: boolean } | undefined;
  /** The shell in front, looked up once for what is read at a time. */
  #front: { readonly shell: ShellInFront | undefined } | undefined;
  #exited = false;

  constructor(recorder: RunRecorder, platform: RunPlatform) {
    this.#recorder = recorder;
    this.#platform = platform;
    this.#scanner = new MarkScanner(platform.word, {
      text: (bytes) => this.#takeText(bytes),
      mark: (mark) => this.#takeMark(mark),
    });
  }

  /** Where a shell is, as its marks tell; of the one that told last, where none is named. */
  phaseOf(shellId: string | undefined): ShellPhase {
    return (
      this.#shells.get(shellId)?.phase ?? (shellId === undefined ? this.#shells.top?.phase : undefined) ?? "starting"
    );
  }

  /** The directory of a shell, an absolute path; nothing while unknown. */
  directoryOf(shellId: string | undefined): string | undefined {
    return this.#shells.get(shellId)?.directory;
  }

  /** Whether a shell has told that it prompts, or is about to, and a run may be over once it sleeps. */
  get mayEnd(): boolean {
    return this.#shells.top?.mayEnd ?? false;
  }

  /** Makes the marker of a run, to be recorded before anything is typed. Changes no state. */
  prepareWaitedRun(): { readonly marker: string } {
    return { marker: makeMarker(this.#platform.randomBytes) };
  }

  /**
   * Makes a run active, whose `input_run` has been recorded. After the session's exit, waiting for it ends at once.
   *
   * @throws {RangeError} when `marker` or `inputRunSeq` is none. @throws {Error} when the run is already active.
   */
  registerRun({ inputRunSeq, marker, text, shellId }: RunRegistration): FollowedRun {
    if (marker !== undefined && !isMarker(marker)) throw new RangeError(`not a marker: ${marker}`);
    if (!Number.isSafeInteger(inputRunSeq) || inputRunSeq < 0) throw new RangeError(`not a seq: ${inputRunSeq}`);
    if (this.#active.has(inputRunSeq)) throw new Error(`run already registered: seq ${inputRunSeq}`);
    const run: ActiveRun = { inputRunSeq, marker, waiter: new Waiter(), ...NOTHING_SEEN };
    if (this.#exited) run.waiter.resolve({ kind: "exited" });
    else this.#active.set(inputRunSeq, run);
    const follower = this.#shells.get(shellId);
    // A shell that takes a line is through with all before.
    for (const done of follower?.expect(inputRunSeq, text) ?? []) this.#finish(done);
    return {
      enter: (line) => follower?.enter(inputRunSeq, line),
      hasAnswer: () => follower?.hasAnswered(inputRunSeq) ?? true,
      complete: (detection, exitCode) => this.#complete(run, { detection, exitCode, begun: true, exact: true }),
      wait: (signal) => run.waiter.wait(signal),
    };
  }

  /** Somebody types a line: the shell may carry it out right behind a command, and be at work again before it is asked. */
  sawOthersLine(): void {
    for (const run of this.#active.values()) run.sawOthersLine = true;
    this.#shells.top?.sawOthersLine();
  }

  /** Something is typed, be it the terminal's answer to a question. */
  sawInput(): void {
    this.#shells.top?.sawInput();
  }

  /** Takes the next bytes that came out of the PTY. @throws what the recorder throws */
  ingestPtyData(bytes: Uint8Array): void {
    this.#scanner.push(bytes);
    this.#front = undefined;
  }

  /**
   * The shell in front sleeps in its read of the terminal, and all that it had printed before has been read.
   */
  shellSleeps(shellId: string, asleep: Asleep): void {
    const follower = this.#shells.get(shellId);
    if (follower === undefined) return;
    const { happenings, done } = follower.sleeps(asleep);
    this.#note(happenings, shellId);
    for (const run of done) this.#finish(run);
  }

  /** Beginnings of marks that do not go on are given out: nothing has come for a while. */
  releaseHeld(): void {
    this.#scanner.flush();
  }

  /** Whether the beginning of a mark is held. */
  get isHolding(): boolean {
    return this.#scanner.holding;
  }

  /**
   * A line of ours is about to be typed at the prompt of the shell in front: hides what comes of it, up to
   * {@link RunCompletionCoordinator.liftVeil}.
   *
   * @param isIntroduced whether the line plants marks into the shell's prompts: then it is followed once it has answered
   */
  drawVeil(shell: ShellInFront, isIntroduced: boolean): Promise<Answer> {
    this.#veil?.release();
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#veil = new Veil((bytes) => this.#recorder.appendOutput(bytes), resolve);
    this.#asked = { shell, isIntroduced };
    return promise;
  }

  /** The shell waits at its prompt again; what was kept is dropped if the shell has answered, else given out. */
  liftVeil(): void {
    if (this.#veil?.isAnswered) this.#veil.drop();
    else this.#veil?.release();
    this.#veil = this.#asked = undefined;
  }

  /** Gives out all that is held, as nothing more will come. */
  flushPtyDataOnExit(): void {
    this.#scanner.flush();
    this.liftVeil();
  }

  /** The session has exited: ends all waiting as `exited` and forgets the runs. May be called again. */
  resetForExit(): void {
    this.#exited = true;
    for (const { waiter } of this.#active.values()) waiter.resolve({ kind: "exited" });
    this.#active.clear();
    this.#shells.clear();
  }

  #takeText(bytes: Uint8Array): void {
    const follower = this.#shells.top;
    const end = follower?.awaitsLineEnd ? bytes.indexOf(LF) + 1 : 0;
    const isWhole = end === 0 || this.#veil !== undefined;
    this.#output(isWhole ? bytes : sliceView(bytes, 0, end));
    if (isWhole) return;
    this.#note(follower?.lineEnded() ?? [], this.#shells.topShell?.id);
    if (end < bytes.length) this.#output(sliceView(bytes, end, bytes.length));
  }

  #output(bytes: Uint8Array): void {
    if (this.#veil === undefined) this.#recorder.appendOutput(bytes);
    else this.#veil.push(bytes);
  }

  #takeMark(mark: ShellMark): void {
    if (mark.kind === "answer") this.#takeAnswer(mark.exitCode);
    // A command that begins may be in front by the time at which its shell's word of it is read.
    else if (mark.kind === "start") this.#note(this.#shells.top?.take(mark) ?? [], this.#shells.topShell?.id);
    else this.#takePrompt(mark);
  }

  #takePrompt(mark: ShellMark): void {
    const shell = this.#shellInFront();
    if (shell !== undefined) {
      this.#note(this.#heard(shell).take(mark), shell.id);
      return;
    }
    for (const run of this.#active.values()) run.sawRefusedEnd ||= mark.kind === "end";
  }

  /** The follower of a shell that has told something: those within it are gone, and their runs over. */
  #heard(shell: ShellInFront): ShellFollower {
    const { follower, gone } = this.#shells.speaks(shell);
    for (const { run, shellId } of gone) this.#endWithShell(run, shellId);
    return follower;
  }

  /** The shell that was to carry it out is gone (`exit`, say): nobody tells its status. */
  #endWithShell(run: number, shellId: string): void {
    this.#recorder.appendShell({ kind: "end", run }, shellId);
    this.#finish({ run, begun: true, exact: true });
  }

  /** The line goes on in a process of its own, to leave `$?` as it was: that may be in front by now. */
  #takeAnswer(exitCode: number | undefined): void {
    const veil = this.#veil;
    if (veil === undefined || veil.isAnswered) return;
    if (this.#asked !== undefined && (this.#asked.isIntroduced || this.#shells.get(this.#asked.shell.id))) {
      const { shell } = this.#asked;
      this.#note(this.#heard(shell).answers(exitCode), shell.id);
    }
    veil.answer(exitCode);
  }

  /** The shell in front, if what it says counts. */
  #shellInFront(): ShellInFront | undefined {
    this.#front ??= { shell: this.#look() };
    const { shell } = this.#front;
    if (shell === undefined || this.#shells.get(shell.id) !== undefined) return shell;
    return shell.isBehind || this.#shells.hasForked(shell) ? undefined : shell;
  }

  #look(): ShellInFront | undefined {
    const shell = this.#platform.shellInFront();
    return shell === "unknown" ? (this.#shells.topShell ?? NAMELESS) : shell;
  }

  #note(happenings: readonly ShellHappening[], shellId = ""): void {
    for (const happening of happenings) this.#recorder.appendShell(happening, shellId);
  }

  #finish({ run: seq, ...done }: DoneRun): void {
    const run = this.#active.get(seq);
    if (run !== undefined) this.#complete(run, { detection: "integration", exitCode: undefined, ...done });
  }

  #complete(run: ActiveRun, how: Ending): void {
    const { marker, inputRunSeq, waiter, sawOthersLine, sawRefusedEnd } = run;
    if (!this.#active.delete(inputRunSeq) || marker === undefined) return;
    const { detection, begun, exact } = how;
    // Where only an answer tells, another's line may have been carried out before that.
    const isIts = !sawOthersLine || (detection === "integration" && !sawRefusedEnd);
    const told = how.exitCode !== undefined && isIts ? { exitCode: how.exitCode } : {};
    try {
      const seq = this.#recorder.appendRunComplete({ marker, inputRunSeq, ...told });
      waiter.resolve({ kind: "completed", seq, detection, begun, exact, ...told });
    } catch (error) {
      waiter.reject(error);
      throw error;
    }
  }
}
