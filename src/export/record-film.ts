import type { FilmFormatName } from "../core/film-formats.ts";
import { FILM_FORMATS } from "../film/film-formats.ts";
import type { EventLogReader } from "../log/event-log-reader.ts";
import type { Manifest } from "../protocol/manifest.ts";
import type { RecordExportResult } from "../protocol/methods.ts";
import { renderProfileHash, type Scale } from "../render/profile.ts";
import { ArtifactDraft } from "../store/artifact-draft.ts";
import type { SessionPaths } from "../store/session-directory.ts";
import { type FilmLook, type FilmPace, FilmPictures } from "./film-pictures.ts";
import { type LogRange, type LogSurvey, surveyLog } from "./log-survey.ts";
import { PaintedFilm, type SceneFilm, type SceneFilmRequest } from "./scene-film.ts";
import { SvgFilm } from "./svg-film.ts";

export interface FilmRequest extends FilmLook, FilmPace, LogRange {
  readonly format: FilmFormatName;
  readonly scale: Scale;
}

/** Who waits for a film. */
export interface FilmWatch {
  /** Aborted, it ends the work: nothing is left of the film. */
  readonly signal: AbortSignal;
  /** Told now and then how far the work has come, from 0 to 1. */
  progress(part: number): void;
}

/** How long the last picture is shown. */
export const LAST_PICTURE_MS = 1500;
/** How long the work goes on without a look at what else there is: signals. */
const TURN_MS = 50;

/**
 * Makes a film of a session, from its log, and keeps it as an artifact. Nothing is kept in memory but the screen and a
 * few pictures, however long the session is.
 *
 * @throws AppError `INVALID_INPUT` for a range that is not there, or pictures that are too large; `STORAGE_READ_ERROR`,
 *   `REPLAY_ERROR`, `STORAGE_WRITE_ERROR`, `MANIFEST_VALIDATION_ERROR`; what `watch.signal` was aborted with
 */
export async function recordFilm(
  log: EventLogReader,
  manifest: Manifest,
  paths: SessionPaths,
  request: FilmRequest,
  watch: FilmWatch,
): Promise<RecordExportResult> {
  const { sessionId } = manifest;
  const survey = surveyLog(log, manifest, request);
  const draft = new ArtifactDraft(paths);
  try {
    const film = startFilm(draft, survey, request);
    const pictures = new FilmPictures(survey, request, request, (scene, atMs) => film.frame(scene, atMs));
    await showEvents(log, survey, request.fromSeq, pictures, watch);
    const durationMs = Math.round(pictures.endMs + LAST_PICTURE_MS);
    film.finish(durationMs);
    const capturedAtSeq = survey.lastSeq;
    const metadata = metadataOf(manifest, survey, request, film, pictures.count);
    const { path, ...kept } = draft.keep({
      kind: "video",
      filename: `video-${Math.max(0, capturedAtSeq)}-${request.profile.name}.${extensionOf(request.format)}`,
      sessionId,
      capturedAtSeq,
      metadata: { format: request.format, durationMs, ...metadata },
    });
    const rest = { capturedAtSeq, durationMs, metadata, ...(log.incomplete && { logIncomplete: log.incomplete }) };
    return { sessionId, format: request.format, artifactPath: path, ...kept, ...rest };
  } finally {
    draft.discard();
  }
}

function extensionOf(format: FilmFormatName): string {
  return format === "svg" ? "svg" : FILM_FORMATS[format].extension;
}

function startFilm(draft: ArtifactDraft, survey: LogSurvey, request: FilmRequest): SceneFilm {
  const { profile, scale, captions, format } = request;
  const scenes: SceneFilmRequest = { profile, scale, cols: survey.cols, rows: survey.rows + (captions ? 1 : 0) };
  if (format === "svg") return new SvgFilm((text) => draft.write(text), scenes);
  const sink = {
    write: (bytes: Uint8Array) => draft.writeBytes(bytes),
    patch: (offset: number, bytes: Uint8Array) => draft.patch(offset, bytes),
  };
  return new PaintedFilm(sink, format, scenes);
}

async function showEvents(
  log: EventLogReader,
  { lastSeq }: LogSurvey,
  fromSeq: number,
  pictures: FilmPictures,
  { signal, progress }: FilmWatch,
): Promise<void> {
  let turnEnds = performance.now() + TURN_MS;
  for (const event of log) {
    if (event.seq > lastSeq) break;
    if (event.seq < fromSeq) pictures.skip(event);
    else pictures.take(event);
    if (performance.now() < turnEnds) continue;
    progress((event.seq + 1) / (lastSeq + 1));
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    turnEnds = performance.now() + TURN_MS;
  }
  signal.throwIfAborted();
  pictures.finish();
}

function metadataOf(manifest: Manifest, survey: LogSurvey, request: FilmRequest, film: SceneFilm, frames: number) {
  const { profile, scale, timing, fps, speed, idleLimitMs, fromSeq, captions, themeColors } = request;
  return {
    width: film.width,
    height: film.height,
    cols: survey.cols,
    rows: survey.rows,
    frames,
    fps,
    title: manifest.name ?? manifest.command.join(" "),
    timestamp: Math.floor(survey.startMs / 1000),
    timing,
    speed: speed ?? 1,
    ...(idleLimitMs !== undefined && { idleLimitMs }),
    fromSeq,
    captions,
    themeColors,
    scale,
    profileName: profile.name,
    renderProfileHash: renderProfileHash(profile, scale),
  };
}
