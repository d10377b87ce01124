import { type Eventual, SerialQueue } from "../serial-queue.ts";
import { CommandTracker, type ShellHappening, type ShellPhase } from "../shell-marks/command-tracker.ts";
import type { ShellMark } from "../shell-marks/grammar.ts";
import { MarkScanner } from "../shell-marks/mark-scanner.ts";
import type { ActiveRun } from "./active-run.ts";
import { carryOut } from "./carry-out.ts";
import type {
  MarkedRegistration,
  MarkedRun,
  RunAppenders,
  RunPlatform,
  RunRegistration,
  ShellRecord,
  WaitedRun,
} from "./contract.ts";
import { EchoSanitizer } from "./echo-sanitizer.ts";
import { isMarker, makeMarker, makeToken, postambleOf, sentinelOf } from "./grammar.ts";
import { OutputTail } from "./output-tail.ts";
import { PromptFold } from "./prompt-fold.ts";
import { EXPECTANT_QUIET_MS, SHORT_QUIET_MS } from "./quiet.ts";
import { ReadyGate } from "./ready-gate.ts";
import { SentinelScanner } from "./sentinel-scanner.ts";
import { type Detection, Waiter, type WaitResult } from "./waiter.ts";

/** How often a token is drawn again that an active run already has; a random source that needs more is broken. */
const MAX_TOKEN_DRAWS = 16;

/** What ingested bytes come to. */
type Step =
  | { readonly kind: "output"; readonly bytes: Uint8Array }
  | { readonly kind: "shell"; readonly record: ShellRecord }
  | { readonly kind: "prompted" }
  | Completion;

