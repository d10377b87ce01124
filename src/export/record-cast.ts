import type { PacingOptions, Timing } from "../core/pacing.ts";
import type { EventLogReader } from "../log/event-log-reader.ts";
import type { Manifest } from "../protocol/manifest.ts";
import type { RecordExportResult } from "../protocol/methods.ts";
import type { Profile } from "../render/profile.ts";
import { ArtifactDraft } from "../store/artifact-draft.ts";
import type { SessionPaths } from "../store/session-directory.ts";
import { CAST_FORMATS, type CastFormatName, type CastHead, castHeader, castLine } from "./asciicast.ts";
import { type CastCode, CastEvents } from "./cast-event.ts";

export interface CastRequest extends PacingOptions {
  readonly format: CastFormatName;
  readonly timing: Timing;
  /** Whose colours are written into the cast; none if left out. */
  readonly profile?: Pick<Profile, "name" | "theme">;
}

/**
 * Writes the recording of a session, from its log, into an artifact: event by event, so that a log of any size needs no
 * more memory than a short one.
 *
 * @throws AppError `STORAGE_READ_ERROR`, `REPLAY_ERROR`, `STORAGE_WRITE_ERROR`, `MANIFEST_VALIDATION_ERROR`
 */
export function recordCast(
  log: EventLogReader,
  manifest: Manifest,
  paths: SessionPaths,
  request: CastRequest,
): RecordExportResult {
  const { sessionId } = manifest;
  const format = CAST_FORMATS[request.format];
  const head = castHead(manifest, request);
  const draft = new ArtifactDraft(paths);
  try {
    draft.write(castHeader(format, head));
    const { capturedAtSeq, durationMs, counts } = writeEvents(log, draft, request, head);
    const metadata = metadataOf(head, request, counts);
    const { path, ...kept } = draft.keep({
      kind: "recording",
      filename: `recording-${Math.max(0, capturedAtSeq)}.${format.extension}`,
      sessionId,
      capturedAtSeq,
      metadata: { format: request.format, ...metadata },
    });
    const rest = { capturedAtSeq, durationMs, metadata, ...(log.incomplete && { logIncomplete: log.incomplete }) };
    return { sessionId, format: request.format, artifactPath: path, ...kept, ...rest };
  } finally {
    draft.discard();
  }
}

function castHead(manifest: Manifest, { profile }: CastRequest): CastHead {
  return {
    cols: manifest.creationCols ?? manifest.cols,
    rows: manifest.creationRows ?? manifest.rows,
    startedAtMs: Date.parse(manifest.createdAt),
    title: manifest.name ?? manifest.command.join(" "),
    term: manifest.term ?? "xterm-256color",
    ...(profile && { theme: profile.theme }),
  };
}

type Counts = Record<CastCode, number>;

function writeEvents(log: EventLogReader, draft: ArtifactDraft, request: CastRequest, head: CastHead) {
  const { format, timing } = request;
  const events = new CastEvents(timing, head.startedAtMs, request);
  const counts: Counts = { o: 0, r: 0, m: 0 };
  let capturedAtSeq = -1;
  let durationMs = 0;
  for (const logged of log) {
    capturedAtSeq = logged.seq;
    const event = events.convert(logged);
    if (event === undefined) continue;
    draft.write(castLine(CAST_FORMATS[format], event, durationMs));
    durationMs = event.ms;
    counts[event.code]++;
  }
  return { capturedAtSeq, durationMs, counts };
}

function metadataOf(head: CastHead, { timing, profile, speed, idleLimitMs }: CastRequest, counts: Counts) {
  return {
    width: head.cols,
    height: head.rows,
    title: head.title,
    timestamp: Math.floor(head.startedAtMs / 1000),
    timing,
    ...(speed !== undefined && { speed }),
    ...(idleLimitMs !== undefined && { idleLimitMs }),
    ...(profile && { profileName: profile.name }),
    outputEventCount: counts.o,
    resizeEventCount: counts.r,
    markerCount: counts.m,
  };
}
