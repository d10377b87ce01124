import { existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Does something in a new directory of the home, which is made if it is not there, and takes all of it away again: a
 * home that was missing is missing afterwards, unless somebody has begun to use it meanwhile.
 */
export async function inScratchDirectory<T>(home: string, action: (directory: string) => T | Promise<T>): Promise<T> {
  const missing = missingDirectories(home);
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const directory = mkdtempSync(join(home, "doctor-"));
    try {
      return await action(directory);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  } finally {
    for (const directory of missing) removeIfEmpty(directory);
  }
}

/** Removes a directory that was made for a check only. */
export function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // It could not be made, or it is in use by now.
  }
}

/** Those that are to be made for this path, the innermost first. */
function missingDirectories(path: string): string[] {
  return existsSync(path) ? [] : [path, ...missingDirectories(dirname(path))];
}
