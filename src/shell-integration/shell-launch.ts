import { basename } from "node:path";
import { quotedShellWord } from "../core/shell-words.ts";

/** The shells that can be told to announce what they do. */
export type IntegratedShell = "bash" | "zsh" | "fish";

/** How a shell is started: its words, and what its environment has besides; a variable that is undefined is taken out. */
export interface Launch {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The name of the script in its directory, and what is to stand in it in front of the integration. */
  readonly script: { readonly name: string; readonly head: string };
}

/** Options that leave a shell interactive, and how many words they take with them. */
const OPTIONS: Readonly<Record<IntegratedShell, Readonly<Record<string, 0 | 1>>>> = {
  bash: {
    ...{ "-i": 0, "-l": 0, "-il": 0, "-li": 0, "--login": 0, "--norc": 0, "--noprofile": 0, "--noediting": 0 },
    ...{ "--rcfile": 1, "--init-file": 1, "-o": 1, "+o": 1, "-O": 1, "+O": 1, "-x": 0, "-e": 0, "-u": 0 },
  },
  zsh: { "-i": 0, "-l": 0, "-il": 0, "-li": 0, "--login": 0, "--interactive": 0, "-o": 1, "+o": 1, "-d": 0, "-x": 0 },
  fish: {
    ...{ "-i": 0, "-l": 0, "-il": 0, "-li": 0, "--login": 0, "--interactive": 0, "-P": 0, "--private": 0 },
    ...{ "-N": 0, "--no-config": 0, "-C": 1, "--init-command": 1 },
  },
};

/** Which shell a command starts interactively; nothing where it is another program, or is given something to do. */
export function integratedShell(command: readonly string[]): IntegratedShell | undefined {
  const [file = "", ...args] = command;
  const name = basename(file);
  if (name !== "bash" && name !== "zsh" && name !== "fish") return undefined;
  for (let at = 0; at < args.length; at++) {
    const taken = OPTIONS[name][args[at] as string];
    if (taken === undefined) return undefined;
    at += taken;
  }
  return name;
}

/**
 * How to start `command`, so that the shell also reads a script of ours, `<directory>/<name>`, without anything of the
 * user's being changed or left out.
 *
 * @param args the shell's own, as the user gave them; ones that {@link integratedShell} knows
 * @param env the environment that the shell would have
 */
export function shellLaunch(
  shell: IntegratedShell,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  directory: string,
): Launch {
  return LAUNCHES[shell](args, env, directory);
}

type MakeLaunch = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  directory: string,
) => Launch;

const LAUNCHES: Readonly<Record<IntegratedShell, MakeLaunch>> = {
  bash: (args, env, directory) =>
    args.some((arg) => /^-[il]*l[il]*$|^--login$|^--norc$/.test(arg))
      ? bashInPosixMode(args, env, directory)
      : bashWithStartFile(args, directory),
  // Our .zshenv is the first file that zsh reads of the user's; it gives the directory back.
  zsh: (args, env, directory) => ({
    args,
    env: { ZDOTDIR: directory, AGENT_TTY_ZDOTDIR: env["ZDOTDIR"] },
    script: { name: ".zshenv", head: "" },
  }),
  fish: (args, _env, directory) => ({
    args: [...args, "-C", `source ${quotedShellWord(`${directory}/agent-tty.fish`)}`],
    env: {},
    script: { name: "agent-tty.fish", head: "" },
  }),
};

/** bash reads ours instead of ~/.bashrc, and in it the user's. */
function bashWithStartFile(args: readonly string[], directory: string): Launch {
  const name = "agent-tty.bash";
  const at = args.findIndex((arg) => arg === "--rcfile" || arg === "--init-file");
  const own = at === -1 ? "~/.bashrc" : quotedShellWord(args[at + 1] ?? "");
  const rest = at === -1 ? args : args.toSpliced(at, 2);
  return {
    // Long options must stand in front of the others.
    args: ["--rcfile", `${directory}/${name}`, ...rest],
    env: {},
    script: { name, head: `[ ! -f ${own} ] || . ${own}\n` },
  };
}

/**
 * A login shell, or one without start-up files, reads no such file. In POSIX mode bash reads what `ENV` names; there the
 * mode is left again, and the files of a login shell are read, as bash would have done it.
 */
function bashInPosixMode(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  directory: string,
): Launch {
  const name = "agent-tty.bash";
  const isLogin = args.some((arg) => /^-[il]*l[il]*$|^--login$/.test(arg));
  const lines = ["set +o posix", env["ENV"] === undefined ? "unset ENV" : `ENV=${quotedShellWord(env["ENV"])}`];
  // Otherwise bash would have chosen another history for its POSIX mode.
  if (env["HISTFILE"] === undefined) lines.push("export -n HISTFILE");
  if (isLogin && !args.includes("--noprofile")) {
    lines.push("[ ! -r /etc/profile ] || . /etc/profile");
    lines.push("for __agent_tty_file in ~/.bash_profile ~/.bash_login ~/.profile; do");
    lines.push('  if [ -r "$__agent_tty_file" ]; then . "$__agent_tty_file"; break; fi');
    lines.push("done", "unset __agent_tty_file");
  }
  return {
    args: ["--posix", ...args],
    env: { ENV: `${directory}/${name}`, HISTFILE: env["HISTFILE"] ?? `${env["HOME"] ?? ""}/.bash_history` },
    script: { name, head: `${lines.join("\n")}\n` },
  };
}
