import { mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { AppError, systemErrorCode } from "../protocol/errors.ts";

/** The home that the user has named: by the option, else by `AGENT_TTY_HOME`, if it is not empty. */
export function chosenHome(option: string | undefined, environment: NodeJS.ProcessEnv): string | undefined {
  return option ?? (environment["AGENT_TTY_HOME"] || undefined);
}

/**
 * The state directory: the one that the user has named, else `~/.agent-tty`.
 *
 * @throws AppError `INVALID_INPUT` for a relative path
 */
export function resolveHome(option: string | undefined, environment: NodeJS.ProcessEnv): string {
  const chosen = chosenHome(option, environment);
  if (chosen === undefined) return join(homedir(), ".agent-tty");
  if (isAbsolute(chosen)) return chosen;
  const source = option === undefined ? "AGENT_TTY_HOME" : "--home";
  throw new AppError("INVALID_INPUT", `${source} must be an absolute path, not '${chosen}'.`, { home: chosen, source });
}

/** Whether there is a directory; one that cannot be looked at is taken to be there. */
export function homeExists(home: string): boolean {
  try {
    return statSync(home).isDirectory();
  } catch (error) {
    return !["ENOENT", "ENOTDIR", "ELOOP"].includes(systemErrorCode(error) ?? "");
  }
}

/**
 * Makes the home and its `sessions` directory where they are missing, for their owner alone (0700). A home that
 * exists keeps its mode.
 *
 * @throws AppError `STORAGE_WRITE_ERROR`
 */
export function ensureHome(home: string): void {
  try {
    mkdirSync(join(home, "sessions"), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new AppError("STORAGE_WRITE_ERROR", `Cannot make the home '${home}': ${(error as Error).message}.`, {
      path: home,
    });
  }
}
