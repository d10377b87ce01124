import { copyOut, requirePlace } from "../export/copy-out.ts";
import type { EventLogReader } from "../log/event-log-reader.ts";
import type { Manifest } from "../protocol/manifest.ts";
import type { RecordExportResult } from "../protocol/methods.ts";
import type { SessionPaths } from "../store/session-directory.ts";
import { findSessionLog, type SessionLogRequest } from "./session-log.ts";

export interface RecordExportRequest extends SessionLogRequest {
  /** Where the user wants the file, absolute; in any case it is kept as an artifact. */
  readonly out?: string;
}

/** Makes an artifact of a session's log. */
export type Recorder = (
  log: EventLogReader,
  manifest: Manifest,
  paths: SessionPaths,
) => RecordExportResult | Promise<RecordExportResult>;

/**
 * Exports the recording of a session, live or ended. Of a live one it holds what has happened up to the call.
 *
 * @throws AppError `EXPORT_ERROR` if `out` cannot be written; as `findSessionLog` and the recorder
 */
export async function recordExport(request: RecordExportRequest, record: Recorder): Promise<RecordExportResult> {
  const { out } = request;
  if (out !== undefined) requirePlace(out);
  const { log, manifest, paths } = await findSessionLog(request);
  const result = await record(log, manifest, paths);
  if (out === undefined) return result;
  copyOut(result.artifactPath, out);
  return { ...result, artifactPath: out };
}
