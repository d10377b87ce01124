import { z } from "zod";
import { AppError } from "../protocol/errors.ts";
import type { Profile } from "./reference-profiles.ts";

const color = z
  .string()
  .regex(/^#[\da-fA-F]{6}$/, "must be a colour as '#rrggbb'")
  .transform((value) => value.toLowerCase());

/** The ratio of a cell's width and height to the text's size, where a profile gives the latter alone. */
const CELL_RATIO = { width: 0.6, height: 4 / 3 };

/**
 * What `<home>/profiles/<name>.json` may hold. Everything may be left out: colours are then those of the profile named
 * by `extends` (`reference-dark` if left out), measures those of the reference profiles, or what fits `fontSize`.
 */
export const ProfileFileSchema = z
  .strictObject({
    extends: z.string(),
    background: color,
    foreground: color,
    cursor: color,
    /** Black, red, green, yellow, blue, magenta, cyan, white, then the bright ones. */
    ansi: z.array(color).length(16, "must be 16 colours"),
    boldIsBright: z.boolean(),
    /** Pixels to an em. */
    fontSize: z.int().min(8).max(40),
    cellWidth: z.int().min(4).max(64),
    cellHeight: z.int().min(8).max(128),
    padding: z.int().min(0).max(256),
  })
  .partial();

interface BuiltIn {
  /** What a file without `extends` starts from. */
  readonly base: Profile;
  readonly all: readonly Profile[];
}

/**
 * Reads the text of a profile's file.
 *
 * @throws AppError `INVALID_INPUT`, naming the file and the key
 */
export function parseProfile(text: string, name: string, path: string, builtIn: BuiltIn): Profile {
  const file = parseFile(text, path);
  const base = file.extends === undefined ? builtIn.base : builtIn.all.find((profile) => profile.name === file.extends);
  if (!base) {
    const names = builtIn.all.map((profile) => profile.name).join(", ");
    throw invalid(path, "extends", `must be one of ${names}, not '${file.extends}'`);
  }
  const { background, foreground, cursor, ansi } = file;
  const fontSize = file.fontSize ?? base.fontSize;
  const fitted = file.fontSize === undefined ? base : cellFor(file.fontSize);
  return {
    name,
    theme: {
      background: background ?? base.theme.background,
      foreground: foreground ?? base.theme.foreground,
      cursor: cursor ?? foreground ?? base.theme.cursor,
      ansi: ansi ?? base.theme.ansi,
    },
    boldIsBright: file.boldIsBright ?? base.boldIsBright,
    fontSize,
    cellWidth: file.cellWidth ?? fitted.cellWidth,
    cellHeight: file.cellHeight ?? fitted.cellHeight,
    padding: file.padding ?? base.padding,
  };
}

function cellFor(fontSize: number): { cellWidth: number; cellHeight: number } {
  return {
    cellWidth: Math.floor(fontSize * CELL_RATIO.width + 0.5),
    cellHeight: Math.floor(fontSize * CELL_RATIO.height + 0.5),
  };
}

function parseFile(text: string, path: string): z.infer<typeof ProfileFileSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(path, undefined, `is not JSON: ${(error as Error).message}`);
  }
  const parsed = ProfileFileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const isUnknown = issue.code === "unrecognized_keys";
  const key = isUnknown ? issue.keys[0] : issue.path.join(".") || undefined;
  throw invalid(path, key, isUnknown ? "is no setting of a profile" : issue.message);
}

function invalid(path: string, key: string | undefined, problem: string): AppError {
  const subject = key === undefined ? "it" : `'${key}'`;
  return new AppError("INVALID_INPUT", `The profile '${path}' is not valid: ${subject} ${problem}.`, { path, key });
}
