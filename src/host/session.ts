import type { RunCompletion, ShellRecord } from "../core/run-completion/contract.ts";
import { RunCompletionCoordinator } from "../core/run-completion/coordinator.ts";
import { takesCommands } from "../core/session-status.ts";
import { Utf8Assembler } from "../core/utf8-assembler.ts";
import type { EventLogWriter } from "../log/event-log-writer.ts";
import { outputPayload } from "../log/output-payload.ts";
import { type AppError, asAppError } from "../protocol/errors.ts";
import type { EventPayload, EventType } from "../protocol/events.ts";
import type { HostSpec } from "../protocol/host-spec.ts";
import { sessionRefusal } from "../protocol/session-refusal.ts";
import type { Pty, PtyExit } from "../pty/pty.ts";
import { afterReading } from "../runtime/after-reading.ts";
import { Screen } from "../screen/screen.ts";
import type { SessionPaths } from "../store/session-directory.ts";
import { FrontWatch } from "./front-watch.ts";
import type { Launched } from "./launch.ts";
import type { OutputCapture } from "./output-capture.ts";
import { RunTurns } from "./run/run-turns.ts";
import type { SessionRecord } from "./session-record.ts";
import { shellInFrontOf } from "./session-state.ts";
import { ShellLog } from "./shell-log.ts";
import { UnansweredLine } from "./unanswered-line.ts";

/** The beginning of a mark that has not gone on for so long, in ms, is somebody else's control string. */
const HELD_MARK_MS = 250;

/** A read may be larger (135 KB under Bun); pieces of this size keep what is made of each in the processor's caches. */
const MAX_RECORD_BYTES = 16 * 1024;

/** Answers to the child's questions are dropped while this much waits for it to read. */
const MAX_PENDING_REPLY_BYTES = 1024 * 1024;

/**
 * One live session: the child in its PTY, the log, the screen, and the way of a byte through them. Bytes are taken
 * strictly one chunk after the other, inside the PTY's callback, since reads cannot be paused: while this works, the
 * child is held back by the kernel.
 */
export class Session {
  readonly spec: HostSpec;
  readonly paths: SessionPaths;
  readonly log: EventLogWriter;
  readonly record: SessionRecord;
  readonly pty: Pty;
  readonly screen: Screen;
  readonly turns = new RunTurns();
  readonly runs: RunCompletionCoordinator;
  readonly front = new FrontWatch(this);
  /** The word that the marks of its shells carry. */
  readonly shellWord: string;
  /** What stood in front of the cursor when a shell without marks last waited, by the shell's id. */
  readonly plainPrompts = new Map<string, string>();
  /** Shells that have not answered when they were introduced, by their id: they are not tried again. */
  readonly strangers = new Set<string>();
  readonly startedAt = Date.now();
  /** Resolves when the child has ended, its last output and `exit` are in the log, and the manifest says so. */
  readonly ended: Promise<PtyExit>;

  readonly unansweredLine = new UnansweredLine();

  /** What an integrated shell has told of its commands. */
  readonly shellLog = new ShellLog(this);
  /** What the runs print whose output is wanted, by the `seq` of their `input_run`. */
  readonly captures = new Map<number, OutputCapture>();
  #utf8 = new Utf8Assembler();
  #watchers = new Set<() => void>();
  #stopHeldTimer = () => {};
  /** How many pieces of output have come. */
  outputCount = 0;
  /** Whether something has been typed since the last line's end that may be waiting in the terminal. */
  hasStrayInput = false;
  #endWatchers = new Set<(exit: PtyExit) => void>();
  #end = Promise.withResolvers<PtyExit>();
  #fail = Promise.withResolvers<AppError>();
  #hasEnded = false;
  #exit: PtyExit | undefined;
  #failure: AppError | undefined;
  /** When something last went in or out, by a clock that nobody sets (`performance.now`). */
  lastActivityAt = performance.now();
  /** When output last came, by the same clock. */
  lastOutputAt = performance.now();
  /** Resolves if the session cannot go on; the child is to be ended. */
  readonly failed: Promise<AppError>;

