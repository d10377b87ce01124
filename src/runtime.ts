/**
 * The one place, with `runtime/` and `pty/`, that knows which JavaScript runtime this is. Under Bun it uses Bun's own calls, which
 * start several milliseconds faster than the `node:` modules; under Deno and Node it uses those.
 */
export const isBun = typeof Bun !== "undefined";

/** Whether this is the compiled executable rather than the source run by a runtime. */
export const isCompiled = import.meta.url.includes("/$bunfs/") || import.meta.url.includes("/~BUN/");

declare const Deno: { version: { deno: string } } | undefined;

export const isDeno = typeof Deno !== "undefined";

/** Name and version of the runtime. */
export function runtimeVersion(): { name: "bun" | "deno" | "node"; version: string } {
  if (isBun) return { name: "bun", version: Bun.version };
  if (typeof Deno !== "undefined") return { name: "deno", version: Deno.version.deno };
  return { name: "node", version: process.versions.node };
}

/** The words that start this program again: the executable alone, or the runtime with the entry file. */
export function selfCommand(): string[] {
  if (isCompiled) return [process.execPath];
  const entry = decodeURIComponent(new URL("./main.ts", import.meta.url).pathname);
  return isBun ? [process.execPath, entry] : [process.execPath, "run", "-A", entry];
}

/**
 * Where the files lie that the build makes: embedded in the executable, all in one folder; else `dist/<kind>` of the
 * source tree. `node:fs` reads them in either place.
 */
export function assetDirectory(kind: string): string {
  const here = isCompiled ? "." : `../dist/${kind}`;
  return decodeURIComponent(new URL(here, import.meta.url).pathname);
}

/** Gives back memory that nothing refers to any more, now; where the runtime cannot be told to, it does so in its own time. */
export function collectGarbage(): void {
  if (isBun) Bun.gc(true);
}

/** The program's own arguments. */
export async function programArguments(): Promise<string[]> {
  const args = process.argv.slice(2);
  if (!isDeno) return args;
  const { givenArguments } = await import("./runtime/deno.ts");
  return givenArguments(args);
}

/**
 * Closes standard output, to which nothing more will be written: whoever reads it sees its end.
 *
 * @throws the system error
 */
export async function closeStandardOutput(): Promise<void> {
  if (isDeno) return (await import("./runtime/deno.ts")).closeStandardOutput();
  const { closeSync, openSync } = await import("node:fs");
  closeSync(1);
  // The lowest free number: nothing that is opened later becomes standard output by chance.
  openSync("/dev/null", "w");
}

/** Whether a descriptor is a terminal. Loaded when asked: `node:tty` costs a fifth of a call. */
export async function isTerminal(descriptor: number): Promise<boolean> {
  const { isatty } = await import("node:tty");
  return isatty(descriptor);
}

/** One end of a connected Unix socket. */
export interface Connection {
  /** Sends all of it, in order; what the kernel does not take yet is kept. */
  write(bytes: Uint8Array): void;
  /** Bytes that the kernel has not taken yet. */
  readonly pendingBytes: number;
  /** Takes nothing from the peer until {@link Connection.resume}: what it sends fills the kernel's buffer and holds it back. */
  pause(): void;
  resume(): void;
  /** Sends what is pending, then closes. */
  end(): void;
  /** Closes at once. */
  destroy(): void;
}

export interface ConnectionHandlers {
  data(bytes: Uint8Array): void;
  /** Everything written before has been taken by the kernel. */
  drain?(): void;
  /** Called once, whoever closed. */
  close(): void;
}

export interface Listener {
  close(): void;
}

interface BunSocket {
  write(bytes: Uint8Array): number;
  pause(): void;
  resume(): void;
  terminate(): void;
}

/** Bun's sockets take as many bytes as the kernel does; the rest is the caller's to keep. */
class BunConnection implements Connection {
  #socket: BunSocket | undefined;
  #pending: Uint8Array[] = [];
  #ending = false;
  pendingBytes = 0;

  attach(socket: BunSocket): void {
    this.#socket = socket;
    this.flush();
  }

