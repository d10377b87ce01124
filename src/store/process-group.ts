import { readdirSync, readFileSync } from "node:fs";
import { systemErrorCode } from "../protocol/errors.ts";

/**
 * Signals a process group. A group that is gone is no error.
 *
 * Source: POSIX kill(2), a negative process id.
 */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if (systemErrorCode(error) !== "ESRCH" && systemErrorCode(error) !== "EPERM") throw error;
  }
}

/**
 * The process groups of a terminal session (setsid), named by its leader's process id: the shell's own group and
 * those of its jobs. Elsewhere than on Linux just the leader's own.
 */
export function groupsOfSession(leader: number): number[] {
  if (process.platform !== "linux") return [leader];
  const groups = new Set([leader]);
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const ids = sessionAndGroup(entry);
    if (ids?.session === leader) groups.add(ids.group);
  }
  return [...groups];
}

/** Fields 5 and 6 of proc(5)'s `/proc/<pid>/stat`. */
function sessionAndGroup(pid: string): { group: number; session: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [, , group, session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { group: Number(group), session: Number(session) };
  } catch {
    return undefined;
  }
}