  /** Takes over a child: first the output that it has written by now, then what is to come. */
  constructor({ spec, paths, log, pty, record, shellWord, output }: Launched) {
    this.spec = spec;
    this.paths = paths;
    this.log = log;
    this.log.onError = (error) => this.fail(error);
    this.record = record;
    this.record.onError = (error) => this.fail(error);
    this.pty = pty;
    this.screen = new Screen({ cols: spec.cols, rows: spec.rows, onReply: (reply) => this.#sendReply(reply) });
    this.shellWord = shellWord;
    this.runs = new RunCompletionCoordinator(
      {
        appendOutput: (bytes) => this.#appendOutput(bytes),
        appendRunComplete: (completion) => this.#appendRunComplete(completion),
        appendShell: (told, shellId) => this.#appendShell(told, shellId),
      },
      {
        randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
        word: shellWord,
        shellInFront: () => shellInFrontOf(pty.pid),
      },
    );
    this.ended = this.#end.promise;
    this.failed = this.#fail.promise;
    output.flowTo((bytes) => this.#ingest(bytes));
    void pty.exited.then((exit) => this.#childExited(exit));
    void pty.drained.then(() => this.#finish());
  }

  /** How the child ended, once it has. */
  get exit(): PtyExit | undefined {
    return this.#exit;
  }

  /** For how long no output has come, in whole ms. */
  get quietMs(): number {
    return Math.floor(performance.now() - this.lastOutputAt);
  }

  /** For how long nothing has gone in or out, in whole ms. */
  get idleMs(): number {
    return Math.floor(performance.now() - this.lastActivityAt);
  }

  /** Whether nothing is in the line editor: the cursor, and what is behind it, are as the last prompt has left them. */
  get isLineClean(): boolean {
    const { input, margin = "" } = this.shellLog;
    if (this.hasStrayInput && this.pty.modes()?.canonical) return false;
    return input !== undefined && this.screen.isCursorAt(input) && this.screen.textAfterCursor() === margin;
  }

  /** Calls `moved` whenever the screen has changed; gives the way to stop it. */
  watch(moved: () => void): () => void {
    this.#watchers.add(moved);
    return () => this.#watchers.delete(moved);
  }

  /** Calls `ended` once the session has ended, at once if it has; gives the way to call it off. */
  whenEnded(ended: (exit: PtyExit) => void): () => void {
    if (this.#hasEnded && this.#exit) ended(this.#exit);
    else this.#endWatchers.add(ended);
    return () => this.#endWatchers.delete(ended);
  }

  /** @throws AppError `SESSION_NOT_RUNNING` or `SESSION_ALREADY_DESTROYED` */
  requireCommands(): void {
    if (this.#failure) throw this.#failure;
    const { status } = this.record;
    if (!takesCommands(status)) throw sessionRefusal(this.spec.sessionId, status);
  }

  /** Appends an event that comes from a client rather than from the child, and gives its `seq`. */
  append<T extends Exclude<EventType, "output">>(type: T, payload: EventPayload<T>): number {
    const seq = this.log.append(type, payload);
    this.screen.advance(seq);
    this.lastActivityAt = performance.now();
    return seq;
  }

  /** Gives the session a new size: in the log, on the screen, and in the kernel, which tells the child (SIGWINCH). */
  resize(cols: number, rows: number): void {
    this.requireCommands();
    const seq = this.log.append("resize", { cols, rows });
    this.screen.resize(cols, rows, seq);
    this.pty.resize(cols, rows);
    this.record.update({ cols, rows });
    this.lastActivityAt = performance.now();
    this.#tellWatchers();
  }

  /** Marks the session as one that cannot go on, because its log or its screen cannot. */
  fail(error: AppError): void {
    if (this.#failure) return;
    this.#failure = error;
    this.#fail.resolve(error);
  }

  /** Answers what the child asks its terminal; one that asks and asks, and does not read, is not answered any more. */
  #sendReply(reply: string): void {
    if (this.pty.pendingWriteBytes >= MAX_PENDING_REPLY_BYTES) return;
    this.runs.sawInput();
    this.hasStrayInput = true;
    this.pty.write(reply);
  }

  #ingest(bytes: Uint8Array): void {
    if (this.#failure) return;
    this.#stopHeldTimer();
    this.outputCount += 1;
    this.lastActivityAt = this.lastOutputAt = performance.now();
    this.orFail(() => this.runs.ingestPtyData(bytes));
    // What a shell that waits for a command makes of a line, it tells by its marks.
    if (this.runs.phaseOf(undefined) !== "ready") this.unansweredLine.answered();
    if (this.runs.isHolding)
      this.#stopHeldTimer = afterReading(HELD_MARK_MS, () => this.orFail(() => this.runs.releaseHeld()));
    this.front.sawOutput();
  }

  /** What cannot be recorded ends the session. */
  orFail(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.fail(asAppError(error));
    }
  }

  #appendOutput(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; start += MAX_RECORD_BYTES) {
      this.#logOutput(this.#utf8.push(bytes.subarray(start, start + MAX_RECORD_BYTES)));
    }
  }

  #logOutput(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const seq = this.log.append("output", outputPayload(bytes));
    this.screen.write(bytes, seq);
    for (const capture of this.captures.values()) capture.push(bytes);
    this.#tellWatchers();
  }

  #appendRunComplete(completion: RunCompletion): number {
    // What came before the end of a command is logged before it, be it half a character.
    this.#logOutput(this.#utf8.flush());
    return this.append("run_complete", completion);
  }

  #appendShell(record: ShellRecord, shellId: string): void {
    this.#logOutput(this.#utf8.flush());
    if ("run" in record && record.run !== undefined) {
      const capture = this.captures.get(record.run);
      if (record.kind === "start") capture?.start(record.goesOn);
      else capture?.stop();
    }
    this.shellLog.take(record, shellId);
    this.unansweredLine.answered();
    this.#tellWatchers();
  }

  #tellWatchers(): void {
    for (const moved of this.#watchers) moved();
  }

  #childExited(exit: PtyExit): void {
    this.#exit = exit;
    this.record.become("exiting", exit);
  }

  /** The child has ended and all its output is here: the tails, `exit`, the manifest, and then those who wait. */
  async #finish(): Promise<void> {
    const exit = this.#exit ?? (await this.pty.exited);
    this.#stopHeldTimer();
    this.front.close();
    try {
      this.runs.flushPtyDataOnExit();
      this.#logOutput(this.#utf8.flush());
      this.append("exit", exit);
    } catch (error) {
      this.fail(asAppError(error));
    } finally {
      this.#closeLog();
      this.runs.resetForExit();
    }
    this.record.become(...this.#finalState(exit));
    this.#exit = exit;
    this.#hasEnded = true;
    for (const ended of this.#endWatchers) ended(exit);
    this.#end.resolve(exit);
  }

  #closeLog(): void {
    try {
      this.log.close();
    } catch (error) {
      this.fail(asAppError(error));
    }
  }

  #finalState(exit: PtyExit): Parameters<SessionRecord["become"]> {
    if (this.record.status === "destroying") return ["destroyed", exit];
    if (!this.#failure) return ["exited", exit];
    const failureOrigin = this.#failure.code === "STORAGE_WRITE_ERROR" ? "storage-corruption" : "unknown";
    return ["failed", { ...exit, failureOrigin, failureReason: this.#failure.message }];
  }
}
