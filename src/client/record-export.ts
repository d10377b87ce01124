import { exitIsLogged } from "../core/session-status.ts";
import { copyOut, requirePlace } from "../export/copy-out.ts";
import { EventLogReader } from "../log/event-log-reader.ts";
import type { Manifest } from "../protocol/manifest.ts";
import type { RecordExportResult } from "../protocol/methods.ts";
import { type SessionPaths, sessionPaths } from "../store/session-directory.ts";
import { callSession } from "./session-call.ts";

export interface RecordExportRequest {
  readonly home: string;
  readonly session: string;
  readonly timeoutMs: number;
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
 * Exports the recording of a session, live or ended. Of a live one it holds what has happened up to the call: the host
 * writes its log out and says how long it is, and exactly that is read.
 *
 * @throws AppError `EXPORT_ERROR` if `out` cannot be written; as `callSession` and the recorder
 */
export async function recordExport(request: RecordExportRequest, record: Recorder): Promise<RecordExportResult> {
  const { home, session, timeoutMs, out } = request;
  if (out !== undefined) requirePlace(out);
  const { session: manifest, eventLogBytes } = await callSession<{ session: Manifest; eventLogBytes?: number }>({
    ...{ home, session, timeoutMs, method: "inspect", params: {} },
    offline: async (ended) => ({ session: ended }),
  });
  const paths = sessionPaths(home, manifest.sessionId);
  const log = new EventLogReader(paths.eventLog, {
    ...(eventLogBytes !== undefined && { bytes: eventLogBytes }),
    endsWithExit: exitIsLogged(manifest),
  });
  const result = await record(log, manifest, paths);
  if (out === undefined) return result;
  copyOut(result.artifactPath, out);
  return { ...result, artifactPath: out };
}
