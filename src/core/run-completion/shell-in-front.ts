import { takesTypedCommands } from "../interactive-shell.ts";
import type { Dialect } from "./grammar.ts";

/** What is in front in a terminal, as far as a run is concerned. */
export type Front =
  /** A shell of this machine that takes its commands from the terminal, not from a script. */
  | { readonly kind: "shell"; readonly name: string; readonly dialect: Dialect }
  /** A program behind which there may be a shell of another machine, container or user. */
  | { readonly kind: "carrier"; readonly name: string; readonly dialect: Dialect }
  /** A program that is no shell, as far as we know. */
  | { readonly kind: "program"; readonly name: string };

const SHELLS: Readonly<Record<string, Dialect>> = {
  ...{ sh: "posix", bash: "bash", dash: "posix", ash: "posix", zsh: "posix", ksh: "posix", ksh93: "posix" },
  ...{ mksh: "posix", yash: "posix", rbash: "bash", posh: "posix" },
  ...{ fish: "fish", csh: "plain", tcsh: "plain" },
};

const CARRIERS = new Set([
  ...["ssh", "mosh-client", "telnet", "su", "sudo", "doas", "runuser", "login", "newgrp", "sg"],
  ...["docker", "podman", "nerdctl", "kubectl", "oc", "crictl", "lxc", "incus", "lxc-attach", "machinectl"],
  ...["nsenter", "unshare", "chroot", "systemd-run", "systemd-nspawn", "vagrant", "script", "distrobox", "toolbox"],
]);

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
    return isInteractive ? { kind: "shell", name: applet ?? name, dialect } : { kind: "program", name };
  }
  // What sits behind it is most likely a POSIX shell; another one complains about a syntax error.
  if (CARRIERS.has(name)) return { kind: "carrier", name, dialect: "posix" };
  return { kind: "program", name };
}
