import type { ShellRecord } from "../core/run-completion/contract.ts";
import type { EventPayload } from "../protocol/events.ts";
import type { CursorMark, Screen } from "../screen/screen.ts";

/** Where a command's output is in the log: the events behind `startSeq`, up to `endSeq`. */
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

/** Writes what an integrated shell tells of its commands into the log. */
export class ShellLog {
  readonly #recorder: Recorder;
  /** Where the text of a command begins, as it is typed. */
  #input: CursorMark | undefined;
  #startSeq: number | undefined;
  readonly #spans = new Map<number, CommandSpan>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** Where the output of a run is; of several commands typed as one run, from the first to the last. */
  spanOf(run: number): CommandSpan | undefined {
    return this.#spans.get(run);
  }

  take(record: ShellRecord): void {
    switch (record.kind) {
      case "prompt":
        this.#recorder.append("prompt", record.directory === undefined ? {} : { cwd: record.directory });
        return;
      case "ready":
        this.#input?.forget();
        this.#input = this.#recorder.screen.markCursor();
        return;
      case "start":
        this.#start(record.command ?? this.#typedCommand(), record.run);
        return;
      case "end":
        this.#end(record.exitCode, record.run);
        return;
    }
  }

  /** A shell that does not tell its commands shows them: what was typed stands on the screen, behind the prompt. */
  #typedCommand(): string | undefined {
    const text = this.#input && this.#recorder.screen.textSince(this.#input);
    this.#input?.forget();
    this.#input = undefined;
    return text === "" ? undefined : text;
  }

  #start(command: string | undefined, run: number | undefined): void {
    this.#startSeq = this.#recorder.append("command_start", {
      ...(command !== undefined && { command }),
      ...(run !== undefined && { inputRunSeq: run }),
    });
    if (run === undefined || this.#spans.has(run)) return;
    this.#spans.set(run, { startSeq: this.#startSeq });
    for (const oldest of this.#spans.keys()) if (this.#spans.size > MAX_SPANS) this.#spans.delete(oldest);
  }

  #end(exitCode: number | undefined, run: number | undefined): void {
    if (this.#startSeq === undefined) return;
    const endSeq = this.#recorder.append("command_end", {
      startSeq: this.#startSeq,
      ...(exitCode !== undefined && { exitCode }),
      ...(run !== undefined && { inputRunSeq: run }),
    });
    this.#startSeq = undefined;
    const span = run === undefined ? undefined : this.#spans.get(run);
    if (run !== undefined && span) this.#spans.set(run, { ...span, endSeq });
  }
}
