import { lstatSync, readdirSync, renameSync, rmSync } from "node:fs";
import { sessionPaths, sessionsDirectory } from "./session-directory.ts";

/** Begins with a dot, so that nobody takes it for a session. */
const REMOVED_PREFIX = ".removed-";

/**
 * Removes the directory of a session. For others it is there as a whole or not at all: it hides under another name
 * first (rename, POSIX: atomic).
 *
 * @returns the bytes of files that could not be removed yet; {@link finishRemovals} tries them again
 * @throws the system error if it cannot be hidden; then it is still there as a whole
 */
export function removeSessionDirectory(home: string, sessionId: string): number {
  const hidden = `${sessionsDirectory(home)}/${REMOVED_PREFIX}${sessionId}-${process.pid}`;
  renameSync(sessionPaths(home, sessionId).directory, hidden);
  return removeHidden(hidden);
}

/** Removes what is left of directories whose removal was interrupted. @returns the bytes that have become free */
export function finishRemovals(home: string): number {
  return interruptedRemovals(home).reduce((freed, path) => freed + fileBytes(path) - removeHidden(path), 0);
}

/** Directories whose removal was interrupted, or is going on. */
export function interruptedRemovals(home: string): string[] {
  const directory = sessionsDirectory(home);
  return directoryEntries(directory)
    .filter(({ name }) => name.startsWith(REMOVED_PREFIX))
    .map(({ name }) => `${directory}/${name}`);
}

/** What cannot be removed now fails nothing: it is no session any more. @returns the bytes that stay */
function removeHidden(path: string): number {
  try {
    rmSync(path, { recursive: true, force: true });
    return 0;
  } catch {
    return fileBytes(path);
  }
}

/** The bytes of all files in a directory; of a link, which leads elsewhere, none. */
export function fileBytes(directory: string): number {
  return directoryEntries(directory).reduce((bytes, entry) => {
    const path = `${directory}/${entry.name}`;
    return bytes + (entry.isDirectory() ? fileBytes(path) : sizeOfFile(path));
  }, 0);
}

function sizeOfFile(path: string): number {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : 0;
}

/** None of a directory that is gone, or that may not be read. */
function directoryEntries(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}