interface Completion {
  readonly kind: "completion";
  readonly run: ActiveRun;
  readonly exitCode: number | undefined;
  readonly detection: Detection;
  /** Whether its shell is about to prompt again. */
  prompts: boolean;
}

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
  readonly #appenders: RunAppenders;
  readonly #platform: RunPlatform;
  /** Runs whose sentinel may still come, by token. */
  readonly #active = new Map<string, ActiveRun>();
  /** Runs whose completion has not been recorded: the active ones, and those whose record is on its way. */
  readonly #unrecorded = new Set<ActiveRun>();
  readonly #queue = new SerialQueue();
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
  /** Runs whose end the shell tells, by the `seq` of their `input_run`. */
  readonly #marked = new Map<number, ActiveRun>();
  readonly #ready: ReadyGate;
  #steps: Step[] = [];
  #promptIsOneLine = false;
  #exited = false;

  constructor(appenders: RunAppenders, platform: RunPlatform) {
    this.#appenders = appenders;
    this.#platform = platform;
    this.#ready = new ReadyGate(platform.timers);
    this.#marks = new MarkScanner(platform.shellWord, {
      text: (bytes) => this.#scanner.push(bytes),
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
    const run = this.#newRun(registration, end.resolve);
    const { token, postamble, waiter } = run;
    if (this.#exited) this.#endByExit(run);
    else this.#activate(run);
    if (!registration.typedLater) this.#expectEcho(run);
    return {
      postamble,
      sentinel: sentinelOf(token),
      ended: end.promise,
      typing: () => {
        run.endsWithInnerShell = false;
        this.#expectEcho(run);
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
  registerMarkedRun({ marker, inputRunSeq, text, quietMs }: MarkedRegistration): MarkedRun {
    this.#checkNew(marker, inputRunSeq);
    const end = Promise.withResolvers<void>();
    const waiter = new Waiter(this.#platform.timers);
    const rest = { token: "", postamble: "", outputBefore: 0, endsWithInnerShell: false, statusIsIts: true };
    const run: ActiveRun = { marker, inputRunSeq, waiter, tellEnd: end.resolve, ...rest };
    if (this.#exited) {
      this.#endByExit(run);
    } else {
      this.#unrecorded.add(run);
      this.#marked.set(inputRunSeq, run);
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
      return this.#queue.run(() => this.#appenders.appendOutput(bytes));
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
    const prompting = this.#ready.holding && !awaitsPrompt ? SHORT_QUIET_MS : undefined;
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
    this.#ready.open();
    for (const run of this.#unrecorded) this.#endByExit(run);
    this.#unrecorded.clear();
    this.#active.clear();
    this.#marked.clear();
    this.#marks.reset();
    this.#scanner.reset();
    this.#fold.reset();
    this.#sanitizer.reset();
    this.#tail.reset();
  }

  #echoLimitMs(): number | undefined {
    const limit = this.#sanitizer.quietLimitMs;
    if (limit === undefined || ![...this.#active.values()].some(({ waiter }) => waiter.waiting)) return limit;
    return Math.max(limit, EXPECTANT_QUIET_MS);
  }

  #checkNew(marker: string, inputRunSeq: number): void {
    if (!isMarker(marker)) throw new RangeError(`not a marker: ${marker}`);
    if (!Number.isSafeInteger(inputRunSeq) || inputRunSeq < 0) throw new RangeError(`not a seq: ${inputRunSeq}`);
    for (const run of this.#unrecorded) {
      if (run.marker === marker || run.inputRunSeq === inputRunSeq) {
        throw new Error(`run already registered: marker ${run.marker}, seq ${run.inputRunSeq}`);
      }
    }
  }

  #drawToken(): string {
    for (let draw = 0; draw < MAX_TOKEN_DRAWS; draw++) {
      const token = makeToken(this.#platform.randomBytes);
      if (!this.#active.has(token)) return token;
    }
    throw new Error("the random source gives no unique token");
  }

  #newRun({ marker, inputRunSeq, ...how }: RunRegistration, tellEnd: () => void): ActiveRun {
    this.#checkNew(marker, inputRunSeq);
    const { dialect = "plain", typedLater = false, inInnerShell = false } = how;
    const token = this.#drawToken();
    const postamble = postambleOf(token, dialect);
    const waiter = new Waiter(this.#platform.timers);
    const outputBefore = this.#tail.total;
    const endsWithInnerShell = typedLater && inInnerShell;
    const fixed = { marker, inputRunSeq, token, postamble, waiter, outputBefore, tellEnd };
    return { ...fixed, endsWithInnerShell, statusIsIts: true };
  }

  #activate(run: ActiveRun): void {
    this.#active.set(run.token, run);
    this.#unrecorded.add(run);
    this.#scanner.watch(run.token);
  }

  #endByExit(run: ActiveRun): void {
    run.waiter.resolve({ kind: "exited" });
    run.tellEnd();
  }

  #expectEcho(run: ActiveRun): void {
    if (this.#active.has(run.token)) this.#sanitizer.watch(run.postamble);
  }

  #takeSentinel(token: string, exitCode: number | undefined): void {
    const run = this.#active.get(token);
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
      const run = this.#marked.get(happening.run);
      this.#marked.delete(happening.run);
      if (run !== undefined) this.#completeMarked(run, happening.exitCode);
    } else {
      this.#steps.push({ kind: "shell", record: happening });
    }
  }

  /** The integrated shell prompts: the shell within is gone, and with it what it had to carry out (`exit`, say). */
  #endWithInnerShell(): void {
    for (const run of this.#active.values()) if (run.endsWithInnerShell) this.#completeMarked(run, undefined);
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
    this.#active.delete(run.token);
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
    return this.#queue.run(() => carryOut(steps, (step) => this.#append(step)));
  }

  #append(step: Step): Eventual<void> {
    if (step.kind === "output") return this.#appenders.appendOutput(step.bytes);
    if (step.kind === "prompted") return this.#ready.open();
    if (step.kind === "shell") return this.#appenders.appendShell?.(step.record);
    // The session may have exited since: then the waiters have been told so, and no record may say otherwise.
    if (this.#unrecorded.has(step.run)) return this.#record(step);
  }

  #record({ run, exitCode, detection, prompts }: Completion): Eventual<void> {
    const { marker, inputRunSeq } = run;
    const told = exitCode === undefined ? {} : { exitCode };
    const recorded = (seq: number): void => {
      this.#unrecorded.delete(run);
      this.#report(run, { kind: "completed", seq, detection, ...told }, prompts);
    };
    const failed = (error: unknown): never => {
      this.#unrecorded.delete(run);
      run.waiter.reject(error);
      run.tellEnd();
      throw error;
    };
    let seq: Eventual<number>;
    try {
      seq = this.#appenders.appendRunComplete({ marker, inputRunSeq, ...told });
    } catch (error) {
      return failed(error);
    }
    return seq instanceof Promise ? seq.then(recorded, failed) : recorded(seq);
  }

  #report({ waiter, tellEnd }: ActiveRun, result: WaitResult, prompts: boolean): void {
    const report = (): void => {
      waiter.resolve(result);
      tellEnd();
    };
    waiter.complete(result);
    if (prompts && !this.#exited) this.#ready.hold(report);
    else report();
  }
}
