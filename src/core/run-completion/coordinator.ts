import type { Eventual } from "../serial-queue.ts";
import { CommandTracker, type ShellHappening, type ShellPhase } from "../shell-marks/command-tracker.ts";
import type { ShellMark } from "../shell-marks/grammar.ts";
import { MarkScanner } from "../shell-marks/mark-scanner.ts";
import type { ActiveRun } from "./active-run.ts";
import type {
  MarkedRegistration,
  MarkedRun,
  RunAppenders,
  RunPlatform,
  RunRegistration,
  WaitedRun,
} from "./contract.ts";
import { EchoSanitizer } from "./echo-sanitizer.ts";
import { makeMarker, postambleOf, sentinelOf } from "./grammar.ts";
import { OutputTail } from "./output-tail.ts";
import { PromptFold } from "./prompt-fold.ts";
import { EXPECTANT_QUIET_MS, SHORT_QUIET_MS } from "./quiet.ts";
import { RunRegister } from "./run-register.ts";
import { SentinelScanner } from "./sentinel-scanner.ts";
import { type Completion, type Step, StepAppender } from "./step-appender.ts";
import type { Detection } from "./waiter.ts";

/**
 * Knows when a waited run has finished, and keeps all trace of how it knows out of the output.
 *
 * PTY output passes through four stages, in the order of its bytes: the {@link MarkScanner} takes out what an integrated
 * shell tells, the {@link SentinelScanner} the sentinels of active runs, the {@link PromptFold} the prompt that a postamble makes a shell print once more, and the
 * {@link EchoSanitizer} the echo of postambles. What is left is appended as output, and each completion is appended
 * between the output before and behind its sentinel.
 *
 * The stages are synchronous; only appending may take time, and is strictly serialised. With appenders that work at
 * once, everything that can be appended has been when {@link RunCompletionCoordinator.ingestPtyData} returns.
 */
