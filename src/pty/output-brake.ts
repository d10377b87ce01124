import { dlopen } from "bun:ffi";
import { closeSync, constants, openSync, readFileSync } from "node:fs";
import process from "node:process";
import { procStatFields } from "../core/proc-stat.ts";

/** How long output may be consumed before the event loop gets its turn: milliseconds. */
const SLICE_MS = 5;

/** The actions of tcflow (POSIX, <termios.h>; these values on Linux and Darwin). */
const TCOOFF = 0;
const TCOON = 1;

/** Linux, Documentation/admin-guide/devices.txt: the child's side of all pseudo-terminals. */
const UNIX98_PTY_MAJOR = 136;

type Tcflow = (fd: number, action: number) => number;

/**
 * Lets the event loop have its turn while a child floods its terminal.
 *
 * Bun reads a terminal until the kernel has no more, and calls `data` in between. A child that writes as fast as we
 * consume therefore keeps the loop from ever turning: no timer, no socket, no Ctrl-C (measured with Bun 1.4.5: 300 ms at
 * 3 ms of work per 64 KiB, without end at 20 ms). Reads cannot be paused, but a terminal can be told to take no more
 * output for the moment, as Ctrl-S does: tcflow(TCOOFF) on the child's side of it. The child then sleeps in its
 * write, Bun runs out of bytes, the loop turns once, and tcflow(TCOON) lets the child go on.
 *
 * Where that cannot be done (no /proc, no libc to load) output flows on unbraked.
 */
export class OutputBrake {
  #terminal: string | undefined;
  #sliceStart = 0;
  #heldBack: number | undefined;

  /** To be called with the process while it lives: the terminal is known by it, and may outlive it. */
  attach(pid: number): void {
    this.#terminal = controllingTerminalOf(pid);
  }

  /** To be called after each piece of output was consumed, with the time consuming it began (performance.now()). */
  consumed(since: number): void {
    if (this.#sliceStart === 0) {
      this.#sliceStart = since;
      setImmediate(() => this.release());
    }
    this.#brakeIfDue();
  }

  /** The event loop has turned, or the terminal is about to go: let the child write again. */
  release(): void {
    this.#sliceStart = 0;
    const fd = this.#heldBack;
    if (fd === undefined) return;
    this.#heldBack = undefined;
    tcflow()?.(fd, TCOON);
    closeSync(fd);
  }

  #brakeIfDue(): void {
    if (this.#heldBack !== undefined || this.#terminal === undefined) return;
    if (performance.now() - this.#sliceStart < SLICE_MS) return;
    const flow = tcflow();
    if (flow === undefined) return;
    try {
      // Without taking it as ours (O_NOCTTY). The number cannot be another terminal's while this one is being read.
      this.#heldBack = openSync(this.#terminal, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
      flow(this.#heldBack, TCOOFF);
    } catch {
      // It was hung up: nothing to hold back.
    }
  }
}

/** The path of the child's side of a terminal, by a process that has it; `undefined` where that cannot be told. */
function controllingTerminalOf(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch {
    return undefined;
  }
  // proc(5): the seventh field is the device, counted after the name in parentheses because that may hold anything.
  const device = Number(procStatFields(stat)[4]);
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
  return major === UNIX98_PTY_MAJOR ? `/dev/pts/${minor}` : undefined;
}

let loaded: { tcflow: Tcflow | undefined } | undefined;

/** Loaded at the first flood: most terminals never see one. */
function tcflow(): Tcflow | undefined {
  loaded ??= { tcflow: load() };
  return loaded.tcflow;
}

function load(): Tcflow | undefined {
  if (process.platform !== "linux") return undefined;
  // glibc, then musl under the name its dynamic linker has.
  const musl = `libc.musl-${process.arch === "arm64" ? "aarch64" : "x86_64"}.so.1`;
  for (const library of ["libc.so.6", musl]) {
    try {
      return dlopen(library, { tcflow: { args: ["i32", "i32"], returns: "i32" } }).symbols.tcflow;
    } catch {
      // Not this one.
    }
  }
  return undefined;
}
