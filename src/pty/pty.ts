/** What to start in a new terminal, and who reads what it says. */
export interface PtySpawnOptions {
  /** A path (looked up from `cwd`), or a name looked up in the `PATH` of `env`. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The child's whole environment: nothing is added to it, nothing taken away. */
  readonly env: Readonly<Record<string, string>>;
  readonly cols: number;
  readonly rows: number;
  /**
   * Called with every piece of output, strictly in order. Consume or copy the bytes before returning: they may be
   * reused. The time it takes holds the child back, so no output piles up behind it; it must not throw.
   */
  onData(bytes: Uint8Array): void;
}

/** How the process ended: exactly one of the two is set. */
export interface PtyExit {
  readonly exitCode: number | null;
  /** The name of the signal that ended it, such as `SIGTERM`. */
  readonly exitSignal: string | null;
}

/** The line discipline's flags, as the child set them (POSIX termios, `ICANON` and `ECHO`). */
export interface TerminalModes {
  readonly canonical: boolean;
  readonly echo: boolean;
}

/** A process with a terminal of its own, of which it is the session leader. */
export interface Pty {
  /** Also the id of its process group and of its session. */
  readonly pid: number;
  /** The process has ended. Never rejects. */
  readonly exited: Promise<PtyExit>;
  /**
   * It has ended and every byte it wrote has been handed to `onData`. Where a background process still holds the
   * terminal, that is taken to be so once it has been quiet for a moment (see `drain.ts`). Never rejects.
   */
  readonly drained: Promise<void>;
  /** Sends all of it, in order, however slow the reader is; returns at once. Dropped when the child has ended. */
  write(bytes: Uint8Array | string): void;
  /** Bytes given to `write` that the kernel has not been seen to take yet. */
  readonly pendingWriteBytes: number;
  /** Tells the terminal its new size; its foreground processes get SIGWINCH. Ignored once closed. */
  resize(cols: number, rows: number): void;
  /** `undefined` where the runtime cannot tell, and once closed. */
  modes(): TerminalModes | undefined;
  /**
   * Sends a signal, by name, to the child's process group; no error if that is gone.
   * @throws TypeError where the system knows no such signal.
   */
  signal(name: string): void;
  /** Hangs up: the kernel sends HUP to the session (POSIX, "General Terminal Interface"). Calling it again is fine. */
  close(): void;
}

/** Why nothing was started. */
export type PtySpawnErrorCode = "not-found" | "not-executable" | "bad-cwd" | "failed";

/** Thrown by `openPty` when the program cannot be started. */
export class PtySpawnError extends Error {
  override readonly name = "PtySpawnError";
  readonly code: PtySpawnErrorCode;
  /** What was to be started, as the caller named it. */
  readonly file: string;

  constructor(code: PtySpawnErrorCode, file: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.file = file;
  }
}
