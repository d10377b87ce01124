import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import process from "node:process";

/**
 * Where Deno 2.9 does otherwise than the other runtimes, and what is done about it. Loaded under Deno only, by
 * `runtime.ts`.
 */

/** The part of Deno's foreign function interface that is used here (docs.deno.com/runtime/fundamentals/ffi). */
declare const Deno: {
  dlopen<Name extends string>(
    library: string,
    symbols: Record<Name, { parameters: readonly "i32"[]; result: "i32" }>,
  ): { symbols: Record<Name, (...values: number[]) => number> };
};

/** fcntl(2) and open(2), Linux. */
const F_SETFD = 2;
const FD_CLOEXEC = 1;
const O_CLOEXEC = 0o2000000;

const STDOUT = 1;
const STDERR = 2;

const LIBRARY = "libc.so.6";

/**
 * The arguments as they were given: `deno run` takes a carriage return off the end of each, but the kernel still has
 * them (proc(5), `/proc/self/cmdline`).
 */
export function givenArguments(parsed: readonly string[]): string[] {
  const words = commandLine();
  const given = words.slice(Math.max(0, words.length - parsed.length));
  const isSame = parsed.every((word, at) => given[at] === word || given[at] === `${word}\r`);
  return isSame ? given : [...parsed];
}

function commandLine(): string[] {
  try {
    return readFileSync("/proc/self/cmdline", "utf8").split("\0").slice(0, -1);
  } catch {
    // Elsewhere than on Linux.
    return [];
  }
}

/**
 * Lets no process that is started from now on have a file of this one's caller open: Deno closes its own there, but not
 * what it has itself inherited.
 */
export function keepDescriptorsBack(): void {
  if (process.platform !== "linux") return;
  const { symbols } = Deno.dlopen(LIBRARY, { fcntl: { parameters: ["i32", "i32", "i32"], result: "i32" } });
  for (const descriptor of openDescriptors()) {
    if (descriptor > STDERR) symbols.fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  }
}

/**
 * Closes standard output, which `node:fs` only seems to do here; Deno has a copy of it open, too. Standard error, which
 * a host has at `/dev/null`, takes the place of each.
 */
export function closeStandardOutput(): void {
  if (process.platform !== "linux") return;
  const { symbols } = Deno.dlopen(LIBRARY, { dup3: { parameters: ["i32", "i32", "i32"], result: "i32" } });
  const output = openFile(STDOUT);
  for (const descriptor of openDescriptors()) {
    if (openFile(descriptor) !== output) continue;
    symbols.dup3(STDERR, descriptor, descriptor === STDOUT ? 0 : O_CLOEXEC);
  }
}

/** proc(5), `/proc/self/fd`. */
function openDescriptors(): number[] {
  return readdirSync("/proc/self/fd").map(Number);
}

/** What a descriptor is of, by a name of its own (`pipe:[3463255]`). */
function openFile(descriptor: number): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    // The one by which the directory was read.
    return undefined;
  }
}
