import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../protocol/errors.ts";
import { VERSION } from "../version.ts";
import { writeFileAtomic } from "./atomic-file.ts";

/**
 * Puts a skill's guide where other programs can read it, `<home>/skills/<version>/<name>/SKILL.md`, and gives the
 * folder. A file that is already there and the same is left alone; every version of the program has its own.
 *
 * @throws AppError `STORAGE_WRITE_ERROR`
 */
export function unpackSkill(home: string, name: string, content: string): string {
  const folder = join(home, "skills", VERSION, name);
  const file = join(folder, "SKILL.md");
  if (textOf(file) === content) return folder;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new AppError("STORAGE_WRITE_ERROR", `Cannot make '${folder}': ${(error as Error).message}.`, {
      path: folder,
    });
  }
  writeFileAtomic(file, content);
  return folder;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Missing, or not to be read: writing it says what is wrong, if anything is.
    return undefined;
  }
}
