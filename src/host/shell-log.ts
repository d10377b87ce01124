import type { ShellRecord } from "../core/run-completion/contract.ts";
import type { EventPayload } from "../protocol/events.ts";
import type { CursorMark, Screen } from "../screen/screen.ts";

/** Where a command's output is in the log: the events after `startSeq`, up to `endSeq`. */
export interface CommandSpan {
  readonly startSeq: number;
  readonly endSeq?: number;
}

/** What the records go to, and what is on the screen in between. */
interface Recorder {
  readonly screen: Screen;
  append<T extends "prompt" | "command_start" | "command_end">(type: T, payload: EventPayload<T>): number;
}

/** More runs than these are not remembered: whoever waits for one asks at once. */
const MAX_SPANS = 64;

/** Writes what shells tell of their commands into the log. */
export class ShellLog {
  readonly #recorder: Recorder;
  /** Where the text of a command begins, as it is typed. */
  #input: CursorMark | undefined;
  /** What the prompt has drawn behind the cursor, at the right margin. */
  #margin: string | undefined;
  /** The last command of each shell, by the shell's id. */
  readonly #starts = new Map<string, number>();
  readonly #spans = new Map<number, CommandSpan>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** Where the output of a run is; of several commands typed as one run, from the first to the last. */
  spanOf(run: number): CommandSpan | undefined {
    return this.#spans.get(run);
  }

  /** Where the last prompt has left the cursor; nothing while a command is at work. */
  get input(): CursorMark | undefined {
    return this.#input;
  }

  /** What stands behind the cursor of an empty line; nothing while unknown. */
  get margin(): string | undefined {
    return this.#margin;
  }

  /** The shell waits behind a prompt that it has drawn to its end. */
  promptDrawn(): void {
    const { screen } = this.#recorder;
    if (this.#input === undefined || this.#margin !== undefined) return;
    // Behind a prompt that fills its row, the editor goes on in the next.
    if (screen.isCursorBelow(this.#input)) {
      this.#input.forget();
      this.#input = screen.markCursor();
    }
    if (screen.isCursorAt(this.#input)) this.#margin = screen.textAfterCursor();
  }

  take(record: ShellRecord, shellId: string): void {
    switch (record.kind) {
      case "prompt":
        this.#recorder.append("prompt", record.directory === undefined ? {} : { cwd: record.directory });
        return;
      case "ready":
        this.#input?.forget();
        this.#input = this.#recorder.screen.markCursor();
        this.#margin = undefined;
        return;
      case "start":
        this.#start(shellId, record.command ?? this.#typedCommand(), record.run);
        return;
      case "end":
        this.#end(shellId, record.exitCode, record.run);
        return;
    }
  }

  /** A shell that does not tell its commands shows them: what was typed stands on the screen, behind the prompt. */
  #typedCommand(): string | undefined {
    const text = this.#input && this.#recorder.screen.textSince(this.#input);
    return text === "" ? undefined : text;
  }

  #start(shellId: string, command: string | undefined, run: number | undefined): void {
    this.#input?.forget();
    this.#input = undefined;
    const startSeq = this.#recorder.append("command_start", {
      ...(command !== undefined && { command }),
      ...(run !== undefined && { inputRunSeq: run }),
    });
    this.#starts.set(shellId, startSeq);
    if (run === undefined || this.#spans.has(run)) return;
    this.#spans.set(run, { startSeq });
    for (const oldest of this.#spans.keys()) if (this.#spans.size > MAX_SPANS) this.#spans.delete(oldest);
  }

  /** A command may end twice: what looked like its end came from itself, as the word that follows shows. */
  #end(shellId: string, exitCode: number | undefined, run: number | undefined): void {
    const startSeq = this.#starts.get(shellId);
    if (startSeq === undefined) return;
    const endSeq = this.#recorder.append("command_end", {
      startSeq,
      ...(exitCode !== undefined && { exitCode }),
      ...(run !== undefined && { inputRunSeq: run }),
    });
    const span = run === undefined ? undefined : this.#spans.get(run);
    if (run !== undefined && span) this.#spans.set(run, { ...span, endSeq });
  }
}
