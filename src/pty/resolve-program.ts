import { Buffer } from "node:buffer";
import { accessSync, closeSync, constants, openSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { PtySpawnError } from "./pty.ts";

/** Where execvp looks when there is no PATH at all (glibc: confstr(_CS_PATH)). */
const DEFAULT_PATH = "/bin:/usr/bin";

/** The kernel reads no more than this of a `#!` line (execve(2)): bytes. */
const LONGEST_SHEBANG = 256;

/**
 * The absolute path of the program that `execvp(file)` would run in `cwd` with that `PATH` (POSIX, XBD 8.3): a name
 * with a slash is a path, any other is looked up; an empty entry of PATH is the working directory. Done before
 * spawning because the backends report a failure differently, or as a child that exits with 1.
 *
 * @throws PtySpawnError `bad-cwd`, `not-found` or `not-executable` (a directory is not).
 */
export function resolveProgram(file: string, cwd: string, path: string | undefined): string {
  if (!isUsableDirectory(cwd)) {
    throw new PtySpawnError("bad-cwd", file, `The working directory ${cwd} is not there or cannot be entered`);
  }
  let blocked: string | undefined;
  for (const candidate of candidates(file, cwd, path)) {
    const verdict = inspect(candidate);
    if (verdict === "program") {
      requireInterpreter(candidate, file, cwd);
      return candidate;
    }
    // Like a shell: go on looking, and only if nothing better comes say why this one would not do.
    if (verdict === "not-executable") blocked ??= candidate;
  }
  if (blocked !== undefined) {
    throw new PtySpawnError("not-executable", file, `${blocked} is not an executable file`);
  }
  const where = file.includes("/") ? "" : " in PATH";
  throw new PtySpawnError("not-found", file, `There is no program ${JSON.stringify(file)}${where}`);
}

function candidates(file: string, cwd: string, path: string | undefined): string[] {
  // A NUL would end the name early in the kernel; node:fs throws on it.
  if (file === "" || file.includes("\0")) return [];
  if (file.includes("/")) return [resolve(cwd, file)];
  return (path ?? DEFAULT_PATH).split(":").map((directory) => resolve(cwd, directory, file));
}

function inspect(candidate: string): "program" | "not-executable" | "missing" {
  let stats: ReturnType<typeof statSync>;
  try {
    stats = statSync(candidate);
  } catch {
    return "missing";
  }
  return stats?.isFile() && mayExecute(candidate) ? "program" : "not-executable";
}

/** exec reports a script whose interpreter is missing as if the script itself were. */
function requireInterpreter(script: string, file: string, cwd: string): void {
  const interpreter = /^#![ \t]*([^ \t\n\0]+)/.exec(firstBytes(script))?.[1];
  if (interpreter === undefined) return;
  if (inspect(resolve(cwd, interpreter)) !== "program") {
    throw new PtySpawnError("not-executable", file, `${script} is a script for ${interpreter}, which cannot be run`);
  }
}

/** Empty where the file may be executed but not read. */
function firstBytes(path: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch {
    return "";
  }
  try {
    const buffer = Buffer.alloc(LONGEST_SHEBANG);
    return buffer.toString("latin1", 0, readSync(descriptor, buffer));
  } finally {
    closeSync(descriptor);
  }
}

function isUsableDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory() && mayExecute(path);
  } catch {
    return false;
  }
}

function mayExecute(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
