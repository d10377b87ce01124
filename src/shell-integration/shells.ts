import { basename } from "node:path";
import type { Front } from "../core/front.ts";
import { bash } from "./shells/bash.ts";
import { fish } from "./shells/fish.ts";
import { busybox, dash, ksh93, mksh } from "./shells/posix.ts";
import type { Editor, Shell } from "./shells/shell.ts";
import { zsh } from "./shells/zsh.ts";

const SHELLS: readonly Shell[] = [bash, zsh, fish, dash, busybox, ksh93, mksh];

/** A shell that is about to be started: which it is, and the user's arguments for it. */
interface StartedShell {
  readonly shell: Shell;
  /** The words that name it. */
  readonly program: readonly string[];
  readonly args: readonly string[];
}

/** Which shell a command starts interactively; nothing where it is another program, or is given something to do. */
export function startedShell(command: readonly string[]): StartedShell | undefined {
  const [file = "", ...rest] = command;
  const applet = basename(file) === "busybox" ? rest.slice(0, 1) : [];
  const name = [basename(file), ...applet].join(" ");
  const shell = SHELLS.find(({ programs }) => programs.includes(name));
  const args = rest.slice(applet.length);
  if (shell === undefined || !areKnown(args, shell.options)) return undefined;
  return { shell, program: [file, ...applet], args };
}

/** The keys that the line editor of what is in front takes. */
export function editorOf(front: Front): Editor {
  const shell = SHELLS.find(({ programs }) => programs.includes(front.name));
  return (shell ?? bash).editor;
}

function areKnown(args: readonly string[], options: Shell["options"]): boolean {
  for (let at = 0; at < args.length; at++) {
    const taken = Object.hasOwn(options, args[at] as string) ? options[args[at] as string] : undefined;
    if (taken === undefined) return false;
    at += taken;
  }
  return true;
}
