import { readSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import { ReadStream } from "node:tty";
import { DrainWatch } from "./drain.ts";
import { type Pty, type PtyExit, PtySpawnError, type PtySpawnOptions, type TerminalModes } from "./pty.ts";
import { signalGroup, signalName } from "./signal-group.ts";
import { WriteQueue } from "./write-queue.ts";

/**
 * node-pty's native half. Its JavaScript half is left out: it adds TERM and PWD to the environment, closes the terminal
 * 200 ms after the process ended whether or not everything was read, throws read errors where nobody can catch them,
 * and writes through a socket that blocks the event loop until the reader has taken it all (Node) or stops for good
 * once the terminal is full (Deno 2.9.6).
 */
interface NativePty {
  fork(
    file: string,
    args: string[],
    env: string[],
    cwd: string,
    cols: number,
    rows: number,
    uid: number,
    gid: number,
    utf8: boolean,
    helperPath: string,
    onExit: (code: number, signal: number) => void,
  ): { fd: number; pid: number; pty: string };
  resize(fd: number, cols: number, rows: number): void;
}

/** Linux and Darwin; node-pty takes -1 as "as we are". */
const SAME_USER = -1;

/**
 * Starts a program in a terminal made by @lydell/node-pty. `program` is what `options.file` resolves to.
 *
 * @throws PtySpawnError `failed` when the system refuses or the native part cannot be loaded.
 */
export function openNodePty(program: string, options: PtySpawnOptions): Pty {
  try {
    return new NodePty(loadNative(), program, options);
  } catch (error) {
    throw new PtySpawnError("failed", options.file, `${options.file} could not be started: ${String(error)}`, {
      cause: error,
    });
  }
}

class NodePty implements Pty {
  readonly pid: number;
  readonly exited: Promise<PtyExit>;
  readonly drained: Promise<void>;
  #processEnded = false;
  #streamEnded = false;
  readonly #fd: number;
  readonly #native: NativePty;
  readonly #stream: ReadStream;
  readonly #writes: WriteQueue;

  constructor(native: NativePty, program: string, options: PtySpawnOptions) {
    const drain = new DrainWatch();
    let onExit!: (exit: PtyExit) => void;
    this.exited = new Promise<PtyExit>((resolve) => {
      onExit = resolve;
    });
    this.drained = drain.drained;
    const forked = fork(native, program, options, (code, signal) => {
      this.#processEnded = true;
      this.#writes.stop();
      drain.sawExit();
      onExit(signal === 0 ? { exitCode: code, exitSignal: null } : { exitCode: null, exitSignal: signalName(signal) });
    });
    this.#native = native;
    this.pid = forked.pid;
    this.#fd = forked.fd;
    this.#writes = new WriteQueue(forked.fd);
    this.#stream = this.#read(forked.fd, drain, options.onData);
  }

  #read(fd: number, drain: DrainWatch, onData: (bytes: Uint8Array) => void): ReadStream {
    const stream = new ReadStream(fd);
    const slice = new ReadSlice(stream);
    const consume = (bytes: Uint8Array) => {
      if (this.#streamEnded) return;
      const since = performance.now();
      onData(bytes);
      slice.consumed(since);
      drain.sawBytes(bytes.byteLength);
    };
    const ended = () => {
      this.#streamEnded = true;
      this.#writes.stop();
      stream.destroy();
      drain.sawEnd();
    };
    stream.on("data", consume);
    stream.prependListener("end", () => {
      readTheRest(fd, consume);
      ended();
    });
    // Linux reports the end of a terminal as EIO.
    stream.on("error", ended);
    stream.on("close", ended);
    return stream;
  }

  get pendingWriteBytes(): number {
    return this.#writes.pendingBytes;
  }

  write(bytes: Uint8Array | string): void {
    if (this.#streamEnded || this.#processEnded) return;
    // A copy, as the caller may use the bytes again (and Buffer.slice() makes none).
    this.#writes.push(typeof bytes === "string" ? new TextEncoder().encode(bytes) : new Uint8Array(bytes));
  }

  resize(cols: number, rows: number): void {
    if (!this.#streamEnded) this.#native.resize(this.#fd, cols, rows);
  }

  /** Neither Node nor Deno can read termios. */
  modes(): TerminalModes | undefined {
    return undefined;
  }

  signal(name: string): void {
    signalGroup(this.pid, this.#processEnded, name);
  }

  close(): void {
    if (this.#streamEnded) return;
    this.#streamEnded = true;
    this.#writes.stop();
    this.#stream.destroy();
  }
}

/**
 * Reads what is left once the other side is closed. Node needs it: libuv takes a short read together with a hang-up for
 * the end of the stream (uv__stream_io), but from a terminal every read is short. Deno reads to the end by itself, and
 * its node:fs refuses the descriptor.
 */
function readTheRest(fd: number, consume: (bytes: Uint8Array) => void): void {
  const buffer = new Uint8Array(64 * 1024);
  try {
    for (let count = readSync(fd, buffer); count > 0; count = readSync(fd, buffer)) consume(buffer.subarray(0, count));
  } catch {
    // EIO: that was all.
  }
}

/** How long output may be consumed before the event loop gets its turn: milliseconds. */
const SLICE_MS = 5;

/**
 * Lets the event loop have its turn while a child floods its terminal: Deno reads for as long as there is something,
 * Node for up to 32 reads.
 */
class ReadSlice {
  readonly #stream: ReadStream;
  #start = 0;

  constructor(stream: ReadStream) {
    this.#stream = stream;
  }

  /** To be called after each piece of output was consumed, with the time consuming it began (performance.now()). */
  consumed(since: number): void {
    if (this.#start === 0) {
      this.#start = since;
      setImmediate(() => {
        this.#start = 0;
        this.#stream.resume();
      });
    }
    if (performance.now() - this.#start >= SLICE_MS) this.#stream.pause();
  }
}

function fork(
  native: NativePty,
  program: string,
  options: PtySpawnOptions,
  onExit: (code: number, signal: number) => void,
): { fd: number; pid: number } {
  const env = Object.entries(options.env).map(([name, value]) => `${name}=${value}`);
  // A plain name is given as it is: execvp looks it up the way we did, and the child is called what the user called it.
  const file = options.file.includes("/") ? program : options.file;
  const { cols, rows } = options;
  return native.fork(
    file,
    [...options.args],
    env,
    options.cwd,
    cols,
    rows,
    SAME_USER,
    SAME_USER,
    true,
    spawnHelper(),
    onExit,
  );
}

const require = createRequire(import.meta.url);

function loadNative(): NativePty {
  const { requireBinary } = require("@lydell/node-pty/requireBinary.js") as {
    requireBinary(file: string): NativePty;
  };
  return requireBinary("pty.node");
}

/** Only Darwin starts the child by way of a helper program. */
function spawnHelper(): string {
  if (process.platform !== "darwin") return "";
  return require.resolve(`@lydell/node-pty-${process.platform}-${process.arch}/spawn-helper`);
}
