import { readFileSync } from "node:fs";

/** What a sleeping thread waits for, as far as descriptors go. */
export type BlockedCall =
  /** It reads this descriptor, `most` bytes at a time. */
  | { readonly kind: "read"; readonly fd: number; readonly most: number }
  /** It waits for `count` of `struct pollfd` at this address. */
  | { readonly kind: "poll"; readonly address: number; readonly count: number }
  /** It waits for descriptors below `count`, named by the `fd_set` at this address. */
  | { readonly kind: "select"; readonly address: number; readonly count: number }
  /** It waits for what this epoll descriptor watches. */
  | { readonly kind: "epoll"; readonly fd: number }
  /** It computes, or waits for something that is no descriptor. */
  | { readonly kind: "none" }
  /** It waits for something that cannot be told. */
  | { readonly kind: "unknown" };

type Kind = BlockedCall["kind"];

/** The numbers of the calls that can wait for a terminal. Source: Linux, arch/x86/entry/syscalls and asm-generic/unistd.h. */
const CALLS: Readonly<Record<string, Readonly<Record<number, Kind>>>> = {
  x64: {
    ...{ 0: "read", 17: "read", 19: "read", 295: "read", 327: "read" },
    ...{ 7: "poll", 271: "poll", 23: "select", 270: "select", 232: "epoll", 281: "epoll", 441: "epoll" },
    ...{ 219: "unknown", 426: "unknown" },
  },
  arm64: {
    ...{ 63: "read", 65: "read", 67: "read", 69: "read", 286: "read" },
    ...{ 73: "poll", 72: "select", 22: "epoll", 441: "epoll" },
    ...{ 128: "unknown", 426: "unknown" },
  },
};

/** Below this lie the stacks of 32-bit programs, whose calls have other numbers. */
const FOUR_GIB = 2 ** 32;

/**
 * The system call in which a thread sleeps. Source: proc(5), `/proc/<pid>/task/<tid>/syscall`.
 *
 * @param path the thread's directory in `/proc`
 * @returns nothing where the system does not tell: not Linux, somebody else's process, or an unknown processor
 */
export function blockedCallOf(path: string): BlockedCall | undefined {
  const calls = CALLS[process.arch];
  if (calls === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(`${path}/syscall`, "latin1").trim();
  } catch {
    return undefined;
  }
  return parseBlockedCall(text, calls);
}

/** As {@link blockedCallOf}, of what the file says. */
export function parseBlockedCall(text: string, calls = CALLS["x64"] ?? {}): BlockedCall {
  const [number, ...rest] = text.split(" ").map(Number);
  if (text === "running" || number === -1) return { kind: "none" };
  const [first, second, third, , , , stack] = rest;
  if (
    number === undefined ||
    first === undefined ||
    second === undefined ||
    third === undefined ||
    stack === undefined
  ) {
    return { kind: "unknown" };
  }
  if (stack < FOUR_GIB) return { kind: "unknown" };
  const kind = calls[number] ?? "none";
  switch (kind) {
    case "read":
      return { kind, fd: first, most: third };
    case "epoll":
      return { kind, fd: first };
    case "poll":
      return { kind, address: first, count: second };
    case "select":
      return { kind, address: second, count: first };
    default:
      return { kind };
  }
}
