import { lstatSync, mkdirSync, type Stats } from "node:fs";
import { isAbsolute } from "node:path";
import { AppError, systemErrorCode } from "../protocol/errors.ts";
import { sessionPaths } from "./session-directory.ts";
import { socketName } from "./socket-link.ts";

/** What `sockaddr_un` leaves (104 bytes on the narrowest systems) beside `/agent-tty/` and the socket's own name. */
const MAX_RUNTIME_DIRECTORY_BYTES = 56;

/**
 * The path of a session's socket. The kernel allows about 104 bytes whatever the home's depth, so it lies in the
 * user's runtime directory (XDG Base Directory: `XDG_RUNTIME_DIR`), else in `/tmp`, in a directory that only the user
 * can enter. The session's own directory must be there.
 *
 * @throws AppError `STORAGE_WRITE_ERROR` if the directory cannot be trusted
 */
export function prepareSocketPath(home: string, sessionId: string, environment: NodeJS.ProcessEnv): string {
  const directory = preparePrivateDirectory(socketDirectory(environment));
  return `${directory}/${socketName(sessionPaths(home, sessionId).directory, sessionId)}`;
}

/** Where this user's sockets lie; it may not be there yet, see {@link preparePrivateDirectory}. */
export function socketDirectory(environment: NodeJS.ProcessEnv): string {
  const runtimeDirectory = environment["XDG_RUNTIME_DIR"];
  // The specification has relative paths ignored; this host's working directory is not the caller's anyway.
  if (
    runtimeDirectory &&
    isAbsolute(runtimeDirectory) &&
    Buffer.byteLength(runtimeDirectory) <= MAX_RUNTIME_DIRECTORY_BYTES &&
    isPrivateDirectory(runtimeDirectory)
  ) {
    return `${runtimeDirectory}/agent-tty`;
  }
  return `/tmp/agent-tty-${userId()}`;
}

/**
 * Makes a directory for the user alone, or checks that the one that stands there is: in `/tmp` anybody could have
 * put a link or a directory of their own in its place.
 *
 * @throws AppError `STORAGE_WRITE_ERROR`, saying why
 */
export function preparePrivateDirectory(path: string): string {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (systemErrorCode(error) !== "EEXIST") {
      throw new AppError("STORAGE_WRITE_ERROR", `Cannot make '${path}': ${(error as Error).message}.`, { path });
    }
  }
  const fault = directoryFault(lstatSync(path));
  if (fault === undefined) return path;
  throw new AppError(
    "STORAGE_WRITE_ERROR",
    `'${path}' cannot be trusted with sockets: ${fault}. Remove it, or set XDG_RUNTIME_DIR to a directory of your own.`,
    { path, fault },
  );
}

function isPrivateDirectory(path: string): boolean {
  try {
    return directoryFault(lstatSync(path)) === undefined;
  } catch {
    return false;
  }
}

function directoryFault(stats: Stats): string | undefined {
  if (stats.isSymbolicLink()) return "it is a symbolic link";
  if (!stats.isDirectory()) return "it is not a directory";
  if (stats.uid !== userId()) return `it belongs to user ${stats.uid}`;
  if ((stats.mode & 0o077) !== 0) return `others may enter it (mode ${(stats.mode & 0o777).toString(8)})`;
  return undefined;
}

function userId(): number {
  return process.getuid?.() ?? 0;
}
