import { childEnvironment } from "../core/child-environment.ts";
import { AppError } from "../protocol/errors.ts";
import type { HostSpec } from "../protocol/host-spec.ts";
import { openPty } from "../pty/open-pty.ts";
import { type Pty, PtySpawnError } from "../pty/pty.ts";
import { integrate } from "../shell-integration/integrate.ts";

/**
 * Starts a session's program in a PTY of its own.
 *
 * @param marks the word that the marks of a shell carry, and where its script is to be written
 * @throws AppError `INVALID_INPUT` naming the program that cannot be started, `STORAGE_READ_ERROR` for the directory,
 * `STORAGE_WRITE_ERROR` for the script
 */
export async function openChild(
  spec: HostSpec,
  marks: { word: string; directory: string },
  onData: (bytes: Uint8Array) => void,
): Promise<Pty> {
  const environment = childEnvironment(process.env, {
    sessionId: spec.sessionId,
    term: spec.term,
    overrides: spec.env,
  });
  const { command, env } = spec.shellIntegration
    ? integrated(spec, environment, marks)
    : { command: spec.command, env: environment };
  const [file = "", ...args] = command;
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

function integrated(
  { command }: HostSpec,
  env: Record<string, string>,
  { word, directory }: { word: string; directory: string },
) {
  try {
    return integrate(command, env, directory, word) ?? { command, env };
  } catch (error) {
    const reason = (error as Error).message;
    throw new AppError("STORAGE_WRITE_ERROR", `Cannot write to '${directory}': ${reason}.`, { path: directory });
  }
}
