import { parseCount } from "../core/duration.ts";
import { FILM_FORMAT_NAMES, FILM_FPS, type FilmFormatName } from "../core/film-formats.ts";
import { TIMINGS, type Timing } from "../core/pacing.ts";
import { CAST_FORMATS, type CastFormatName } from "../export/asciicast.ts";
import { AppError } from "../protocol/errors.ts";
import type { OptionDefinition } from "./option.ts";
import { count, milliseconds, oneOf, outPath } from "./values.ts";

export type RecordingFormat = CastFormatName | FilmFormatName;

export const CAST_FORMAT_NAMES = Object.keys(CAST_FORMATS) as CastFormatName[];
export const RECORDING_FORMATS: readonly RecordingFormat[] = [...CAST_FORMAT_NAMES, ...FILM_FORMAT_NAMES];

/** The options of `record export`, as they were given. */
export interface RecordingOptions {
  format?: RecordingFormat;
  out?: string;
  timing?: Timing;
  speed?: number;
  idleLimit?: number;
  fps?: number;
  fromSeq?: number;
  toSeq?: number;
  scale?: number;
  captions?: boolean;
  themeColors?: boolean;
}

/** What only pictures have. */
const FILM_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: "--fps <n>",
    description: `pictures a second at most, ${FILM_FPS.least} to ${FILM_FPS.most} (${FILM_FPS.usual})`,
    parse: wholeNumber("--fps", FILM_FPS.least, FILM_FPS.most),
  },
  { flags: "--from-seq <n>", description: "begin with this event of the log", parse: count("--from-seq") },
  { flags: "--to-seq <n>", description: "end with this event of the log", parse: count("--to-seq") },
  {
    flags: "--scale <n>",
    description: "size of the pictures, 1 (the default) to 4",
    parse: wholeNumber("--scale", 1, 4),
  },
  { flags: "--captions", description: "show what was typed in a line under the screen" },
  { flags: "--theme-colors", description: "leave out colours that the program has set (OSC 4, 10, 11, 12)" },
];

export const RECORDING_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: "--format <format>",
    description: "asciicast (version 2) or asciicast-v3; a film: webm, gif, apng, webp or svg",
    parse: oneOf("--format", RECORDING_FORMATS),
  },
  { flags: "--out <path>", description: "where to write it, besides the session's artifacts", parse: outPath },
  {
    flags: "--timing <timing>",
    description: "recorded (the default), accelerated (pauses cut to 400 ms) or max-speed (no pauses)",
    parse: oneOf("--timing", TIMINGS),
  },
  { flags: "--speed <x>", description: "so many times as fast, 0.1 to 100 (1)", parse: speed },
  {
    flags: "--idle-limit <ms>",
    description: "cut pauses to this",
    parse: milliseconds("--idle-limit"),
  },
  ...FILM_OPTIONS,
];

/** The format that was asked for, and that all options fit. @throws AppError `INVALID_INPUT` */
export function checkedFormat(options: RecordingOptions): RecordingFormat {
  const { format, fromSeq, toSeq } = options;
  if (format === undefined) {
    const message = `Give --format: one of ${RECORDING_FORMATS.join(", ")}.`;
    throw new AppError("INVALID_INPUT", message, { option: "--format", allowed: RECORDING_FORMATS });
  }
  const unfit = isFilm(format) ? [] : FILM_OPTIONS.map(nameOf).filter((name) => attributeOf(name) in options);
  if (unfit.length > 0) {
    const message = `${format} holds no pictures: ${unfit.join(", ")} cannot be used with it.`;
    throw new AppError("INVALID_INPUT", message, { format, options: unfit });
  }
  if (fromSeq !== undefined && toSeq !== undefined && toSeq < fromSeq) {
    const message = `--to-seq ${toSeq} is before --from-seq ${fromSeq}.`;
    throw new AppError("INVALID_INPUT", message, { option: "--to-seq", value: toSeq, minimum: fromSeq });
  }
  return format;
}

export function isFilm(format: RecordingFormat): format is FilmFormatName {
  return FILM_FORMAT_NAMES.some((name) => name === format);
}

function nameOf({ flags }: OptionDefinition): string {
  return flags.split(" ")[0]!;
}

/** `--from-seq` is `fromSeq` among the options. */
function attributeOf(name: string): string {
  return name.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A parser that also tells the values, where there are few. */
function wholeNumber(option: string, least: number, most: number) {
  const parse = (text: string): number => {
    const value = parseCount(text);
    if (value !== undefined && value >= least && value <= most) return value;
    const message = `${option} must be a whole number from ${least} to ${most}, not '${text}'.`;
    throw new AppError("INVALID_INPUT", message, { option, value: text, minimum: least, maximum: most });
  };
  const values = Array.from({ length: most - least + 1 }, (_, index) => String(least + index));
  return Object.assign(parse, values.length < 10 ? { allowed: values } : {});
}

const SPEED = { least: 0.1, most: 100 };

function speed(text: string): number {
  const value = /^(\d+\.?\d*|\.\d+)x?$/.test(text) ? Number.parseFloat(text) : Number.NaN;
  if (value >= SPEED.least && value <= SPEED.most) return value;
  const message = `--speed must be a number from ${SPEED.least} to ${SPEED.most}, not '${text}'.`;
  throw new AppError("INVALID_INPUT", message, {
    ...{ option: "--speed", value: text, minimum: SPEED.least, maximum: SPEED.most },
  });
}
