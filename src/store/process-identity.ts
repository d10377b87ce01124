import { readFileSync } from "node:fs";
import { procStatFields } from "../core/proc-stat.ts";

/**
 * When a process started, in the system's own terms, or `undefined` if there is no such process any more (a zombie
 * counts as gone). With its id this names a process for good: an id alone may be given anew.
 *
 * Source: proc(5), field 22 of `/proc/<pid>/stat`; elsewhere `ps -o lstart`.
 */
export function processStartTime(pid: number): string | undefined {
  if (process.platform !== "linux") return startTimeFromPs(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [state, ...fields] = procStatFields(stat);
    return state === "Z" || state === "X" ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

function startTimeFromPs(pid: number): string | undefined {
  // Loaded here: where there is /proc nothing else needs it, and it would cost every call that takes a lock.
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const result = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" });
  const line = result.stdout?.trim() ?? "";
  return line === "" || line.startsWith("Z") ? undefined : line.replace(/^\S+\s+/, "");
}

/** Whether the process with this id still is the one that had started at `startTime`. */
export function isSameProcess(pid: number | null, startTime: string | undefined): boolean {
  return pid !== null && startTime !== undefined && processStartTime(pid) === startTime;
}
