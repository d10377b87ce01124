import type { WaitedRun } from "../core/run-completion/contract.ts";
import { looksReady, nextLookMs, type PromptReturn, type TerminalLook } from "../core/run-completion/prompt-return.ts";
import { type Front, frontOf } from "../core/run-completion/shell-in-front.ts";
import { foregroundGroupOf, foregroundOf } from "../pty/foreground.ts";
import type { Pty } from "../pty/pty.ts";
import { afterReading } from "../runtime/after-reading.ts";
import type { Screen } from "../screen/screen.ts";

/** What the Enter key sends. */
const ENTER = "\r";
const LINE_ENDS = [0x0d, 0x0a];

/** How long a shell is given to show its first prompt before a command is typed all the same, in ms. */
const START_PATIENCE_MS = 3000;

/** How long other input is held back at most, while a postamble is on its way through the shell, in ms. */
const POSTAMBLE_PATIENCE_MS = 500;

const NOTHING_KNOWN = { canonical: undefined, echo: undefined, frontGroup: undefined, beforeCursor: "" };

/** A run whose postamble has not been typed yet. */
interface PendingRun {
  readonly run: WaitedRun;
  readonly promptReturn: PromptReturn;
}

/** What a lane works on. */
export interface LaneTerminal {
  readonly pty: Pty;
  readonly screen: Screen;
}

/**
 * The way of waited runs into a session's shell: one at a time, the first not before the shell has prompted, and what is
 * meant for the shell itself, the postamble, only when it is back at its prompt.
 */
export class RunLane {
  readonly #terminal: LaneTerminal;
  readonly #deadline = performance.now() + START_PATIENCE_MS;
  #started = false;
  #onStart: (() => void)[] = [];
  /** Resolves when the turn of the run before is over. */
  #lastTurn: Promise<void> = Promise.resolve();
  #pending: PendingRun[] = [];
  /** The terminal as it was when a shell was last seen to wait. */
  #prompt: TerminalLook | undefined;
  #postambleThrough: Promise<void> | undefined;
  #lastOutputAt = performance.now();
  #stopTimer = () => {};

  /** @param startsShell whether the session's command is a shell, whose first prompt is to be waited for. */
  constructor(terminal: LaneTerminal, startsShell: boolean) {
    this.#terminal = terminal;
    this.#started = !startsShell;
    if (startsShell) this.#lookAgainIn(START_PATIENCE_MS);
  }

  /** What is in front; the session's own command where the system does not tell. */
  front(command: readonly string[]): Front {
    return this.#seenFront() ?? frontOf(nameOf(command), command);
  }

  /** What is in front, as the system tells it. */
  #seenFront(): Front | undefined {
    const foreground = foregroundOf(this.#terminal.pty.pid);
    return foreground && frontOf(foreground.name, foreground.args);
  }

