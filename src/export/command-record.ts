/** Between which events output is: behind `fromSeq`, in front of `toSeq`. */
export interface SeqRange {
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** A command, as the log tells of it. */
export interface LoggedCommand {
  /** `c` and the `seq` of the run that typed it, else that of its `command_start`. */
  readonly commandId: string;
  /** Its text; what stood on the screen where somebody else typed it, if that was to be seen. */
  readonly command?: string;
  readonly source: "run" | "typed";
  readonly state: "running" | "ended" | "unknown";
  /** How its end is seen. */
  readonly detection: "integration" | "sentinel" | "none";
  readonly exitCode?: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs?: number;
  /** The shell's directory when it was typed. */
  readonly cwd?: string;
  /** As the terminal was given it; with echo and prompt where its end was not told by the shell. */
  readonly outputBytes: number;
  readonly outputRange: SeqRange;
  /** The parts of that range: a run of several lines has prompts in between. */
  readonly parts: readonly SeqRange[];
}

interface Beginning {
  readonly seq: number;
  readonly ts: string;
  readonly source: LoggedCommand["source"];
  readonly command: string | undefined;
  readonly cwd: string | undefined;
  /** Whether a `run_complete` is to be expected. */
  readonly waited: boolean;
}

/** What is known at the end of the log. */
interface LogEnding {
  readonly live: boolean;
  readonly lastSeq: number;
  /** When the session's program ended, if that is in the log. */
  readonly exitTs: string | undefined;
}

/** One command, while the log is read. */
export class CommandRecord {
  readonly #beginning: Beginning;
  #detection: LoggedCommand["detection"] = "none";
  #startedAt: string;
  #endedAt: string | undefined;
  #exitCode: number | undefined;
  #outputBytes = 0;
  #parts: SeqRange[] = [];
  /** Where the part begins that has not ended. */
  #fromSeq: number | undefined;

  constructor(beginning: Beginning) {
    this.#beginning = beginning;
    this.#startedAt = beginning.ts;
    this.#fromSeq = beginning.seq;
  }

  count(bytes: number): void {
    this.#outputBytes += bytes;
  }

  /** An integrated shell has begun it, or its next line. */
  begin(seq: number, ts: string): void {
    if (this.#detection !== "integration") {
      // What came before was its echo.
      this.#outputBytes = 0;
      this.#parts = [];
      this.#startedAt = ts;
    }
    this.#detection = "integration";
    this.#fromSeq = seq;
    this.#endedAt = undefined;
  }

  stop(seq: number, ts: string, exitCode: number | undefined): void {
    // What had been taken for its end was none.
    if (this.#fromSeq === undefined) this.#fromSeq = this.#parts.pop()?.fromSeq;
    this.#close(seq);
    this.#endedAt = ts;
    this.#exitCode = exitCode;
  }

  /** Its run is over. @param nothingBegun whether it had nothing to carry out, if no shell has told that it began */
  complete(seq: number, ts: string, exitCode: number | undefined, nothingBegun: boolean): void {
    this.#exitCode = exitCode;
    if (this.#detection === "integration") {
      this.#close(seq);
      this.#endedAt ??= ts;
      return;
    }
    if (nothingBegun) this.#outputBytes = 0;
    this.#detection = nothingBegun ? "integration" : "sentinel";
    this.#close(nothingBegun ? (this.#fromSeq ?? seq) : seq);
    this.#endedAt = ts;
  }

  /** Something else is typed. @returns whether it is not followed any further: nobody will tell its end */
  giveUp(seq: number): boolean {
    if (this.#beginning.waited || this.#detection === "integration") return false;
    this.#close(seq);
    return true;
  }

  finished({ live, lastSeq, exitTs }: LogEnding): LoggedCommand {
    const { seq, command, source, cwd } = this.#beginning;
    const isOpen = this.#fromSeq !== undefined;
    this.#close(lastSeq + 1);
    const begun = this.#detection === "integration";
    // What the shell has begun ends with it.
    const endedAt = this.#endedAt ?? (begun && !live ? exitTs : undefined);
    const state = endedAt !== undefined ? "ended" : begun && isOpen && live ? "running" : "unknown";
    return {
      ...{ commandId: `c${seq}`, source, state, detection: this.#detection },
      ...(command !== undefined && { command }),
      ...(this.#exitCode !== undefined && { exitCode: this.#exitCode }),
      startedAt: this.#startedAt,
      ...(endedAt !== undefined && { durationMs: Date.parse(endedAt) - Date.parse(this.#startedAt) }),
      ...(cwd !== undefined && { cwd }),
      outputBytes: this.#outputBytes,
      outputRange: { fromSeq: this.#parts[0]?.fromSeq ?? seq, toSeq: this.#parts.at(-1)?.toSeq ?? seq },
      parts: this.#parts,
    };
  }

  #close(toSeq: number): void {
    if (this.#fromSeq !== undefined) this.#parts.push({ fromSeq: this.#fromSeq, toSeq });
    this.#fromSeq = undefined;
  }
}
