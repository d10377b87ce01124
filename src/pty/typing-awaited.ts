import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { procStatFields, procStatName } from "../core/proc-stat.ts";
import { blockedCallOf } from "./blocked-call.ts";
import { watchedDescriptors } from "./watched-descriptors.ts";

/** Beyond so many processes or threads, it is not looked any further. */
const MAX_LOOKED_AT = 128;

/** A process as it stands in a terminal. */
interface TerminalProcess {
  readonly name: string;
  readonly group: number;
  /** The device of its controlling terminal: major and minor number in one (proc(5), tty_nr). */
  readonly terminal: number;
}

export interface FrontGroup {
  /** The processes of the group in front, of those that descend from the session's program. */
  readonly members: readonly { readonly pid: number; readonly name: string }[];
  /** Whether one of them sleeps until something is typed; nothing where that cannot be told. */
  readonly awaitsTyping: boolean | undefined;
  /** The same of the one that leads the group; nothing, too, where that is not among them. */
  readonly leaderAwaitsTyping: boolean | undefined;
  /** Whether the leader sleeps in a read of more than a byte. */
  readonly leaderReadsBlock: boolean;
}

/** What a process does, as far as typing is concerned. */
interface Sleep {
  readonly awaitsTyping: boolean | undefined;
  readonly readsBlock: boolean;
}

/**
 * Looks at the processes in front in the terminal of process `pid`. What each thread of them sleeps in tells whether
 * it waits for the terminal to be read from: that is exact. Source: proc(5).
 *
 * @param group the process group in front
 */
export function frontGroupOf(pid: number, group: number): FrontGroup {
  const { found, complete } = descendantsOf(pid);
  const members = [...found].flatMap(([each, process]) => (process.group === group ? [{ pid: each, ...process }] : []));
  const sleeps = members.map((member) => sleepOf(member.pid, terminalPath(member.terminal)));
  const answers = sleeps.map(({ awaitsTyping }) => awaitsTyping);
  const isComplete = complete && members.length > 0 && !answers.includes(undefined);
  const leader = sleeps[members.findIndex((member) => member.pid === group)];
  return {
    members: members.map(({ pid: each, name }) => ({ pid: each, name })),
    awaitsTyping: answers.includes(true) ? true : isComplete ? false : undefined,
    leaderAwaitsTyping: leader?.awaitsTyping,
    leaderReadsBlock: leader?.readsBlock ?? false,
  };
}

/** A process and all that descends from it; `complete` unless there were too many, or the system does not tell. */
function descendantsOf(pid: number): { found: Map<number, TerminalProcess>; complete: boolean } {
  const found = new Map<number, TerminalProcess>();
  const queue = [pid];
  for (let each = queue.shift(); each !== undefined && found.size < MAX_LOOKED_AT; each = queue.shift()) {
    const process = processOf(each);
    if (process === undefined) continue;
    found.set(each, process);
    for (const thread of entriesOf(`/proc/${each}/task`)) {
      const children = textOf(`/proc/${each}/task/${thread}/children`);
      if (children === undefined) return { found, complete: false };
      queue.push(...children.split(" ").filter(Boolean).map(Number));
    }
  }
  return { found, complete: queue.length === 0 };
}

/** Whether a thread of the process sleeps until something is typed, and how it reads that. */
function sleepOf(pid: number, terminal: string): Sleep {
  const path = `/proc/${pid}`;
  const threads = entriesOf(`${path}/task`);
  let certain = threads.length > 0 && threads.length <= MAX_LOOKED_AT;
  for (const thread of threads.slice(0, MAX_LOOKED_AT)) {
    const call = blockedCallOf(`${path}/task/${thread}`);
    const watched = call && watchedDescriptors(path, call);
    if (watched?.some((fd) => isTerminal(`${path}/fd/${fd}`, terminal))) {
      return { awaitsTyping: true, readsBlock: call?.kind === "read" && call.most > 1 };
    }
    certain &&= watched !== undefined;
  }
  return { awaitsTyping: certain ? false : undefined, readsBlock: false };
}

function isTerminal(path: string, terminal: string): boolean {
  try {
    const target = readlinkSync(path);
    return target === terminal || target === "/dev/tty";
  } catch {
    return false;
  }
}

/** Where a pseudo-terminal with this device number is: `/dev/pts/<minor>`. Source: Linux, new_encode_dev. */
function terminalPath(device: number): string {
  return `/dev/pts/${(device & 0xff) | ((device >>> 12) & 0xfff00)}`;
}

function processOf(pid: number): TerminalProcess | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const [state, , group, , terminal] = procStatFields(stat);
  // What has ended and has not been taken notice of (Z) does nothing any more.
  if (state === "Z" || state === "X") return undefined;
  return { name: procStatName(stat), group: Number(group), terminal: Number(terminal) };
}

function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}
