import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Reads the working directory, in which sessions are started. */
export function checkWorkingDirectory(): string {
  const directory = process.cwd();
  readdirSync(directory);
  return `'${directory}' can be read.`;
}

/** Writes and reads back a file in the directory for temporary files. */
export function checkTemporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "agent-tty-doctor-"));
  try {
    writeAndReadBack(join(directory, "file"));
    return `'${tmpdir()}' can be written.`;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @throws Error if the file cannot be written, or what is read is not what was written */
export function writeAndReadBack(path: string): void {
  const text = `written by ${process.pid}`;
  try {
    writeFileSync(path, text, { mode: 0o600 });
  } catch (error) {
    throw new Error(`Cannot write '${path}': ${(error as Error).message}`);
  }
  if (readFileSync(path, "utf8") !== text) throw new Error(`'${path}' does not hold what was written to it`);
}
