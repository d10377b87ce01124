import type { ActiveRun } from "./active-run.ts";
import type { MarkedRegistration, RunPlatform, RunRegistration } from "./contract.ts";
import { isMarker, makeToken, postambleOf } from "./grammar.ts";
import { Waiter } from "./waiter.ts";

/** How often a token is drawn again that an active run already has; a random source that needs more is broken. */
const MAX_TOKEN_DRAWS = 16;

/** What a run needs beside what it is registered with. */
interface RunContext {
  readonly tellEnd: () => void;
  /** How many bytes of output have been appended. */
  readonly outputBefore: number;
}

/** Which runs there are: those whose end may still come, and those whose end is being recorded. */
export class RunRegister {
  readonly #platform: RunPlatform;
  /** Runs whose sentinel may still come, by token. */
  readonly #active = new Map<string, ActiveRun>();
  /** Runs whose end the shell tells, by the `seq` of their `input_run`. */
  readonly #marked = new Map<number, ActiveRun>();
  /** Runs whose completion has not been recorded: all of these, and those whose record is on its way. */
  readonly #unrecorded = new Set<ActiveRun>();

  constructor(platform: RunPlatform) {
    this.#platform = platform;
  }

  /**
   * Makes a run that is to be ended by its sentinel; {@link RunRegister.activate} adds it.
   *
   * @throws {RangeError} when `marker` or `inputRunSeq` is none. @throws {Error} when the run is already active, or no
   * unique token can be had.
   */
  newRun(registration: RunRegistration, context: RunContext): ActiveRun {
    const { marker, inputRunSeq, dialect = "plain", typedLater = false, inInnerShell = false } = registration;
    this.#check(marker, inputRunSeq);
    const token = this.#drawToken();
    const waiter = new Waiter(this.#platform.timers);
    const named = { marker, inputRunSeq, token, postamble: postambleOf(token, dialect) };
    return { ...named, ...context, waiter, endsWithInnerShell: typedLater && inInnerShell, statusIsIts: true };
  }

  /** As {@link RunRegister.newRun}, of one that is to be ended by its shell; {@link RunRegister.activateMarked} adds it. */
  newMarkedRun({ marker, inputRunSeq }: MarkedRegistration, tellEnd: () => void): ActiveRun {
    this.#check(marker, inputRunSeq);
    const waiter = new Waiter(this.#platform.timers);
    const rest = { token: "", postamble: "", outputBefore: 0, endsWithInnerShell: false, statusIsIts: true };
    return { marker, inputRunSeq, waiter, tellEnd, ...rest };
  }

  activate(run: ActiveRun): void {
    this.#active.set(run.token, run);
    this.#unrecorded.add(run);
  }

  activateMarked(run: ActiveRun): void {
    this.#marked.set(run.inputRunSeq, run);
    this.#unrecorded.add(run);
  }

  /** The run whose sentinel may still come. */
  withToken(token: string): ActiveRun | undefined {
    return this.#active.get(token);
  }

  /** The run whose end its shell has told. */
  withSeq(inputRunSeq: number): ActiveRun | undefined {
    return this.#marked.get(inputRunSeq);
  }

  /** Whether somebody waits for a sentinel. */
  get isAwaited(): boolean {
    return [...this.#active.values()].some(({ waiter }) => waiter.waiting);
  }

  /** Runs that are over with the inner shell that they were typed into. */
  endingWithInnerShell(): ActiveRun[] {
    return [...this.#active.values()].filter(({ endsWithInnerShell }) => endsWithInnerShell);
  }

  /** Its end has been seen, and is about to be recorded. */
  ended(run: ActiveRun): void {
    this.#active.delete(run.token);
    this.#marked.delete(run.inputRunSeq);
  }

  /** Its end has been recorded, or could not be. */
  recorded(run: ActiveRun): void {
    this.#unrecorded.delete(run);
  }

  isUnrecorded(run: ActiveRun): boolean {
    return this.#unrecorded.has(run);
  }

  /** Forgets all runs, and gives those whose end has not been recorded. */
  clear(): ActiveRun[] {
    const left = [...this.#unrecorded];
    this.#unrecorded.clear();
    this.#active.clear();
    this.#marked.clear();
    return left;
  }

  #check(marker: string, inputRunSeq: number): void {
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
}
