import { createHash } from "node:crypto";
import { screenHashInput, screenText } from "../core/screen-text.ts";
import type { LogIncomplete } from "../protocol/events.ts";
import type { SnapshotParams } from "../protocol/method-params.ts";
import type { Snapshot } from "../protocol/methods.ts";
import type { Screen } from "../screen/screen.ts";
import { keepArtifact } from "../store/artifacts.ts";
import type { SessionPaths } from "../store/session-directory.ts";

/** SHA-256 (hex) of what a person sees: equal hashes mean equal screens, cursor and colours apart. */
export function screenHash(screen: Screen): string {
  return createHash("sha256").update(screenHashInput(screen.visibleLines())).digest("hex");
}

/**
 * Reads a screen, live or replayed, and keeps what was read as an artifact of the session.
 *
 * @param logIncomplete where the log of a replayed screen stops being whole, which the snapshot then says
 * @throws AppError `STORAGE_WRITE_ERROR`, `MANIFEST_VALIDATION_ERROR`
 */
export function takeSnapshot(
  screen: Screen,
  sessionId: string,
  paths: SessionPaths,
  params: SnapshotParams,
  logIncomplete?: LogIncomplete,
): Snapshot {
  const read =
    params.format === "text" ? textSnapshot(screen, sessionId, params) : structured(screen, sessionId, params);
  const snapshot = logIncomplete ? { ...read, logIncomplete } : read;
  const { capturedAtSeq } = snapshot;
  keepArtifact(paths, {
    kind: "snapshot",
    filename: `snapshot-${Math.max(0, capturedAtSeq)}-${params.format}.json`,
    sessionId,
    capturedAtSeq,
    content: `${JSON.stringify(snapshot, null, 2)}\n`,
    metadata: { format: params.format, screenHash: snapshot.screenHash },
  });
  return snapshot;
}

function structured(screen: Screen, sessionId: string, params: SnapshotParams): Snapshot {
  return { format: "structured", sessionId, ...screen.snapshot(params), screenHash: screenHash(screen) };
}

function textSnapshot(screen: Screen, sessionId: string, params: SnapshotParams): Snapshot {
  const { seq: capturedAtSeq, cols, rows, cursorRow, cursorCol } = screen;
  const above = params.includeScrollback ? screen.scrollbackLines() : [];
  return {
    format: "text",
    sessionId,
    capturedAtSeq,
    cols,
    rows,
    cursorRow,
    cursorCol,
    text: screenText([...above, ...screen.visibleLines()]),
    screenHash: screenHash(screen),
  };
}
