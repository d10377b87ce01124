import { writeSync } from "node:fs";
import process from "node:process";

/** How much is offered to the kernel at once: bytes. A terminal takes 4 KiB or so. */
const OFFER_BYTES = 16 * 1024;

/** How long to wait before offering again when the terminal is full: milliseconds, doubled up to the second. */
const FIRST_RETRY_MS = 1;
const LAST_RETRY_MS = 16;

/** Takes what fits: the count, or 0 when the terminal is full or gone. Never blocks: the descriptor is O_NONBLOCK. */
type WriteSome = (fd: number, bytes: Uint8Array) => number;

/**
 * Writes to a terminal in order and whole, however slow its reader, without ever blocking.
 *
 * Neither Node nor Deno tells when a foreign descriptor can be written to again, so a full terminal is tried again
 * after a moment. That costs something only while input waits for a reader that does not read.
 */
export class WriteQueue {
  readonly #fd: number;
  #chunks: Uint8Array[] = [];
  #pendingBytes = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = FIRST_RETRY_MS;
  #stopped = false;

  constructor(fd: number) {
    this.#fd = fd;
  }

  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** Takes the bytes over: the caller must not change them afterwards. */
  push(bytes: Uint8Array): void {
    if (this.#stopped || bytes.byteLength === 0) return;
    this.#chunks.push(bytes);
    this.#pendingBytes += bytes.byteLength;
    if (this.#retry === undefined) this.#flush();
  }

  /** The descriptor is about to be closed, or nobody reads any more: forget what is left. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#chunks = [];
    this.#pendingBytes = 0;
  }

  #flush(): void {
    this.#retry = undefined;
    let taken = 0;
    for (let head = this.#chunks[0]; head !== undefined; head = this.#chunks[0]) {
      const count = writeSome(this.#fd, head.subarray(0, OFFER_BYTES));
      if (count === 0) break;
      taken += count;
      if (count === head.byteLength) this.#chunks.shift();
      else this.#chunks[0] = head.subarray(count);
    }
    this.#pendingBytes -= taken;
    if (this.#pendingBytes === 0) return;
    this.#retryMs = taken > 0 ? FIRST_RETRY_MS : Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    this.#retry = setTimeout(() => this.#flush(), this.#retryMs);
  }
}

const writeSome: WriteSome = "Deno" in globalThis ? denoWriteSome() : nodeWriteSome;

function nodeWriteSome(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes);
  } catch {
    // EAGAIN: full. Anything else: gone, and whoever reads it will notice and stop this queue.
    return 0;
  }
}

/** The part of Deno's foreign function interface that is used here (docs.deno.com/runtime/fundamentals/ffi). */
interface DenoFfi {
  dlopen(
    library: string,
    symbols: { write: { parameters: readonly ["i32", "buffer", "usize"]; result: "isize" } },
  ): { symbols: { write(fd: number, bytes: Uint8Array, count: bigint): number | bigint } };
}

/** Deno's node:fs knows only descriptors that it opened itself: EBADF for any other. So write(2) it is. */
function denoWriteSome(): WriteSome {
  const { Deno } = globalThis as unknown as { Deno: DenoFfi };
  const library = process.platform === "darwin" ? "libSystem.B.dylib" : "libc.so.6";
  const { symbols } = Deno.dlopen(library, {
    write: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  });
  return (fd, bytes) => Math.max(0, Number(symbols.write(fd, bytes, BigInt(bytes.byteLength))));
}
