import type {
  FollowedRun,
  RunCompletion,
  RunPlatform,
  RunRegistration,
  ShellInFront,
  ShellRecord,
} from "../../../src/core/run-completion/contract.ts";
import { RunCompletionCoordinator } from "../../../src/core/run-completion/coordinator.ts";
import type { EnteredLine } from "../../../src/core/shell-marks/shell-follower.ts";

/** One byte per char: what is compared is bytes, not characters. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

export function textOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Cuts a text into pieces behind each of the places given. */
export function cutAt(text: string, places: readonly number[]): string[] {
  const inside = [...new Set(places)].filter((place) => place > 0 && place < text.length).sort((a, b) => a - b);
  return [0, ...inside].map((start, i) => text.slice(start, inside[i] ?? text.length));
}

/** The word of the session. */
export const WORD = "0123456789abcdef0123456789abcdef";

/** The marks of a shell, as it prints them; with another word where one is given. */
export const marks = {
  end: (status: number | string = 0, word = WORD) => `\x1b]133;D;${status};aid=${word}\x07`,
  directory: (path: string, word = WORD) => `\x1b]7;file://vm${path}?aid=${word}\x07`,
  input: (word = WORD) => `\x1b]133;B;aid=${word}\x07`,
  more: (word = WORD) => `\x1b]133;P;aid=${word}\x07`,
  start: (word = WORD) => `\x1b]133;C;aid=${word}\x07`,
  startOf: (command: string) => `\x1b]133;C;aid=${WORD};cmdline_url=${encodeURIComponent(command)}\x07`,
  answer: (status: number | string = 0, word = WORD) => `\x1b]133;I;${status};aid=${word}\x07`,
};

/** What a shell prints when it prompts, behind a command that has ended with `status`. */
export const prompt = (status = 0): string => `${marks.end(status)}$ ${marks.input()}`;

/** What is recorded of {@link prompt}, without the end of the command. */
export const PROMPTED: readonly Entry[] = ["$ ", { kind: "prompt" }, { kind: "ready" }];

export const bash: ShellInFront = { id: "bash", image: "b", tellsStarts: true, isBehind: false };
/** A shell that has no mark for a command that begins. */
export const dash: ShellInFront = { id: "dash", image: "d", tellsStarts: false, isBehind: false };
export const inner: ShellInFront = { id: "inner", image: "i", tellsStarts: true, isBehind: false };
export const ssh: ShellInFront = { id: "ssh", image: "s", tellsStarts: false, isBehind: true };

/** The marker of run `seq` in a {@link FakeSession}. */
export function markerOf(seq: number): string {
  return `__AT_MARKER_${seq.toString(16).padStart(32, "0")}__`;
}

/** What is recorded: output, adjoining pieces joined; what shells have told; and the ends of runs, by their `seq`. */
export type Entry = string | ShellRecord | { readonly complete: number; readonly exitCode?: number };

export interface SessionOptions {
  /** Is called before each record; may throw. */
  readonly onAppend?: (what: "output" | "complete" | "shell") => void;
}

/** A shell that prompts, of which all has been read. */
const ASLEEP = { quietMs: 0, isClean: true };

/** A coordinator with a recorder that keeps a log, and a shell in front that a test sets. */
export class FakeSession {
  readonly log: Entry[] = [];
  readonly coordinator: RunCompletionCoordinator;
  /** Which shell has told each of what shells have told, by its id. */
  readonly tellers: string[] = [];
  front: ReturnType<RunPlatform["shellInFront"]> = bash;
  /** How often the system was asked what is in front. */
  looks = 0;
  #seq = 100;

  constructor({ onAppend }: SessionOptions = {}) {
    this.coordinator = new RunCompletionCoordinator(
      {
        appendOutput: (bytes) => {
          onAppend?.("output");
          this.#note(textOf(bytes));
        },
        appendRunComplete: ({ marker, inputRunSeq, ...told }: RunCompletion) => {
          onAppend?.("complete");
          if (marker !== markerOf(inputRunSeq)) throw new Error(`marker of another run: ${marker}`);
          this.log.push({ complete: inputRunSeq, ...told });
          return this.#seq++;
        },
        appendShell: (record, shellId) => {
          onAppend?.("shell");
          this.log.push(record);
          this.tellers.push(shellId);
        },
      },
      {
        randomBytes: (count) => new Uint8Array(count).fill(0xab),
        word: WORD,
        shellInFront: () => {
          this.looks += 1;
          return this.front;
        },
      },
    );
  }

  /** Ingests each text as one read. The buffer is the reader's again afterwards. */
  feed(...chunks: string[]): void {
    for (const chunk of chunks) {
      const bytes = bytesOf(chunk);
      this.coordinator.ingestPtyData(bytes);
      bytes.fill(0x58);
    }
  }

  /** Registers a run that somebody waits for, in the shell in front. */
  run(seq: number, text = "command", registration: Partial<RunRegistration> = {}): FollowedRun {
    const shellId = this.front === "unknown" ? undefined : this.front?.id;
    const whole = { inputRunSeq: seq, marker: markerOf(seq), text, ...(shellId !== undefined && { shellId }) };
    return this.coordinator.registerRun({ ...whole, ...registration });
  }

  /** Registers a run and types all of its one line. */
  enter(seq: number, text = "command", line: Partial<EnteredLine> = {}): FollowedRun {
    const run = this.run(seq, text);
    run.enter({ isLast: true, beginsAtLineEnd: false, ...line });
    return run;
  }

  /** A shell sleeps in its read of the terminal. */
  sleep(asleep: Partial<typeof ASLEEP> = {}, shell = this.#shell): void {
    this.coordinator.shellSleeps(shell.id, { ...ASLEEP, ...asleep });
  }

  /** Takes what has been logged since the last time. */
  taken(): Entry[] {
    return this.log.splice(0);
  }

  get #shell(): ShellInFront {
    return this.front === "unknown" || this.front === undefined ? bash : this.front;
  }

  #note(text: string): void {
    const last = this.log.at(-1);
    if (typeof last === "string") this.log[this.log.length - 1] = last + text;
    else this.log.push(text);
  }
}

/** A session whose shell waits for a command, with nothing in its log. */
export function readySession(front = bash, options: SessionOptions = {}): FakeSession {
  const session = new FakeSession(options);
  session.front = front;
  session.feed(prompt());
  session.sleep();
  session.taken();
  return session;
}

/** A signal that is never aborted. */
export const never = (): AbortSignal => new AbortController().signal;

/** What has come of a wait by now. */
export async function outcomeNow<T>(waiting: Promise<T>): Promise<T | "pending"> {
  return await Promise.race([waiting, Promise.resolve().then(() => Promise.resolve("pending" as const))]);
}
