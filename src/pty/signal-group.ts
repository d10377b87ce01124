import { constants } from "node:os";
import process from "node:process";

/** The name of a signal, such as `SIGTERM` for 15; `SIG<n>` where the system has no name for it (real-time ones). */
export function signalName(number: number): string {
  for (const [name, value] of Object.entries(constants.signals)) if (value === number) return name;
  return `SIG${number}`;
}

/**
 * Sends a signal, by name, to the process group that `leader` founded; no error if the group is gone.
 *
 * @param leaderEnded the leader has been waited for, so its number may be another process's by now.
 * @throws TypeError where the system knows no such signal.
 */
export function signalGroup(leader: number, leaderEnded: boolean, name: string): void {
  // A number is not given out again while a process group bears it (POSIX, fork). So a process of that number, once
  // ours was waited for, says that the group is gone and the number is somebody else's.
  if (leaderEnded && deliver(leader, 0)) return;
  deliver(-leader, name);
}

function deliver(target: number, signal: string | 0): boolean {
  try {
    process.kill(target, signal);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ESRCH") return false;
    // Somebody is there, but not one of ours to signal.
    if (code === "EPERM") return true;
    throw error;
  }
}
