import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { eventually, type Sandbox } from "../sandbox.ts";

/** The processes of a session: its host's id, and its child's. */
export async function pidsOf(box: Sandbox, session: string): Promise<{ hostPid: number; childPid: number }> {
  return (await box.ok("inspect", session)).session;
}

/** Kills a host as nothing may prevent, and waits until it is gone. */
export async function killHost(box: Sandbox, session: string): Promise<{ hostPid: number; childPid: number }> {
  const pids = await pidsOf(box, session);
  process.kill(pids.hostPid, "SIGKILL");
  await eventually("the host to be gone", () => !isRunning(pids.hostPid));
  return pids;
}

/** Stops a process (SIGSTOP), and waits until it does nothing any more. */
export async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, "SIGSTOP");
  await eventually(`process ${pid} to stop`, () => /^T/.test(statusField(pid, "State")));
}

/** Waits until a session is being destroyed. A child that is deaf to HUP and TERM has 3 s left then. */
export async function untilDestroying(box: Sandbox, session: string): Promise<void> {
  const manifest = join(box.sessionDirectory(session), "session.json");
  const status = () => JSON.parse(readFileSync(manifest, "utf8")).status;
  await eventually("the destroying to begin", () => status() === "destroying");
}

/** Does something while a process stands still. */
export async function whileStopped(pid: number, work: () => Promise<void>): Promise<void> {
  await stopProcess(pid);
  try {
    await work();
  } finally {
    process.kill(pid, "SIGCONT");
  }
}

/** Whether there is such a process; one that only has not been waited for yet is none. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\tZ/m.test(status(pid));
  } catch {
    return false;
  }
}

/** proc(5), `/proc/<pid>/status`. */
export function status(pid: number): string {
  return readFileSync(`/proc/${pid}/status`, "utf8");
}

/** A field of `/proc/<pid>/status` as it stands there. */
export function statusField(pid: number, name: string): string {
  const value = new RegExp(`^${name}:\\s*(.*)$`, "m").exec(status(pid))?.[1];
  if (value === undefined) throw new Error(`Process ${pid} has no '${name}'.`);
  return value;
}

/** The memory that a process has in use, in MiB. */
export function residentMiB(pid: number): number {
  return Number.parseInt(statusField(pid, "VmRSS"), 10) / 1024;
}

/** What a process has open: its descriptors, and what each of them is. */
export function descriptors(pid: number): Map<number, string> {
  const open = new Map<number, string>();
  for (const name of readdirSync(`/proc/${pid}/fd`)) {
    try {
      open.set(Number(name), readlinkSync(`/proc/${pid}/fd/${name}`));
    } catch {
      // It was closed between the two looks.
    }
  }
  return open;
}

/**
 * Waits until a process has nothing to do: at many looks at it, one after the other, all its threads sleep and have used no
 * processor time. One that waits for a processor has something to do.
 */
export async function untilIdle(pid: number): Promise<void> {
  let used = "";
  let quietLooks = 0;
  await eventually(`process ${pid} to have nothing to do`, () => {
    const threads = readdirSync(`/proc/${pid}/task`).map((thread) => threadStat(pid, thread));
    const now = threads.map(({ time }) => time).join();
    const sleeps = threads.every(({ state }) => state === "S");
    quietLooks = sleeps && now === used ? quietLooks + 1 : 0;
    used = now;
    return quietLooks === 50;
  });
}

/** Fields 3, 14 and 15 of proc(5), `/proc/<pid>/stat`, counted after the name in parentheses; of a thread that has gone, none. */
function threadStat(pid: number, thread: string): { state: string; time: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", time: fields.slice(11, 13).join(" ") };
  } catch {
    return { state: "", time: "" };
  }
}

/** How many descriptors a host has open once it has closed those of the calls before. */
export async function settledDescriptors(hostPid: number): Promise<number> {
  await untilIdle(hostPid);
  return descriptors(hostPid).size;
}

/** How many clients are connected to a Unix socket, be it that they have not been accepted yet (proc_net_unix). */
export function connectionsTo(socketPath: string): number {
  const lines = readFileSync("/proc/net/unix", "utf8").split("\n");
  const [, ...connections] = lines.filter((line) => line.endsWith(` ${socketPath}`));
  return connections.length;
}