export class RunCompletionCoordinator {
  readonly #appender: StepAppender;
  readonly #platform: RunPlatform;
  readonly #runs: RunRegister;
  readonly #tail = new OutputTail();
  readonly #sanitizer = new EchoSanitizer((bytes) => this.#output(bytes));
  readonly #fold = new PromptFold(
    (bytes) => this.#sanitizer.push(bytes),
    (isOneLine) => {
      this.#promptIsOneLine = isOneLine;
      this.#steps.push({ kind: "prompted" });
    },
  );
  readonly #scanner = new SentinelScanner({
    text: (bytes) => this.#fold.push(bytes),
    sentinel: (token, exitCode) => this.#takeSentinel(token, exitCode),
  });
  readonly #marks: MarkScanner;
  readonly #tracker = new CommandTracker();
  #steps: Step[] = [];
  #promptIsOneLine = false;
  #exited = false;

  constructor(appenders: RunAppenders, platform: RunPlatform) {
    this.#platform = platform;
    this.#runs = new RunRegister(platform);
    this.#appender = new StepAppender(appenders, this.#runs, platform.timers);
    this.#marks = new MarkScanner(platform.shellWord, {
      text: (bytes) => {
        this.#tracker.sawText(bytes);
        this.#scanner.push(bytes);
      },
      mark: (mark) => this.#takeMark(mark),
    });
  }

  /** Whether the prompt behind the last sentinel was seen to have one line. */
  get promptIsOneLine(): boolean {
    return this.#promptIsOneLine;
  }

  /** Where an integrated shell is; `starting` as long as no shell has told anything. */
  get shellPhase(): ShellPhase {
    return this.#tracker.phase;
  }

  /** The directory of an integrated shell, an absolute path; nothing while unknown. */
  get shellDirectory(): string | undefined {
    return this.#tracker.directory;
  }

  /** Makes the marker of a run, to be recorded before anything is typed. Changes no state. */
  prepareWaitedRun(): { readonly marker: string } {
    return { marker: makeMarker(this.#platform.randomBytes) };
  }

  /**
   * Makes a run active, whose `input_run` has been recorded as `inputRunSeq`: from here on its sentinel is looked for.
   * After the session's exit the run cannot complete any more, and waiting for it ends at once.
   *
   * @throws {RangeError} when `marker` or `inputRunSeq` is none. @throws {Error} when the run is already active, or no
   * unique token can be had.
   */
  registerWaitedRun(registration: RunRegistration): WaitedRun {
    const end = Promise.withResolvers<void>();
    const run = this.#runs.newRun(registration, { tellEnd: end.resolve, outputBefore: this.#tail.total });
    const { token, postamble, waiter } = run;
    if (this.#exited) this.#endByExit(run);
    else this.#watch(run);
    if (!registration.typedLater) this.#expectEcho(run);
    return {
      postamble,
      sentinel: sentinelOf(token),
      ended: end.promise,
      typing: (dialect) => {
        run.endsWithInnerShell = false;
        if (dialect !== undefined) run.postamble = postambleOf(token, dialect);
        this.#expectEcho(run);
        return run.postamble;
      },
      loseStatus: () => {
        run.statusIsIts = false;
      },
      wait: (timeoutMs, options) => waiter.wait(timeoutMs, options?.signal),
    };
  }

  /**
   * As {@link RunCompletionCoordinator.registerWaitedRun}, for an integrated shell that is about to be given lines: the shell itself tells the end, and there is nothing more to type.
   */
  registerMarkedRun(registration: MarkedRegistration): MarkedRun {
    const end = Promise.withResolvers<void>();
    const run = this.#runs.newMarkedRun(registration, end.resolve);
    const { waiter } = run;
    const { inputRunSeq, text, quietMs } = registration;
    if (this.#exited) {
      this.#endByExit(run);
    } else {
      this.#runs.activateMarked(run);
      for (const happening of this.#tracker.expect(inputRunSeq, text, quietMs)) this.#note(happening);
      void this.#appendSteps();
    }
    return { ended: end.promise, wait: (timeoutMs, options) => waiter.wait(timeoutMs, options?.signal) };
  }

  /**
   * Takes the next bytes that came out of the PTY. Calls need not be awaited: they are worked off in order.
   *
   * @returns nothing if all is appended, a promise if an appender gave one or an earlier call is not through yet.
   * @throws what an appender threw, or rejects with it; all other bytes of the call are appended all the same.
   */
  ingestPtyData(bytes: Uint8Array): Eventual<void> {
    if (this.#marks.idle && this.#scanner.idle && this.#fold.idle) {
      return this.#appender.appendOutput(bytes);
    }
    this.#marks.push(bytes);
    return this.#appendSteps();
  }

  /**
   * After how many ms without output {@link RunCompletionCoordinator.quiet} is to be called: where bytes are held on
   * mere suspicion, or a report until the shell has drawn a prompt that has changed. Nothing where nothing is held, or
   * it may take its time: a second prompt that is awaited, or well begun.
   */
  get quietLimitMs(): number | undefined {
    const awaitsPrompt = this.#fold.open || this.#tracker.awaitsInput;
    const prompting = this.#appender.holding && !awaitsPrompt ? SHORT_QUIET_MS : undefined;
    const marks = this.#marks.holding ? EXPECTANT_QUIET_MS : undefined;
    const limits = [prompting, this.#fold.quietLimitMs, this.#echoLimitMs(), marks, this.#tracker.quietLimitMs];
    return limits.reduce((least, limit) => (least === undefined || (limit ?? least) < least ? limit : least));
  }

  /** Nothing has come for `quietMs`: gives out what needs no longer be held, but not the start of a sentinel. */
  quiet(quietMs: number): Eventual<void> {
    const isDue = (limitMs: number | undefined): boolean => limitMs !== undefined && limitMs <= quietMs;
    if (isDue(EXPECTANT_QUIET_MS)) this.#marks.flush();
    if (isDue(this.#tracker.quietLimitMs)) for (const happening of this.#tracker.settle()) this.#note(happening);
    if (isDue(this.#fold.quietLimitMs)) this.#fold.settle();
    if ((this.#echoLimitMs() ?? quietMs) <= quietMs) this.#sanitizer.releaseSuspects(quietMs);
    if (!this.#fold.open && !this.#tracker.awaitsInput) this.#steps.push({ kind: "prompted" });
    return this.#appendSteps();
  }

  /**
   * Gives out bytes that are held on mere suspicion, and expects no second prompt any more: to be called before input
   * is written to the PTY. What is likely to be an echo, and the start of a sentinel, stay held.
   */
  async releaseHeld(): Promise<void> {
    this.#fold.settle();
    this.#sanitizer.releaseSuspects(0);
    this.#steps.push({ kind: "prompted" });
    await this.#appendSteps();
  }

  /** Gives out all that is held, as nothing more will come, and waits until everything is appended. */
  async flushPtyDataOnExit(): Promise<void> {
    this.#marks.flush();
    this.#scanner.flush();
    this.#fold.settle();
    this.#sanitizer.settle();
    this.#steps.push({ kind: "prompted" });
    await this.#appendSteps();
  }

  /**
   * The session has exited: ends all waiting as `exited` and forgets the runs. Invents no completion, and records none
   * that is not being recorded already. May be called again.
   */
  resetForExit(): void {
    this.#exited = true;
    this.#appender.exit();
    for (const run of this.#runs.clear()) this.#endByExit(run);
    this.#marks.reset();
    this.#scanner.reset();
    this.#fold.reset();
    this.#sanitizer.reset();
    this.#tail.reset();
  }

  #echoLimitMs(): number | undefined {
    const limit = this.#sanitizer.quietLimitMs;
    if (limit === undefined || !this.#runs.isAwaited) return limit;
    return Math.max(limit, EXPECTANT_QUIET_MS);
  }

  #watch(run: ActiveRun): void {
    this.#runs.activate(run);
    this.#scanner.watch(run.token);
  }

  #endByExit(run: ActiveRun): void {
    run.waiter.resolve({ kind: "exited" });
    run.tellEnd();
  }

  #expectEcho(run: ActiveRun): void {
    if (this.#runs.withToken(run.token) !== undefined) this.#sanitizer.watch(run.postamble);
  }

  #takeSentinel(token: string, exitCode: number | undefined): void {
    const run = this.#runs.withToken(token);
    if (run === undefined) return;
    this.#promptIsOneLine = false;
    const completion = this.#completeRun(run, "sentinel", run.statusIsIts ? exitCode : undefined);
    this.#fold.expect(this.#tail.since(run.outputBefore), this.#sanitizer.endsInEcho);
    completion.prompts = this.#fold.open;
  }

  #takeMark(mark: ShellMark): void {
    const happenings = this.#tracker.take(mark);
    if (happenings.length === 0) return;
    this.#scanner.flush();
    this.#settleOutput();
    for (const happening of happenings) this.#note(happening);
  }

  #note(happening: ShellHappening): void {
    if (happening.kind === "ready" && !happening.drawsOn) this.#steps.push({ kind: "prompted" });
    if (happening.kind === "prompt") this.#endWithInnerShell();
    if (happening.kind === "done") {
      const run = this.#runs.withSeq(happening.run);
      if (run !== undefined) this.#completeMarked(run, happening.exitCode);
    } else {
      this.#steps.push({ kind: "shell", record: happening });
    }
  }

  /** The integrated shell prompts: the shell within is gone, and with it what it had to carry out (`exit`, say). */
  #endWithInnerShell(): void {
    for (const run of this.#runs.endingWithInnerShell()) this.#completeMarked(run, undefined);
  }

  #completeMarked(run: ActiveRun, exitCode: number | undefined): void {
    this.#promptIsOneLine = false;
    this.#completeRun(run, "integration", exitCode).prompts = this.#tracker.phase !== "ready";
  }

  #settleOutput(): void {
    this.#fold.settle();
    this.#sanitizer.settle();
  }

  /** Completes a run at this place of the output; every source of completions ends here. */
  #completeRun(run: ActiveRun, detection: Detection, exitCode: number | undefined): Completion {
    this.#settleOutput();
    this.#steps.push({ kind: "prompted" });
    this.#runs.ended(run);
    this.#scanner.forget(run.token);
    this.#sanitizer.forget(run.postamble);
    const completion: Completion = { kind: "completion", run, exitCode, detection, prompts: false };
    this.#steps.push(completion);
    return completion;
  }

  #output(bytes: Uint8Array): void {
    this.#tail.append(bytes);
    this.#steps.push({ kind: "output", bytes });
  }

  #appendSteps(): Eventual<void> {
    const steps = this.#steps;
    this.#steps = [];
    return this.#appender.append(steps);
  }
}
