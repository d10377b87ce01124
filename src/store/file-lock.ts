import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { AppError, systemErrorCode } from "../protocol/errors.ts";
import { isSameProcess, processStartTime } from "./process-identity.ts";

const RETRY_MS = 2;
const PATIENCE_MS = 5000;
/** A lock that names nobody after so long was not finished by whoever began it, who is gone; in ms. */
const WRITING_MS = 30_000;

/**
 * Does something while no other process does it: holds a lock file, made exclusively (POSIX `O_EXCL`) and naming its
 * owner, so that a lock left behind by a process that died is taken over. Blocks for as long as another one holds it.
 *
 * @param patienceMs how long to wait for the other one
 * @throws AppError `STORAGE_WRITE_ERROR` if the lock cannot be had in that time; whatever `action` throws
 */
export function withFileLock<T>(path: string, action: () => T, patienceMs = PATIENCE_MS): T {
  acquire(path, patienceMs);
  try {
    return action();
  } finally {
    rmSync(path, { force: true });
  }
}

function acquire(path: string, patienceMs: number): void {
  const deadline = performance.now() + patienceMs;
  while (!tryAcquire(path)) {
    if (performance.now() > deadline) {
      const message = `'${path}' has been there for ${patienceMs} ms. If no agent-tty is at work, remove it.`;
      throw new AppError("STORAGE_WRITE_ERROR", message, { path });
    }
    if (isStale(path)) removeStale(path);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
  }
}

function tryAcquire(path: string): boolean {
  try {
    const file = openSync(path, "wx", 0o600);
    try {
      writeFileSync(file, `${process.pid} ${processStartTime(process.pid)}`);
    } catch (error) {
      // On a full disk, say. Left as it is, it would lock out everybody.
      rmSync(path, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") return false;
    throw new AppError("STORAGE_WRITE_ERROR", `Cannot make the lock '${path}': ${(error as Error).message}.`, { path });
  }
}

/**
 * Removes a dead owner's lock. Only one process at a time may: a second one that had seen the same lock would remove
 * the one that a third has made since.
 */
function removeStale(path: string): void {
  const takeover = `${path}.takeover`;
  if (!tryAcquire(takeover)) return;
  try {
    if (isStale(path)) rmSync(path, { force: true });
  } finally {
    rmSync(takeover, { force: true });
  }
}

/** A lock without an owner is one that is just being written, or that will never be. */
function isStale(path: string): boolean {
  try {
    const [pid, startTime] = readFileSync(path, "utf8").split(" ");
    if (startTime === undefined) return Date.now() - statSync(path).mtimeMs > WRITING_MS;
    return !isSameProcess(Number(pid), startTime);
  } catch {
    return false;
  }
}
