import { readdirSync, readFileSync } from "node:fs";
import { procStatFields } from "../core/proc-stat.ts";
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
 * those of its jobs, of which some may have outlived it. Elsewhere than on Linux just the leader's own. With
 * `onlyWithVariable` only groups in which a process has that variable (`NAME=value`) in its environment.
 */
export function groupsOfSession(leader: number, onlyWithVariable?: string): number[] {
  if (process.platform !== "linux") return onlyWithVariable === undefined ? [leader] : [];
  const groups = new Set<number>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const ids = sessionAndGroup(entry);
    if (ids?.session !== leader) continue;
    if (onlyWithVariable === undefined || hasVariable(entry, onlyWithVariable)) groups.add(ids.group);
  }
  return [...groups];
}

/** Source: proc(5), `/proc/<pid>/environ`. */
function hasVariable(pid: string, assignment: string): boolean {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, "latin1")}`.includes(`\0${assignment}\0`);
  } catch {
    return false;
  }
}

/** Fields 5 and 6 of proc(5)'s `/proc/<pid>/stat`. */
function sessionAndGroup(pid: string): { group: number; session: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [, , group, session] = procStatFields(stat);
    return { group: Number(group), session: Number(session) };
  } catch {
    return undefined;
  }
}
