import { closeSync, fstatSync, readSync } from "node:fs";
import { AppError } from "../protocol/errors.ts";
import type { LogEvent, LogIncomplete } from "../protocol/events.ts";
import { EventLogReader, EXIT_MISSING, type ReaderOptions } from "./event-log-reader.ts";
import { parseRecord } from "./event-record.ts";
import { MAX_LINE_BYTES, openLog } from "./line-reader.ts";

const NEWLINE = 0x0a;
const FIRST_LOOK_BYTES = 64 * 1024;

export interface LogEnd {
  /** The last whole event; none in an empty log. */
  readonly event: LogEvent | undefined;
  /** Size of the file. */
  readonly bytes: number;
  readonly incomplete?: LogIncomplete;
}

/**
 * How a log ends that nobody writes any more, found from its end: a long log is not read, unless what stands at its end is
 * no event.
 *
 * @throws AppError `STORAGE_READ_ERROR`
 */
export function readLogEnd(path: string, options: Pick<ReaderOptions, "endsWithExit"> = {}): LogEnd {
  const { line, rest, bytes } = readLastLine(path);
  const event = line === undefined ? undefined : parseRecord(line, numberOf(line));
  if (typeof event !== "object") return readFromStart(path, bytes, options);
  const isCut = options.endsWithExit === true && event.type !== "exit";
  const reason = rest > 0 ? "it ends in the middle of a record" : isCut ? EXIT_MISSING : undefined;
  return { event, bytes, ...(reason !== undefined && { incomplete: { line: event.seq + 2, reason } }) };
}

/** The last line that ends in a newline, if it is within reach of the file's end, and how many bytes are behind it. */
function readLastLine(path: string): { line: string | undefined; rest: number; bytes: number } {
  const file = openLog(path);
  try {
    const size = fstatSync(file).size;
    const reach = Math.min(size, 2 * MAX_LINE_BYTES);
    for (let length = Math.min(size, FIRST_LOOK_BYTES); ; length = Math.min(reach, length * 8)) {
      const tail = Buffer.allocUnsafe(length);
      const read = readSync(file, tail, 0, length, size - length);
      const end = read === 0 ? -1 : tail.lastIndexOf(NEWLINE, read - 1);
      const start = end <= 0 ? -1 : tail.lastIndexOf(NEWLINE, end - 1);
      if (end >= 0 && (start >= 0 || length === size)) {
        return { line: tail.toString("utf8", start + 1, end), rest: read - end - 1, bytes: size };
      }
      if (length === reach) return { line: undefined, rest: read, bytes: size };
    }
  } finally {
    closeSync(file);
  }
}

function numberOf(line: string): number {
  return Number(/^\{"seq":(\d+),/.exec(line)?.[1] ?? -1);
}

function readFromStart(path: string, bytes: number, options: ReaderOptions): LogEnd {
  const log = new EventLogReader(path, options);
  let event: LogEvent | undefined;
  try {
    for (event of log);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "REPLAY_ERROR") throw error;
    return { event: undefined, bytes, incomplete: { line: 1, reason: String(error.details["reason"]) } };
  }
  return { event, bytes, ...(log.incomplete && { incomplete: log.incomplete }) };
}
