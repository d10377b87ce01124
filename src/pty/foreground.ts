import { readFileSync } from "node:fs";
import { procStatFields, procStatName } from "../core/proc-stat.ts";

/** Who has a terminal's keyboard. */
export interface Foreground {
  /** The process group in front (POSIX, tcgetpgrp). */
  readonly group: number;
  /** Names the program in the process that leads it: `exec` changes it, fork does not. Empty where that cannot be told. */
  readonly image: string;
  /** The name of the process that leads it, and its arguments; empty where it has ended. */
  readonly name: string;
  readonly args: readonly string[];
}

/**
 * Which process group is in front in the terminal of process `pid`; nothing where the system does not tell (no `/proc`),
 * or the process has ended. Source: proc(5), `/proc/<pid>/stat` (tpgid), `comm`, `cmdline`.
 */
export function foregroundOf(pid: number): Foreground | undefined {
  const group = foregroundGroupOf(pid);
  if (group === undefined) return undefined;
  const stat = textOf(`/proc/${group}/stat`);
  const name = stat === "" ? "" : procStatName(stat);
  // Where its stack starts (startstack) is drawn anew for each program; 0 where the system does not tell.
  const stack = procStatFields(stat)[25] ?? "0";
  return { group, image: stack === "0" ? "" : stack, name, args: name === "" ? [] : argumentsOf(group) };
}

/** The arguments of a process, with its own name in front; empty where it has ended. */
export function argumentsOf(pid: number): string[] {
  const text = textOf(`/proc/${pid}/cmdline`).replace(/\0$/, "");
  return text === "" ? [] : text.split("\0");
}

/** Only the group of {@link foregroundOf}, which is quicker to tell. */
export function foregroundGroupOf(pid: number): number | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  const group = Number(procStatFields(stat)[5]);
  return group > 0 ? group : undefined;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
