import { constants } from "node:os";
import { DrainWatch } from "./drain.ts";
import { OutputBrake } from "./output-brake.ts";
import { type Pty, type PtyExit, PtySpawnError, type PtySpawnOptions, type TerminalModes } from "./pty.ts";
import { signalGroup, signalName } from "./signal-group.ts";

/** termios c_lflag (Linux: asm-generic/termbits.h, Darwin: sys/termios.h). */
const ICANON = process.platform === "darwin" ? 0x100 : 0x2;
const ECHO = 0x8;

/**
 * Starts `program` (an absolute path) in a terminal made by Bun itself.
 *
 * @throws PtySpawnError `failed` when the system refuses.
 */
export function openBunPty(program: string, options: PtySpawnOptions): Pty {
  return new BunPty(program, options);
}

class BunPty implements Pty {
  readonly pid: number;
  readonly exited: Promise<PtyExit>;
  readonly drained: Promise<void>;
  #pendingWriteBytes = 0;
  #processEnded = false;
  #closed = false;
  readonly #terminal: Bun.Terminal;
  readonly #brake = new OutputBrake();

  constructor(program: string, options: PtySpawnOptions) {
    const drain = new DrainWatch();
    const process = spawn(program, options, {
      data: (_terminal, bytes) => {
        if (this.#closed) return;
        const since = performance.now();
        options.onData(bytes);
        // It may have been closed in there, and its number be another's by now.
        if (this.#closed) return;
        this.#brake.consumed(since);
        drain.sawBytes(bytes.byteLength);
      },
      // This is the end of the terminal's stream, not of the process.
      exit: () => drain.sawEnd(),
      drain: () => {
        this.#pendingWriteBytes = 0;
      },
    });
    this.#terminal = process.terminal!;
    this.pid = process.pid;
    this.#brake.attach(process.pid);
    this.drained = drain.drained;
    this.exited = process.exited.then((code) => {
      this.#processEnded = true;
      this.#pendingWriteBytes = 0;
      drain.sawExit();
      // `code` is 128 + n for signal n, as it is for a shell that exits so; only `signalCode` tells the two apart.
      const signal = process.signalCode;
      if (signal === null) return { exitCode: code, exitSignal: null };
      return { exitCode: null, exitSignal: typeof signal === "number" ? signalName(signal) : signal };
    });
  }

  get pendingWriteBytes(): number {
    return this.#pendingWriteBytes;
  }

  write(bytes: Uint8Array | string): void {
    const data = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
    if (data.byteLength === 0 || this.#closed || this.#processEnded || this.#terminal.closed) return;
    this.#pendingWriteBytes += data.byteLength;
    // Bun keeps (a copy of) what the kernel does not take and calls `drain` when it is gone, but not where a large write
    // went straight through. A last byte on its own always goes by way of its buffer, so `drain` always comes.
    const last = data.byteLength - 1;
    if (last > 0) this.#terminal.write(data.subarray(0, last));
    this.#terminal.write(data.subarray(last));
  }

  resize(cols: number, rows: number): void {
    if (!this.#terminal.closed) this.#terminal.resize(cols, rows);
  }

  modes(): TerminalModes | undefined {
    if (this.#terminal.closed) return undefined;
    const flags = this.#terminal.localFlags;
    return { canonical: (flags & ICANON) !== 0, echo: (flags & ECHO) !== 0 };
  }

  signal(name: string): void {
    signalGroup(this.pid, this.#processEnded, name);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#pendingWriteBytes = 0;
    this.#brake.release();
    this.#terminal.close();
  }
}

function spawn(program: string, options: PtySpawnOptions, callbacks: Bun.TerminalOptions): Bun.Subprocess {
  const start = (executable: string, argv: readonly string[]) =>
    Bun.spawn([executable, ...argv.slice(1)], {
      argv0: argv[0] ?? executable,
      cwd: options.cwd,
      env: { ...options.env },
      // In this form, and not as a terminal made before, it becomes the child's controlling terminal.
      terminal: { cols: options.cols, rows: options.rows, ...callbacks },
    });
  try {
    try {
      return start(program, [options.file, ...options.args]);
    } catch (error) {
      if (!isNoExec(error)) throw error;
      return start("/bin/sh", ["sh", program, ...options.args]);
    }
  } catch (error) {
    throw new PtySpawnError("failed", options.file, `${options.file} could not be started: ${String(error)}`, {
      cause: error,
    });
  }
}

/** A script without a `#!` line: execvp gives it to the shell (POSIX, exec), Bun does not. */
function isNoExec(error: unknown): boolean {
  const { code, errno } = error as NodeJS.ErrnoException;
  return code === "ENOEXEC" || Math.abs(errno ?? 0) === constants.errno.ENOEXEC;
}
