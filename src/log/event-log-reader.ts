import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { AppError, systemErrorCode } from "../protocol/errors.ts";
import { eventSchema, type LogEvent } from "../protocol/events.ts";

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

/**
 * The events of a log, one after the other. A last line without its newline, which a host that was killed in the
 * middle of a write leaves behind, is not an event yet and is passed over.
 *
 * @throws AppError `STORAGE_READ_ERROR` if the file cannot be read; `REPLAY_ERROR` for a line that is no event
 */
export function* readEvents(path: string): Generator<LogEvent> {
  let line = 0;
  for (const text of readLines(path)) {
    yield parseEvent(text, line, path);
    line++;
  }
}

function parseEvent(text: string, line: number, path: string): LogEvent {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  const event = eventSchema.safeParse(parsed);
  if (event.success && event.data.seq === line) return event.data as LogEvent;
  const fault = event.success ? `its seq is ${event.data.seq}` : event.error.issues[0]?.message;
  throw new AppError("REPLAY_ERROR", `Line ${line + 1} of '${path}' is not event ${line}: ${fault}.`, {
    path,
    line: line + 1,
  });
}

/** The lines of a file that end in a newline, read in pieces: the file may be of any size. */
export function* readLines(path: string): Generator<string> {
  const file = openForReading(path);
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let rest: Buffer[] = [];
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1 && end < read; end = chunk.indexOf(NEWLINE, start)) {
        const piece = chunk.subarray(start, end);
        yield rest.length === 0 ? piece.toString("utf8") : Buffer.concat([...rest, piece]).toString("utf8");
        rest = [];
        start = end + 1;
      }
      if (start < read) rest.push(Buffer.from(chunk.subarray(start, read)));
    }
  } finally {
    closeSync(file);
  }
}

/**
 * The last whole event of a log and the log's size, found from its end: a long log is not read.
 *
 * @throws AppError as {@link readEvents}
 */
export function readLastEvent(path: string): { event: LogEvent | undefined; bytes: number } {
  const file = openForReading(path);
  try {
    const size = fstatSync(file).size;
    for (let length = Math.min(size, 64 * 1024); ; length = Math.min(size, length * 8)) {
      const tail = Buffer.allocUnsafe(length);
      const read = readSync(file, tail, 0, length, size - length);
      const end = tail.lastIndexOf(NEWLINE, read - 1);
      const start = end <= 0 ? -1 : tail.lastIndexOf(NEWLINE, end - 1);
      if (end >= 0 && (start >= 0 || length === size)) {
        return { event: parseLastEvent(tail.toString("utf8", start + 1, end), path), bytes: size };
      }
      if (length === size) return { event: undefined, bytes: size };
    }
  } finally {
    closeSync(file);
  }
}

function parseLastEvent(text: string, path: string): LogEvent {
  const seq: unknown = /^\{"seq":(\d+),/.exec(text)?.[1];
  return parseEvent(text, Number(seq ?? -1), path);
}

function openForReading(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    const reason = systemErrorCode(error) === "ENOENT" ? "it is missing" : (error as Error).message;
    throw new AppError("STORAGE_READ_ERROR", `Cannot read the event log '${path}': ${reason}.`, { path });
  }
}
