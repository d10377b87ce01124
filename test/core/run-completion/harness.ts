import type { RunAppenders, RunRegistration, WaitedRun } from "../../../src/core/run-completion/contract.ts";
import { RunCompletionCoordinator } from "../../../src/core/run-completion/coordinator.ts";

/** One byte per char, as the captures are written: what is compared is bytes, not characters. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

export function textOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** A timer wheel that a test turns by hand. */
export class FakeTimers {
  readonly pending = new Map<number, { delayMs: number; fire: () => void }>();
  #next = 1;

  set(delayMs: number, fire: () => void): number {
    const handle = this.#next++;
    this.pending.set(handle, { delayMs, fire });
    return handle;
  }

  clear(handle: unknown): void {
    this.pending.delete(handle as number);
  }

  /** Fires everything that is pending. */
  fireAll(): void {
    for (const [handle, { fire }] of [...this.pending]) {
      this.pending.delete(handle);
      fire();
    }
  }
}

/** Random bytes that start with the given tokens and markers, each in hex, and then count up. */
export function scriptedRandom(script: readonly string[] = []): (count: number) => Uint8Array {
  const left = [...script];
  let counter = 0;
  return (count) => {
    const hex = left.shift() ?? (++counter).toString(16).padStart(count * 2, "0");
    return Uint8Array.from({ length: count }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
  };
}

export type Log = (string | { marker: string; inputRunSeq: number; exitCode?: number })[];

export interface SessionOptions {
  /** Tokens in the order in which they are drawn. */
  readonly tokens?: readonly string[];
  /** The word of an integrated shell's marks. */
  readonly shellWord?: string;
  /** Appenders give promises, and take a while. */
  readonly slow?: boolean;
  /** Called before each append; may throw. */
  readonly onAppend?: (what: "output" | "complete", text: string) => void;
}

/** A coordinator with fake appenders, timers and randomness, and the log that they make. */
export class FakeSession {
  readonly log: Log = [];
  readonly timers = new FakeTimers();
  readonly coordinator: RunCompletionCoordinator;
  #seq = 100;
  #markers = 0;

  constructor(options: SessionOptions = {}) {
    const { slow = false, onAppend } = options;
    const later = async <T>(act: () => T): Promise<T> => {
      for (let i = this.log.length % 3; i >= 0; i--) await Promise.resolve();
      return act();
    };
    const appendOutput = (bytes: Uint8Array): void => {
      onAppend?.("output", textOf(bytes));
      this.#note(textOf(bytes));
    };
    const appendRunComplete: RunAppenders["appendRunComplete"] = (completion) => {
      onAppend?.("complete", completion.marker);
      this.log.push(completion);
      return this.#seq++;
    };
    const appenders: RunAppenders = slow
      ? {
          appendOutput: (bytes) => later(() => appendOutput(bytes)),
          appendRunComplete: (completion) => later(() => appendRunComplete(completion) as number),
        }
      : { appendOutput, appendRunComplete };
    this.coordinator = new RunCompletionCoordinator(appenders, {
      randomBytes: scriptedRandom(options.tokens),
      timers: this.timers,
      ...(options.shellWord !== undefined && { shellWord: options.shellWord }),
    });
  }

  /** Registers a run; its marker ends with `seq`. */
  run(
    seq = ++this.#markers,
    options: Pick<RunRegistration, "dialect" | "typedLater" | "inInnerShell"> = {},
  ): WaitedRun & { marker: string; inputRunSeq: number } {
    const marker = markerOf(seq);
    const registered = this.coordinator.registerWaitedRun({ marker, inputRunSeq: seq, ...options });
    return { ...registered, marker, inputRunSeq: seq };
  }

  /** Ingests each text as one read. */
  async feed(...chunks: string[]): Promise<void> {
    for (const chunk of chunks) await this.coordinator.ingestPtyData(bytesOf(chunk));
  }

  /** All that was appended: adjoining output joined, each completion as the number of its run. */
  get record(): (string | number)[] {
    return this.log.map((entry) => (typeof entry === "string" ? entry : entry.inputRunSeq));
  }

  #note(text: string): void {
    const last = this.log[this.log.length - 1];
    if (typeof last === "string") this.log[this.log.length - 1] = last + text;
    else this.log.push(text);
  }
}

/** The marker of run `seq` in a {@link FakeSession}. */
export function markerOf(seq: number): string {
  return `__AT_MARKER_${seq.toString(16).padStart(32, "0")}__`;
}

/** Cuts a text into pieces behind each of the places given. */
export function cutAt(text: string, places: readonly number[]): string[] {
  const inside = [...new Set(places)].filter((place) => place > 0 && place < text.length).sort((a, b) => a - b);
  return [0, ...inside].map((start, i) => text.slice(start, inside[i] ?? text.length));
}
