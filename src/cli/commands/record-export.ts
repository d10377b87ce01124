import { type Recorder, recordExport } from "../../client/record-export.ts";
import { FILM_FPS, type FilmFormatName } from "../../core/film-formats.ts";
import type { CastFormatName } from "../../export/asciicast.ts";
import type { Profile } from "../../render/profile.ts";
import { defineCommand } from "../command.ts";
import type { Globals } from "../global-options.ts";
import { warnIfIncomplete } from "../incomplete-log.ts";
import { endedBySignal, watchInterruption } from "../interruption.ts";
import { startProgress } from "../progress-bar.ts";
import { checkedFormat, isFilm, RECORDING_OPTIONS, type RecordingOptions } from "../recording-options.ts";
import { SESSION_ARGUMENT } from "../session-command.ts";

const USUAL_PROFILE = "reference-dark";

export const command = defineCommand<RecordingOptions>({
  name: "record export",
  summary: "Write a session's recording or a film of it to a file, of a live or ended session",
  arguments: [SESSION_ARGUMENT],
  options: RECORDING_OPTIONS,
  notes: [
    "A film is drawn in the profile of --profile, with a picture for each change. --captions also shows what was typed",
    "where it did not appear, such as a password. Ctrl-C (130) and SIGTERM (143) leave nothing of it.",
    "With --profile an asciicast names that profile's colours; else a player uses its own.",
  ].join("\n"),
  async execute({ arguments: [session], options, globals }) {
    const format = checkedFormat(options);
    const { home, timeoutMs } = globals;
    const { out } = options;
    const record = isFilm(format)
      ? await filmRecorder(format, options, globals)
      : await castRecorder(format, options, globals);
    const request = { home, session: String(session), timeoutMs, ...(out !== undefined && { out }) };
    const result = await recordExport(request, record);
    warnIfIncomplete(result.logIncomplete, globals);
    const seconds = ((result.durationMs ?? 0) / 1000).toFixed(1);
    const what = isFilm(format) ? "Film" : "Recording";
    return { result, human: `${what} of ${seconds} s: ${result.artifactPath} (${result.bytes} bytes)` };
  },
});

async function castRecorder(
  format: CastFormatName,
  options: RecordingOptions,
  { home, profile }: Globals,
): Promise<Recorder> {
  const { timing = "recorded", speed, idleLimit: idleLimitMs } = options;
  const { recordCast } = await import("../../export/record-cast.ts");
  const colours = profile === undefined ? {} : { profile: await profileOf(home, profile) };
  const request = { format, timing, speed, idleLimitMs, ...colours };
  return (log, manifest, paths) => recordCast(log, manifest, paths, request);
}

async function filmRecorder(
  format: FilmFormatName,
  options: RecordingOptions,
  { home, profile = USUAL_PROFILE }: Globals,
): Promise<Recorder> {
  const { recordFilm } = await import("../../export/record-film.ts");
  const request = {
    format,
    profile: await profileOf(home, profile),
    timing: options.timing ?? "recorded",
    fps: options.fps ?? FILM_FPS.usual,
    speed: options.speed,
    idleLimitMs: options.idleLimit,
    fromSeq: options.fromSeq ?? 0,
    toSeq: options.toSeq,
    scale: (options.scale ?? 1) as 1 | 2 | 3 | 4,
    captions: options.captions ?? false,
    themeColors: options.themeColors ?? false,
  };
  return async (log, manifest, paths) => {
    const progress = await startProgress();
    const interruption = watchInterruption();
    try {
      const watch = { signal: interruption.signal, progress: progress.show };
      return await recordFilm(log, manifest, paths, request, watch);
    } catch (error) {
      throw endedBySignal(interruption, "Nothing was written.") ?? error;
    } finally {
      progress.end();
    }
  };
}

/** @throws AppError `INVALID_INPUT` for a name that no profile has */
async function profileOf(home: string, name: string): Promise<Profile> {
  const { loadProfile } = await import("../../render/profile.ts");
  return loadProfile(home, name);
}
