import type { Check } from "./check.ts";
import { checkTemporaryDirectory, checkWorkingDirectory } from "./directories.ts";
import { checkArtifactAtomicity, checkEventLog } from "./evidence.ts";
import { checkHomeIsolation, checkHomeWritable } from "./home.ts";
import { checkFilms, checkFonts, checkPng, checkRasteriser } from "./pictures.ts";
import { checkRuntime } from "./runtime.ts";
import { checkScreenEmulator } from "./screen.ts";
import { checkSocket } from "./socket.ts";
import { checkPtySpawn } from "./terminal.ts";

const OTHER_HOME = "choose another with --home or AGENT_TTY_HOME.";
const DAMAGED =
  "Copy the executable anew; if that does not help, this is a fault of agent-tty itself: please report it.";
const REPORT = "This is a fault of agent-tty itself: please report it.";

/** What the place must allow. */
export const ENVIRONMENT_CHECKS: readonly Check[] = [
  {
    name: "runtime",
    attempt: checkRuntime,
    remedy:
      "Make the executable readable and executable for you, mount /proc, and copy the file anew if it is damaged.",
  },
  {
    name: "cwd-access",
    attempt: checkWorkingDirectory,
    remedy: "Go to a directory that you may read, or start sessions elsewhere with --cwd.",
  },
  {
    name: "temp-dir",
    attempt: checkTemporaryDirectory,
    remedy: "Set TMPDIR to a directory that you may write, with room left on its disk.",
  },
  {
    name: "home_isolation",
    attempt: checkHomeIsolation,
    remedy: `Take it out of others' reach (chmod go= on it), or ${OTHER_HOME}`,
  },
  {
    name: "home-writable",
    attempt: checkHomeWritable,
    remedy: `Make it a directory that you may write, with room left on its disk, or ${OTHER_HOME}`,
  },
  {
    name: "pty-spawn",
    attempt: checkPtySpawn,
    remedy: "Mount /dev/pts with /dev/ptmx, see that /bin/sh is there, and that the limits on processes leave room.",
  },
  {
    name: "socket-viable",
    attempt: checkSocket,
    remedy: "Set XDG_RUNTIME_DIR to a short directory of your own (mode 700), on a file system that takes sockets.",
  },
  {
    name: "artifact-atomicity",
    attempt: checkArtifactAtomicity,
    remedy: `Put the home on a local file system with room left: ${OTHER_HOME}`,
  },
  {
    name: "event-log-writable",
    attempt: checkEventLog,
    remedy: `Put the home on a local file system with room left: ${OTHER_HOME}`,
  },
];

/** What becomes of a session's output. */
export const RENDERER_CHECKS: readonly Check[] = [
  { name: "screen-emulator", attempt: checkScreenEmulator, remedy: REPORT },
  { name: "font-load", attempt: checkFonts, remedy: DAMAGED },
  { name: "rasterise", attempt: checkRasteriser, remedy: DAMAGED },
  { name: "png-round-trip", attempt: checkPng, remedy: REPORT },
  { name: "film", attempt: checkFilms, remedy: REPORT },
];
