import type { EventLogReader } from "../log/event-log-reader.ts";
import { AppError } from "../protocol/errors.ts";
import type { Manifest } from "../protocol/manifest.ts";

/** The part of a log that is shown: from one event to another, both in it. */
export interface LogRange {
  readonly fromSeq: number;
  /** The log's last event if left out. */
  readonly toSeq?: number | undefined;
}

/** What must be known of a log before a film of it can begin. */
export interface LogSurvey {
  /** The size that the session began with. */
  readonly startCols: number;
  readonly startRows: number;
  /** The largest size in the range, in each direction. */
  readonly cols: number;
  readonly rows: number;
  /** When the range begins, in ms since the epoch: with the session, or with its first event. */
  readonly startMs: number;
  /** The last event of the range that is there; -1 if there is none. */
  readonly lastSeq: number;
}

/**
 * Reads a log up to the end of a range.
 *
 * @throws AppError `INVALID_INPUT` if the range begins behind the log's end; `STORAGE_READ_ERROR`, `REPLAY_ERROR`
 */
export function surveyLog(log: EventLogReader, manifest: Manifest, { fromSeq, toSeq = Infinity }: LogRange): LogSurvey {
  const startCols = manifest.creationCols ?? manifest.cols;
  const startRows = manifest.creationRows ?? manifest.rows;
  let [cols, rows] = [startCols, startRows];
  let startMs = Date.parse(manifest.createdAt);
  let lastSeq = -1;
  for (const { seq, ts, type, payload } of log) {
    if (seq > toSeq) break;
    if (seq === fromSeq && fromSeq > 0) startMs = Date.parse(ts);
    if (type === "resize") {
      const isShown = seq > fromSeq;
      cols = isShown ? Math.max(cols, payload.cols) : payload.cols;
      rows = isShown ? Math.max(rows, payload.rows) : payload.rows;
    }
    lastSeq = seq;
  }
  if (fromSeq > 0 && lastSeq < fromSeq) throw beginsTooLate(fromSeq, lastSeq);
  return { startCols, startRows, cols, rows, startMs, lastSeq };
}

function beginsTooLate(fromSeq: number, lastSeq: number): AppError {
  const message = `--from-seq ${fromSeq} is behind the last event of the log, ${lastSeq}.`;
  return new AppError("INVALID_INPUT", message, { option: "--from-seq", value: fromSeq, lastEventSeq: lastSeq });
}
