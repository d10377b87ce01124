import { closeSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { AppError } from "../protocol/errors.ts";

let count = 0;

/**
 * Writes a file so that a reader sees the old content or the new one, never a part: a temporary file in the same
 * directory, then rename (POSIX: atomic). The file is its owner's alone (0600).
 *
 * @throws AppError `STORAGE_WRITE_ERROR`
 */
export function writeFileAtomic(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.${count++}.tmp`;
  try {
    const file = openSync(temporary, "wx", 0o600);
    try {
      writeFileSync(file, content);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new AppError("STORAGE_WRITE_ERROR", `Cannot write '${path}': ${(error as Error).message}.`, { path });
  }
}
