import { resolve } from "node:path";
import { recordExport } from "../../client/record-export.ts";
import { TIMINGS, type Timing } from "../../core/pacing.ts";
import { CAST_FORMATS, type CastFormatName } from "../../export/asciicast.ts";
import { AppError } from "../../protocol/errors.ts";
import { PROFILE_THEMES } from "../../screen/palette.ts";
import { defineCommand } from "../command.ts";
import { warnIfIncomplete } from "../incomplete-log.ts";
import { SESSION_ARGUMENT } from "../session-command.ts";
import { oneOf } from "../values.ts";

const AVAILABLE = Object.keys(CAST_FORMATS) as CastFormatName[];

/** Known, but not to be had from this version. */
const UNAVAILABLE = ["webm", "gif"] as const;

const PROFILES = Object.keys(PROFILE_THEMES) as (keyof typeof PROFILE_THEMES)[];

interface RecordExportOptions {
  format?: (typeof AVAILABLE)[number] | (typeof UNAVAILABLE)[number];
  out?: string;
  timing?: Timing;
}

export const command = defineCommand<RecordExportOptions>({
  name: "record export",
  summary: "Write a session's recording to a file, of a live or ended session",
  arguments: [SESSION_ARGUMENT],
  options: [
    {
      flags: "--format <format>",
      description: "asciicast (version 2) or asciicast-v3",
      parse: oneOf("--format", [...AVAILABLE, ...UNAVAILABLE]),
    },
    { flags: "--out <path>", description: "where to write it, besides the session's artifacts", parse: outPath },
    {
      flags: "--timing <timing>",
      description: "recorded (the default), accelerated (pauses cut to 400 ms) or max-speed (no pauses)",
      parse: oneOf("--timing", TIMINGS),
    },
  ],
  notes: `With --profile (${PROFILES.join(", ")}) the recording names that profile's colours; else a player uses its own.`,
  async execute({ arguments: [session], options, globals }) {
    const { timing = "recorded", out } = options;
    const format = availableFormat(options.format);
    const profile = globals.profile === undefined ? undefined : oneOf("--profile", PROFILES)(globals.profile);
    const { home, timeoutMs } = globals;
    const result = await recordExport({
      ...{ home, session: String(session), timeoutMs, format, timing },
      ...(profile && { profile }),
      ...(out !== undefined && { out }),
    });
    warnIfIncomplete(result.logIncomplete, globals);
    const seconds = ((result.durationMs ?? 0) / 1000).toFixed(1);
    return { result, human: `Recording of ${seconds} s: ${result.artifactPath} (${result.bytes} bytes)` };
  },
});

function availableFormat(format: RecordExportOptions["format"]): CastFormatName {
  if (format === undefined) {
    const allowed = [...AVAILABLE, ...UNAVAILABLE];
    throw new AppError("INVALID_INPUT", `Give --format: one of ${AVAILABLE.join(", ")}.`, {
      option: "--format",
      allowed,
    });
  }
  const found = AVAILABLE.find((name) => name === format);
  if (found !== undefined) return found;
  const message = `This version cannot export '${format}'; it can export ${AVAILABLE.join(", ")}.`;
  throw new AppError("EXPORT_ERROR", message, { format, available: AVAILABLE });
}

function outPath(text: string): string {
  if (text === "") throw new AppError("INVALID_INPUT", "--out must not be empty.", { option: "--out" });
  return resolve(text);
}
