import { lstatSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { systemErrorCode } from "../../protocol/errors.ts";
import { resolveHome } from "../../store/home.ts";
import { sessionsDirectory } from "../../store/session-directory.ts";
import type { Surroundings } from "./check.ts";
import { writeAndReadBack } from "./directories.ts";
import { inScratchDirectory } from "./scratch-directory.ts";

const OTHERS_WRITE = 0o022;
const OTHERS_ANY = 0o077;

/**
 * Whether what sessions leave in the home is out of others' reach. A home that others may look into is fine as long as
 * they cannot enter its sessions: one that exists keeps its mode.
 */
export function checkHomeIsolation({ home }: Surroundings): string {
  const what = home === resolveHome(undefined, {}) ? `The default home '${home}'` : `'${home}'`;
  const stats = existing(home, statSync);
  if (stats === undefined) return `${what} is not there yet; it will be made for you alone.`;
  requireOwnDirectory(home, stats);
  if ((stats.mode & OTHERS_WRITE) !== 0) throw new Error(`Others may write into '${home}' (mode ${octal(stats)})`);
  const sessions = sessionsDirectory(home);
  const sessionStats = existing(sessions, lstatSync);
  if (sessionStats !== undefined) {
    requireOwnDirectory(sessions, sessionStats);
    if ((sessionStats.mode & OTHERS_ANY) !== 0) {
      throw new Error(`Others may enter '${sessions}' (mode ${octal(sessionStats)})`);
    }
  }
  const real = realpathSync(home);
  return `${what}${real === resolve(home) ? "" : `, which is '${real}',`} keeps its sessions from others.`;
}

/** Makes the home if need be, and writes and reads back a file in it. */
export async function checkHomeWritable({ home }: Surroundings): Promise<string> {
  await inScratchDirectory(home, (directory) => writeAndReadBack(join(directory, "file")));
  return `'${home}' can be written.`;
}

function requireOwnDirectory(path: string, stats: Stats): void {
  if (!stats.isDirectory()) throw new Error(`'${path}' is not a directory`);
  if (stats.uid !== process.getuid?.()) throw new Error(`'${path}' belongs to user ${stats.uid}`);
}

function existing(path: string, stat: (path: string) => Stats): Stats | undefined {
  try {
    return stat(path);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function octal({ mode }: Stats): string {
  return (mode & 0o777).toString(8);
}
