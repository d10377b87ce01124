import { AppError } from "../protocol/errors.ts";
import type { LogEvent, LogIncomplete } from "../protocol/events.ts";
import { parseRecord } from "./event-record.ts";
import { LineReader, MAX_LINE_BYTES } from "./line-reader.ts";

export interface ReaderOptions {
  /** How much of the file there is to read, in bytes, as its writer says; all of it if left out. */
  readonly bytes?: number;
  /** Somebody is writing the file: a last line without its newline has just not been written completely. */
  readonly growing?: boolean;
  /** The log's last event was `exit`: one that ends before that, though with a whole record, has been cut off. */
  readonly endsWithExit?: boolean;
}

/** Why a log of whole records is incomplete all the same. */
export const EXIT_MISSING = "it is missing: the log does not go on to the session's end";

/**
 * Reads a log from its start: every event that is whole, up to the first line that is not. What is behind such a line
 * is not looked at, since what it would mean depends on what is lost; {@link incomplete} says where that was.
 */
export class EventLogReader implements Iterable<LogEvent> {
  readonly path: string;
  /** Where the log stops being whole, known once all events have been read. */
  incomplete: LogIncomplete | undefined;
  readonly #options: ReaderOptions;

  constructor(path: string, options: ReaderOptions = {}) {
    this.path = path;
    this.#options = options;
  }

  /**
   * @throws AppError `STORAGE_READ_ERROR` if the file cannot be read; `REPLAY_ERROR` if its very first line is no
   * event: then it is no event log, and there is nothing to show
   */
  *[Symbol.iterator](): Generator<LogEvent> {
    const reader = new LineReader(this.path, this.#options.bytes ?? Number.POSITIVE_INFINITY);
    let seq = 0;
    let last: LogEvent | undefined;
    for (const line of reader.lines()) {
      const event = parseRecord(line, seq);
      if (typeof event === "string") {
        if (seq === 0) throw notALog(this.path, event);
        this.incomplete = { line: seq + 1, reason: event };
        return;
      }
      yield event;
      last = event;
      seq++;
    }
    const reason = this.#faultAtEnd(reader, last);
    if (reason !== undefined) this.incomplete = { line: seq + 1, reason };
  }

  #faultAtEnd({ read, rest }: LineReader, last: LogEvent | undefined): string | undefined {
    const { bytes, growing = false, endsWithExit = false } = this.#options;
    if (rest > MAX_LINE_BYTES) return "it is longer than any record";
    if (rest > 0 && !growing) return "it ends in the middle of a record";
    if (bytes !== undefined && read < bytes) return `it is missing, and all behind it (${bytes - read} bytes)`;
    return endsWithExit && last?.type !== "exit" ? EXIT_MISSING : undefined;
  }
}

function notALog(path: string, fault: string): AppError {
  return new AppError("REPLAY_ERROR", `Line 1 of '${path}' is not event 0: ${fault}.`, {
    path,
    line: 1,
    reason: fault,
  });
}
