import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { Pty, PtyExit, PtySpawnOptions } from "../../src/pty/pty.ts";

/** Where the contract is to be shown: the function under test, and what differs between runtimes. */
export type OpenPty = (options: PtySpawnOptions) => Promise<Pty>;

/** One point of the contract; `run` throws where it does not hold. */
export interface ContractPoint {
  readonly name: string;
  /** Why only Bun's adapter keeps it. */
  readonly bunOnly?: string;
  run(lab: Lab): Promise<void>;
}

/** Generous: a wait this long means that it never comes. Milliseconds. */
const DEADLINE_MS = 30_000;

/** Rejects with `what` when the promise takes too long. */
export async function within<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${DEADLINE_MS} ms in vain: ${what}`)), DEADLINE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves as soon as the condition holds; for what only can be looked at, not listened to. */
export async function eventually(what: string, condition: () => boolean): Promise<void> {
  let stop = false;
  const look = async () => {
    while (!stop && !condition()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  try {
    await within(what, look());
  } finally {
    stop = true;
  }
}

/** Keeps the processor busy, as a consumer that parses does. */
export function work(milliseconds: number): void {
  const start = performance.now();
  while (performance.now() - start < milliseconds) {}
}

/** A terminal, and what came out of it so far. */
export class Subject {
  readonly pty: Pty;
  readonly #output: Output;

  constructor(pty: Pty, output: Output) {
    this.pty = pty;
    this.#output = output;
  }

  get text(): string {
    return this.#output.text;
  }

  /** Waits until the output matches, from the place where the last match ended. */
  async saw(pattern: RegExp): Promise<RegExpExecArray> {
    const match = await within(`${pattern} in the output of the terminal`, this.#output.matched(pattern)).catch(
      (error: Error) => {
        throw new Error(`${error.message}; it was ${JSON.stringify(this.text.slice(-2000))}`);
      },
    );
    return match;
  }

  /** How it ended, once all of its output is there. */
  async ended(): Promise<PtyExit> {
    const exit = await within("the process ends", this.pty.exited);
    await within("the terminal is drained", this.pty.drained);
    return exit;
  }
}

class Output {
  text = "";
  #from = 0;
  #look: (() => void) | undefined;
  readonly #decoder = new TextDecoder();

  append(bytes: Uint8Array): void {
    this.text += this.#decoder.decode(bytes, { stream: true });
    this.#look?.();
  }

  matched(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve) => {
      this.#look = () => {
        const match = pattern.exec(this.text.slice(this.#from));
        if (match === null) return;
        this.#from += match.index + match[0].length;
        this.#look = undefined;
        resolve(match);
      };
      this.#look();
    });
  }
}

/** Opens terminals for one point of the contract, and sees to it that nothing of them is left. */
export class Lab {
  readonly directory: string = mkdtempSync(join(tmpdir(), "agent-tty-pty-"));
  readonly #openPty: OpenPty;
  readonly #opened: Pty[] = [];

  constructor(openPty: OpenPty) {
    this.#openPty = openPty;
  }

  /** A path in this point's own directory. */
  path(name: string): string {
    return join(this.directory, name);
  }

  /** Opens a terminal and leaves its output to the caller. */
  async open(file: string, args: readonly string[], options: Partial<PtySpawnOptions> = {}): Promise<Pty> {
    const env = { PATH: process.env["PATH"] ?? "/bin:/usr/bin", TERM: "xterm-256color" };
    const usual = { cwd: this.directory, env, cols: 80, rows: 24, onData: () => {} };
    const pty = await this.#openPty({ ...usual, file, args, ...options });
    this.#opened.push(pty);
    return pty;
  }

  /** Opens a terminal and keeps its output as text. */
  async start(file: string, args: readonly string[] = [], options: Partial<PtySpawnOptions> = {}): Promise<Subject> {
    const output = new Output();
    return new Subject(await this.open(file, args, { onData: (bytes) => output.append(bytes), ...options }), output);
  }

  /** Runs a script in sh. */
  sh(script: string, options: Partial<PtySpawnOptions> = {}): Promise<Subject> {
    return this.start("sh", ["-c", script], options);
  }

  /** Ends what is left. Throws when a process of a terminal outlives its hang-up. */
  async clear(): Promise<void> {
    try {
      for (const pty of this.#opened) await this.#hangUp(pty);
    } finally {
      // Only where that failed is there still somebody to hear this.
      for (const pty of this.#opened) pty.signal("SIGKILL");
      rmSync(this.directory, { recursive: true, force: true });
    }
  }

  async #hangUp(pty: Pty): Promise<void> {
    pty.close();
    await within("the process ends when its terminal is closed", pty.exited);
    await within("the terminal is drained once closed", pty.drained);
    await eventually(`no process of session ${pty.pid} is left`, () => membersOfSession(pty.pid).length === 0);
  }
}

/** The processes of a session, zombies aside. Empty where there is no /proc to look at. */
export function membersOfSession(session: number): number[] {
  return processIds().filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      const [state, , , itsSession] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(itsSession) === session && state !== "Z";
    } catch {
      return false;
    }
  });
}

function processIds(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
