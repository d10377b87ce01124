import type { Dialect } from "./dialect.ts";
import { takesTypedCommands } from "./interactive-shell.ts";

/** What is in front in a terminal, as far as a run is concerned. */
export type Front =
  /** A shell of this machine that takes its commands from the terminal, not from a script. */
  | { readonly kind: "shell"; readonly name: string; readonly dialect: Dialect }
  /**
   * A program behind which there may be a shell of another machine, container or user; one that draws that shell's
   * terminal itself keeps what it says about itself.
   */
  | { readonly kind: "carrier"; readonly name: string; readonly passesMarks: boolean }
  /** A program that is no shell, as far as we know. */
  | { readonly kind: "program"; readonly name: string };

const SHELLS: Readonly<Record<string, Dialect>> = {
  ...{ sh: "posix", bash: "bash", dash: "posix", ash: "posix", zsh: "zsh", ksh: "posix", ksh93: "posix" },
  ...{ mksh: "posix", yash: "posix", rbash: "bash", posh: "posix" },
  ...{ fish: "fish", csh: "plain", tcsh: "plain" },
};

const CARRIERS = new Set([
  ...["ssh", "telnet", "su", "sudo", "doas", "runuser", "login", "newgrp", "sg"],
  ...["docker", "podman", "nerdctl", "kubectl", "oc", "crictl", "lxc", "incus", "lxc-attach", "machinectl"],
  ...["nsenter", "unshare", "chroot", "systemd-run", "systemd-nspawn", "vagrant", "script", "distrobox", "toolbox"],
]);

/** Programs that have a terminal of their own for what runs in them. */
const MULTIPLEXERS = /^(?:tmux(?:: client)?|screen|zellij|dtach|abduco|dvtm|byobu|mosh-client)$/;

const BUSYBOX_SHELLS = new Set(["sh", "ash", "hush"]);

/**
 * What a program is, by its name as the system tells it and its arguments.
 *
 * @param args with the program's own name in front, as `execve` has them.
 */
export function frontOf(name: string, args: readonly string[]): Front {
  const applet = name === "busybox" && BUSYBOX_SHELLS.has(args[1] ?? "") ? args[1] : undefined;
  const dialect = applet === undefined ? SHELLS[name] : "posix";
  if (dialect !== undefined) {
    const isInteractive = takesTypedCommands(args.slice(applet === undefined ? 1 : 2));
    return isInteractive
      ? { kind: "shell", name: applet === undefined ? name : `${name} ${applet}`, dialect }
      : { kind: "program", name };
  }
  const passesMarks = CARRIERS.has(name);
  if (passesMarks || MULTIPLEXERS.test(name)) return { kind: "carrier", name, passesMarks };
  return { kind: "program", name };
}
