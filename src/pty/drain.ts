/** How long no byte may come, after the process has ended, until the rest is taken to be nobody's: milliseconds. */
const QUIET_MS = 75;

/**
 * In so many parts the quiet is awaited, one after the other. While this program is busy bytes wait unread, and a single timer
 * would be due by the end of it; Deno needs several turns of its event loop for a read.
 */
const QUIET_PARTS = 5;

/** A background process that never falls silent must not hold things up either: milliseconds. */
const LONGEST_WAIT_MS = 1000;

/**
 * More than a terminal can hold at the moment its process ends (Linux: 64 KiB of flip buffers, 4 KiB in the line
 * discipline, twice to be safe) plus what a runtime has read ahead. Whatever comes after that many bytes is another's.
 */
const MOST_LEFT_BEHIND = 512 * 1024;

/** Decides when a terminal has said all that its process wrote: at the end of the stream, or when it falls silent. */
export class DrainWatch {
  readonly drained: Promise<void>;
  #resolve!: () => void;
  #state: "process-runs" | "process-ended" | "drained" = "process-runs";
  #streamEnded = false;
  #bytesSinceExit = 0;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #longest: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.drained = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Output came and has been handed on. */
  sawBytes(count: number): void {
    if (this.#state !== "process-ended") return;
    this.#bytesSinceExit += count;
    if (this.#bytesSinceExit > MOST_LEFT_BEHIND) this.#finish();
    else this.#awaitQuiet();
  }

  /** The terminal's stream is at its end, or was closed: no byte can come any more. */
  sawEnd(): void {
    this.#streamEnded = true;
    if (this.#state === "process-ended") this.#finish();
  }

  /** The process has ended. */
  sawExit(): void {
    if (this.#state !== "process-runs") return;
    this.#state = "process-ended";
    if (this.#streamEnded) {
      this.#finish();
      return;
    }
    this.#awaitQuiet();
    this.#longest = setTimeout(() => setImmediate(() => this.#finish()), LONGEST_WAIT_MS);
  }

  #awaitQuiet(partsLeft = QUIET_PARTS): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      if (partsLeft > 1) return this.#awaitQuiet(partsLeft - 1);
      // After a busy spell a timer fires before the bytes that already wait are read: give those one turn of the loop.
      const before = this.#bytesSinceExit;
      setImmediate(() => {
        if (this.#bytesSinceExit === before) this.#finish();
      });
    }, QUIET_MS / QUIET_PARTS);
  }

  #finish(): void {
    this.#state = "drained";
    clearTimeout(this.#quiet);
    clearTimeout(this.#longest);
    this.#resolve();
  }
}
