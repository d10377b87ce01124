import { closeSync, fstatSync, openSync, writeSync } from "node:fs";
import { AppError } from "../protocol/errors.ts";
import type { EventPayload, EventType } from "../protocol/events.ts";

/** A batch is written at once when it does not fit in here, in bytes. */
const BATCH_BYTES = 256 * 1024;

/**
 * Appends to `events.jsonl`. An event gets its `seq` at once, here and nowhere else; what is appended in one turn of
 * the event loop reaches the file in one write, at the latest when {@link flush} is called. Nothing that a client is
 * told may run ahead of the file: the host flushes before it answers.
 */
export class EventLogWriter {
  readonly path: string;
  /** Called when the log could not be written, once, whoever had it written. */
  onError: ((error: AppError) => void) | undefined;

  #file: number;
  #clock: () => number;
  #nextSeq = 0;
  #writtenBytes = 0;
  /** Records are encoded straight into here: a flood must not make garbage of its own size. */
  #batch = Buffer.allocUnsafe(BATCH_BYTES);
  #pendingBytes = 0;
  #scheduled = false;
  #lastMs = 0;
  #timestamp = "";
  #failure: AppError | undefined;
  #closed = false;
  #flushed = Promise.withResolvers<void>();

  /** @throws AppError `STORAGE_WRITE_ERROR` if the file cannot be made or is there already */
  constructor(path: string, clock: () => number = Date.now) {
    this.path = path;
    this.#clock = clock;
    try {
      this.#file = openSync(path, "ax", 0o600);
    } catch (error) {
      throw new AppError("STORAGE_WRITE_ERROR", `Cannot make the event log '${path}': ${(error as Error).message}.`, {
        path,
      });
    }
  }

  /** The `seq` of the newest event, -1 before the first. */
  get lastSeq(): number {
    return this.#nextSeq - 1;
  }

  /** Bytes in the file. */
  get size(): number {
    return this.#writtenBytes;
  }

  /**
   * Appends an event and gives its `seq`.
   *
   * @throws AppError `STORAGE_WRITE_ERROR` if an earlier write failed: a log with a hole would not be the truth
   */
  append<T extends EventType>(type: T, payload: EventPayload<T>): number {
    if (this.#failure) throw this.#failure;
    if (this.#closed) throw new Error(`The event log is closed; '${type}' comes too late.`);
    const seq = this.#nextSeq++;
    this.#encode(`{"seq":${seq},"ts":"${this.#now()}","type":"${type}","payload":${JSON.stringify(payload)}}\n`);
    this.#schedule();
    return seq;
  }

  /** Writes what is pending. @throws AppError `STORAGE_WRITE_ERROR` */
  flush(): void {
    if (this.#failure) throw this.#failure;
    if (this.#pendingBytes === 0) return;
    const batch = this.#batch.subarray(0, this.#pendingBytes);
    this.#pendingBytes = 0;
    this.#write(batch);
    this.#tellFlushed();
  }

  /** Resolves when something more has been written, or the log has been closed. */
  nextFlush(): Promise<void> {
    return this.#flushed.promise;
  }

  /** Whether somebody has removed the file: what is written goes nowhere then. */
  get removed(): boolean {
    return !this.#closed && fstatSync(this.#file).nlink === 0;
  }

  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    if (this.#closed) return;
    try {
      this.flush();
    } finally {
      this.#closed = true;
      closeSync(this.#file);
      this.#tellFlushed();
    }
  }

  #tellFlushed(): void {
    const { resolve } = this.#flushed;
    this.#flushed = Promise.withResolvers();
    resolve();
  }

  #encode(record: string): void {
    // UTF-8 takes at most three bytes for each UTF-16 unit.
    const mostBytes = record.length * 3;
    if (mostBytes > BATCH_BYTES - this.#pendingBytes) this.flush();
    if (mostBytes > BATCH_BYTES) {
      this.#write(Buffer.from(record, "utf8"));
      this.#tellFlushed();
    } else {
      this.#pendingBytes += this.#batch.write(record, this.#pendingBytes, "utf8");
    }
  }

  #write(batch: Uint8Array): void {
    try {
      for (let done = 0; done < batch.length; ) {
        const written = writeSync(this.#file, batch, done);
        done += written;
        this.#writtenBytes += written;
      }
    } catch (error) {
      this.#failure = new AppError(
        "STORAGE_WRITE_ERROR",
        `Cannot write the event log '${this.path}': ${(error as Error).message}.`,
        { path: this.path },
      );
      this.onError?.(this.#failure);
      throw this.#failure;
    }
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      try {
        if (!this.#failure) this.flush();
      } catch (error) {
        // Where there is somebody to be told, they have been.
        if (!this.onError) throw error;
      }
    });
  }

  /** The time as ISO 8601 UTC; it never runs backwards, whatever is done to the system's clock. */
  #now(): string {
    const ms = this.#clock();
    if (ms > this.#lastMs) {
      this.#lastMs = ms;
      this.#timestamp = new Date(ms).toISOString();
    }
    return this.#timestamp;
  }
}