  write(bytes: Uint8Array): void {
    this.#pending.push(bytes);
    this.pendingBytes += bytes.length;
    if (this.#pending.length === 1) this.flush();
  }

  flush(): void {
    const socket = this.#socket;
    if (!socket) return;
    while (this.#pending.length > 0) {
      const head = this.#pending[0] as Uint8Array;
      const taken = Math.max(0, socket.write(head));
      this.pendingBytes -= taken;
      if (taken < head.length) {
        this.#pending[0] = head.subarray(taken);
        return;
      }
      this.#pending.shift();
    }
    // What the kernel has taken reaches the peer. A mere shutdown would keep the connection until the peer closes too.
    if (this.#ending) socket.terminate();
  }

  pause(): void {
    this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  end(): void {
    this.#ending = true;
    if (this.#pending.length === 0) this.#socket?.terminate();
  }

  destroy(): void {
    this.#pending = [];
    this.pendingBytes = 0;
    this.#socket?.terminate();
  }
}

/**
 * Connects to a Unix socket.
 *
 * @throws the system error (`ENOENT`, `ECONNREFUSED`, …)
 */
export async function connectUnix(path: string, handlers: ConnectionHandlers): Promise<Connection> {
  return isBun ? connectWithBun(path, handlers) : connectWithNode(path, handlers);
}

async function connectWithBun(path: string, handlers: ConnectionHandlers): Promise<Connection> {
  const connection = new BunConnection();
  await Bun.connect({
    unix: path,
    socket: {
      open: (socket) => connection.attach(socket),
      data: (_socket, bytes) => handlers.data(bytes),
      drain: () => {
        connection.flush();
        if (connection.pendingBytes === 0) handlers.drain?.();
      },
      close: () => handlers.close(),
      error: (socket) => socket.terminate(),
      connectError: (_socket, error) => {
        throw error;
      },
    },
  });
  return connection;
}

async function connectWithNode(path: string, handlers: ConnectionHandlers): Promise<Connection> {
  const { connect } = await import("node:net");
  const socket = connect(path);
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  return nodeConnection(socket, handlers);
}

function nodeConnection(socket: import("node:net").Socket, handlers: ConnectionHandlers): Connection {
  socket.on("data", (bytes: Uint8Array) => handlers.data(bytes));
  socket.on("drain", () => handlers.drain?.());
  socket.on("close", () => handlers.close());
  // The 'close' that follows an error is what the caller is told.
  socket.on("error", () => socket.destroy());
  return {
    write: (bytes) => void socket.write(bytes),
    get pendingBytes() {
      return socket.writableLength;
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    end: () => void socket.destroySoon(),
    destroy: () => void socket.destroy(),
  };
}

/**
 * Listens on a Unix socket. `accept` is called for each client with its connection.
 *
 * @throws the system error (`EADDRINUSE` also for a stale socket file: remove it first)
 */
export async function listenUnix(
  path: string,
  accept: (connection: Connection) => ConnectionHandlers,
): Promise<Listener> {
  return isBun ? listenWithBun(path, accept) : listenWithNode(path, accept);
}

function listenWithBun(path: string, accept: (connection: Connection) => ConnectionHandlers): Listener {
  interface Peer {
    connection: BunConnection;
    handlers: ConnectionHandlers;
  }
  const listener = Bun.listen<Peer>({
    unix: path,
    socket: {
      open(socket) {
        const connection = new BunConnection();
        connection.attach(socket);
        socket.data = { connection, handlers: accept(connection) };
      },
      data: (socket, bytes) => socket.data.handlers.data(bytes),
      drain(socket) {
        const { connection, handlers } = socket.data;
        connection.flush();
        if (connection.pendingBytes === 0) handlers.drain?.();
      },
      close: (socket) => socket.data.handlers.close(),
      error: (socket) => socket.terminate(),
    },
  });
  return { close: () => listener.stop(true) };
}

async function listenWithNode(path: string, accept: (connection: Connection) => ConnectionHandlers): Promise<Listener> {
  const { createServer } = await import("node:net");
  const server = createServer((socket) => {
    let handlers: ConnectionHandlers | undefined;
    const connection = nodeConnection(socket, {
      data: (bytes) => handlers?.data(bytes),
      drain: () => handlers?.drain?.(),
      close: () => handlers?.close(),
    });
    handlers = accept(connection);
  });
  await new Promise<void>((resolve, reject) => server.once("listening", resolve).once("error", reject).listen(path));
  return { close: () => void server.close() };
}
