import { childEnvironment } from "../core/child-environment.ts";
import { AppError } from "../protocol/errors.ts";
import type { HostSpec } from "../protocol/methods.ts";
import { openPty } from "../pty/open-pty.ts";
import { type Pty, PtySpawnError } from "../pty/pty.ts";

/**
 * Starts a session's program in a PTY of its own.
 *
 * @throws AppError `INVALID_INPUT` naming the program that cannot be started, `STORAGE_READ_ERROR` for the directory
 */
export async function openChild(spec: HostSpec, onData: (bytes: Uint8Array) => void): Promise<Pty> {
  const [file = "", ...args] = spec.command;
  const env = childEnvironment(process.env, { sessionId: spec.sessionId, term: spec.term, overrides: spec.env });
  try {
    return await openPty({ file, args, cwd: spec.cwd, env, cols: spec.cols, rows: spec.rows, onData });
  } catch (error) {
    if (!(error instanceof PtySpawnError)) throw error;
    if (error.code === "bad-cwd") {
      throw new AppError("STORAGE_READ_ERROR", `Cannot start in '${spec.cwd}': ${error.message}.`, { path: spec.cwd });
    }
    throw new AppError("INVALID_INPUT", `Cannot start '${file}': ${error.message}.`, {
      command: spec.command,
      reason: error.code,
    });
  }
}
