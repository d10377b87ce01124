import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "../core/nearest.ts";
import { AppError, systemErrorCode } from "../protocol/errors.ts";
import { fontHashes } from "./fonts/font-files.ts";
import { parseProfile } from "./profile-file.ts";
import { type Profile, REFERENCE_DARK, REFERENCE_LIGHT } from "./reference-profiles.ts";

export { type Profile, REFERENCE_DARK, REFERENCE_LIGHT };

/** How many pixels of a picture one pixel of a profile becomes, each way. */
export type Scale = 1 | 2 | 3 | 4;

/** Grows whenever the same profile and screen give other pixels than before. */
const RENDERER_VERSION = 1;

const BUILT_IN: readonly Profile[] = [REFERENCE_DARK, REFERENCE_LIGHT];

/** The contract's limit; it also keeps the path within what file systems take. */
const LONGEST_NAME = 100;
/** A name is a file's name without `.json`: no path, and nothing hidden. */
const NAME = /^[\w][\w.-]*$/;

/**
 * The profile of that name: a built-in one, else `<home>/profiles/<name>.json`.
 *
 * @throws AppError `INVALID_INPUT` if there is none, or its file is not a profile; `STORAGE_READ_ERROR` if it cannot be read
 */
export function loadProfile(home: string, name: string): Profile {
  const builtIn = BUILT_IN.find((profile) => profile.name === name);
  if (builtIn) return builtIn;
  if (name.length > LONGEST_NAME || !NAME.test(name)) throw unknownProfile(home, name.slice(0, LONGEST_NAME));
  const path = join(home, "profiles", `${name}.json`);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(systemErrorCode(error) ?? "")) throw unknownProfile(home, name);
    throw new AppError("STORAGE_READ_ERROR", `Cannot read the profile '${path}': ${(error as Error).message}.`, {
      path,
    });
  }
  return parseProfile(text, name, path, { base: REFERENCE_DARK, all: BUILT_IN });
}

function unknownProfile(home: string, name: string): AppError {
  const available = availableProfiles(home);
  const suggestion = nearest(name, available, Math.floor(name.length / 2));
  const hint = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
  const known = `There are ${available.join(", ")}; own ones are <home>/profiles/<name>.json.`;
  const message = `There is no render profile '${name}'.${hint} ${known}`;
  return new AppError("INVALID_INPUT", message, { profile: name, available });
}

/** The names of the profiles that a home has, the built-in ones first. */
export function availableProfiles(home: string): string[] {
  const builtIn = BUILT_IN.map((profile) => profile.name);
  try {
    const files = readdirSync(join(home, "profiles")).filter((file) => file.endsWith(".json"));
    const own = files.map((file) => file.slice(0, -".json".length)).sort();
    return [...builtIn, ...own.filter((name) => NAME.test(name) && !builtIn.includes(name))];
  } catch {
    // Without a directory that can be read there are no others to name.
    return builtIn;
  }
}

/** SHA-256, in hexadecimal, of everything but the screen that has a part in what the pixels are. */
export function renderProfileHash(profile: Profile, scale: Scale): string {
  const { background, foreground, cursor, ansi } = profile.theme;
  const { boldIsBright, fontSize, cellWidth, cellHeight, padding } = profile;
  const colors = [background, foreground, cursor, ...ansi];
  const fonts = Object.entries(fontHashes()).sort();
  const parts = [RENDERER_VERSION, scale, fontSize, cellWidth, cellHeight, padding, colors, boldIsBright, fonts];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
