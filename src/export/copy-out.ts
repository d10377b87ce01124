import {
  closeSync,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { AppError, systemErrorCode } from "../protocol/errors.ts";

const CHUNK_BYTES = 256 * 1024;

/** Sees that a file can be put at `out`, before the work for it is done. @throws AppError `EXPORT_ERROR` */
export function requirePlace(out: string): void {
  if (kindOf(out) === "directory") throw notWritten(out, "it is a directory");
  const directory = dirname(out);
  const kind = kindOf(directory);
  if (kind !== "directory") {
    throw notWritten(
      out,
      kind === undefined ? `there is no directory '${directory}'` : `'${directory}' is no directory`,
    );
  }
}

/**
 * Copies a piece of kept evidence to where the user wants it. A file there is replaced as a whole, or stays as it was
 * if that fails; a pipe or a device is written to. The copy has the permissions of any new file of the user's.
 *
 * @throws AppError `EXPORT_ERROR`
 */
export function copyOut(source: string, out: string): void {
  const kind = kindOf(out);
  try {
    if (kind === "special") copyBytes(source, out, "w");
    // Who has made a link wants what it leads to replaced.
    else replaceFile(source, kind === undefined ? out : realpathSync(out));
  } catch (error) {
    throw notWritten(out, (error as Error).message);
  }
}

function replaceFile(source: string, target: string): void {
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    copyBytes(source, temporary, "wx");
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function copyBytes(source: string, target: string, flags: "w" | "wx"): void {
  const from = openSync(source, "r");
  try {
    const to = openSync(target, flags);
    try {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, fstatSync(from).size + 1));
      for (let read = readSync(from, chunk); read > 0; read = readSync(from, chunk)) {
        for (let done = 0; done < read; ) done += writeSync(to, chunk, done, read - done);
      }
    } finally {
      closeSync(to);
    }
  } finally {
    closeSync(from);
  }
}

function kindOf(path: string): "file" | "directory" | "special" | undefined {
  try {
    const entry = statSync(path);
    return entry.isDirectory() ? "directory" : entry.isFile() ? "file" : "special";
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw notWritten(path, (error as Error).message);
  }
}

function notWritten(path: string, reason: string): AppError {
  return new AppError("EXPORT_ERROR", `Cannot write '${path}': ${reason}.`, { path, reason });
}