  /**
   * Waits until no other run is on its way, and the shell has started or `signal` is aborted. The turn lasts until the
   * function given is called. Nothing if `signal` was aborted while it was another run's turn.
   */
  async takeTurn(signal: AbortSignal): Promise<(() => void) | undefined> {
    const before = this.#lastTurn;
    const turn = Promise.withResolvers<void>();
    this.#lastTurn = before.then(() => turn.promise);
    const aborted = new Promise<"aborted">((resolve) => {
      if (signal.aborted) resolve("aborted");
      signal.addEventListener("abort", () => resolve("aborted"), { once: true });
    });
    if ((await Promise.race([before, aborted])) === "aborted") {
      turn.resolve();
      return undefined;
    }
    await Promise.race([this.#untilStarted(), aborted]);
    return turn.resolve;
  }

  /** The command of this run has been typed: its postamble follows when the shell is back. */
  add(run: WaitedRun, promptReturn: PromptReturn): void {
    this.#pending.push({ run, promptReturn });
    void run.ended.then(() => this.#drop(run));
  }

  /** Nothing is typed for the run any more. */
  #drop(run: WaitedRun): void {
    this.#pending = this.#pending.filter((pending) => pending.run !== run);
  }

  /** The terminal with a shell's prompt on it: as it is, or as it was when a shell last waited. */
  promptLook(): TerminalLook {
    const look = this.look();
    if (looksReady(look, Number.POSITIVE_INFINITY)) return look;
    return this.#prompt ?? { ...NOTHING_KNOWN, isAltScreen: false };
  }

  /** Whether it looks as if a shell waited for a command. */
  isAtPrompt(): boolean {
    return looksReady(this.look(), Number.POSITIVE_INFINITY);
  }

  look(): TerminalLook {
    const { pty, screen } = this.#terminal;
    const modes = pty.modes();
    return {
      canonical: modes?.canonical,
      echo: modes?.echo,
      frontGroup: foregroundGroupOf(pty.pid),
      beforeCursor: screen.textBeforeCursor(),
      isAltScreen: screen.isAltScreen,
    };
  }

  /** Resolves when nothing that has been typed for a run could be mixed up with other input. */
  async quiet(): Promise<void> {
    let through: Promise<void> | undefined;
    while (through !== this.#postambleThrough) {
      through = this.#postambleThrough;
      await through;
    }
  }

  /** Somebody's input is being written to the child; a line of it may be carried out in front of a postamble. */
  sawInput(bytes: Uint8Array): void {
    if (this.#pending.length === 0 || !LINE_ENDS.some((end) => bytes.includes(end))) return;
    const { canonical, frontGroup } = this.look();
    for (const { run, promptReturn } of this.#pending) {
      // A program that reads keys, not lines, leaves none of them to the shell.
      const isForProgram = canonical === false && frontGroup !== promptReturn.shellGroup;
      if (!isForProgram) run.loseStatus();
    }
  }

  sawOutput(bytes: Uint8Array): void {
    if (this.#started && this.#pending.length === 0) return;
    this.#lastOutputAt = performance.now();
    for (const { promptReturn } of this.#pending) promptReturn.sawOutput(bytes);
    this.#consider(0);
  }

  /** Nothing is typed any more. */
  close(): void {
    this.#stopTimer();
    this.#pending = [];
    this.#start();
  }

  #untilStarted(): Promise<void> {
    return this.#started ? Promise.resolve() : new Promise((resolve) => this.#onStart.push(resolve));
  }

  #start(): void {
    this.#started = true;
    for (const tell of this.#onStart.splice(0)) tell();
  }

  /** Looks at the terminal, after so much quiet. */
  #consider(quietMs: number): void {
    this.#stopTimer();
    const look = this.look();
    if (!this.#started && (looksReady(look, quietMs) || performance.now() >= this.#deadline)) this.#start();
    for (const { run, promptReturn } of [...this.#pending]) {
      if (!promptReturn.isBack(look, quietMs)) continue;
      this.#prompt = look;
      this.#typePostamble(run);
    }
    this.#lookAgain(quietMs);
  }

  #typePostamble(run: WaitedRun): void {
    this.#drop(run);
    const front = this.#seenFront();
    const postamble = front?.kind === "shell" ? run.typing(front.dialect) : run.typing();
    this.#terminal.pty.write(postamble + ENTER);
    const patience = new Promise<void>((resolve) => setTimeout(resolve, POSTAMBLE_PATIENCE_MS));
    this.#postambleThrough = Promise.race([run.ended, patience]);
  }

  #lookAgain(quietMs: number): void {
    const limits = this.#pending.map(({ promptReturn }) => promptReturn.nextLookMs(quietMs));
    if (!this.#started) limits.push(nextLookMs(quietMs));
    const next = Math.min(...limits.filter((limit) => limit !== undefined));
    if (next !== Number.POSITIVE_INFINITY) this.#lookAgainIn(next - quietMs);
  }

  #lookAgainIn(delayMs: number): void {
    const consider = () => this.#consider(Math.ceil(performance.now() - this.#lastOutputAt));
    this.#stopTimer = afterReading(delayMs, consider);
  }
}

/** The name of the program that a command starts. */
function nameOf(command: readonly string[]): string {
  return command[0]?.replace(/^.*\//, "").replace(/^-/, "") ?? "";
}

/** Whether a command starts a shell. */
export function startsShell(command: readonly string[]): boolean {
  return frontOf(nameOf(command), command).kind === "shell";
}
