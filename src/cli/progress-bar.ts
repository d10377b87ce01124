import { isTerminal } from "../runtime.ts";
import { printPart } from "./output.ts";

/** Tells a person how far some work has come. */
export interface Progress {
  /** @param part from 0 to 1 */
  show(part: number): void;
  /** Takes away what was shown. */
  end(): void;
}

const STDERR = 2;
const WIDTH = 30;
/** Nothing is shown of work that is done by then, in ms, nor more often than each so many. */
const FIRST_AFTER_MS = 500;
const EVERY_MS = 200;

/** A bar on standard error, with the time that is left, where that is a terminal; else nothing. */
export async function startProgress(): Promise<Progress> {
  if (!(await isTerminal(STDERR))) return { show: () => {}, end: () => {} };
  const started = performance.now();
  let nextMs = started + FIRST_AFTER_MS;
  let isShown = false;
  return {
    show(part) {
      const now = performance.now();
      if (now < nextMs) return;
      nextMs = now + EVERY_MS;
      isShown = true;
      printPart(`\r${progressLine(part, now - started)}\x1b[K`);
    },
    end() {
      if (isShown) printPart("\r\x1b[K");
    },
  };
}

/** `[#####-----]  50 %, 12 s left` */
export function progressLine(part: number, elapsedMs: number): string {
  const done = Math.round(part * WIDTH);
  const bar = "#".repeat(done) + "-".repeat(WIDTH - done);
  const left = part > 0 ? `, ${duration((elapsedMs * (1 - part)) / part)} left` : "";
  return `[${bar}] ${String(Math.floor(part * 100)).padStart(3)} %${left}`;
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
