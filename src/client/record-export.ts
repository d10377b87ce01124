import { copyOut, requirePlace } from "../export/copy-out.ts";
import { type CastRequest, recordCast } from "../export/record-cast.ts";
import { EventLogReader } from "../log/event-log-reader.ts";
import type { Manifest } from "../protocol/manifest.ts";
import type { RecordExportResult } from "../protocol/methods.ts";
import { sessionPaths } from "../store/session-directory.ts";
import { callSession } from "./session-call.ts";

export interface RecordExportRequest extends CastRequest {
  readonly home: string;
  readonly session: string;
  readonly timeoutMs: number;
  /** Where the user wants the file, absolute; in any case it is kept as an artifact. */
  readonly out?: string;
}

/**
 * Exports the recording of a session, live or ended. Of a live one it holds what has happened up to the call: the host
 * writes its log out and says how long it is, and exactly that is read.
 *
 * @throws AppError `EXPORT_ERROR` if `out` cannot be written; as `callSession` and `recordCast`
 */
export async function recordExport(request: RecordExportRequest): Promise<RecordExportResult> {
  const { home, session, timeoutMs, out } = request;
  if (out !== undefined) requirePlace(out);
  const { session: manifest, eventLogBytes } = await callSession<{ session: Manifest; eventLogBytes?: number }>({
    ...{ home, session, timeoutMs, method: "inspect", params: {} },
    offline: async (ended) => ({ session: ended }),
  });
  const paths = sessionPaths(home, manifest.sessionId);
  const log = new EventLogReader(paths.eventLog, eventLogBytes === undefined ? {} : { bytes: eventLogBytes });
  const result = recordCast(log, manifest, paths, request);
  if (out === undefined) return result;
  copyOut(result.artifactPath, out);
  return { ...result, artifactPath: out };
}
