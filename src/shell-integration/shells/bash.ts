import { quotedShellWord } from "../../core/shell-words.ts";
import script from "./bash.bash" with { type: "text" };
import type { Launch, LaunchRequest, Shell } from "./shell.ts";

const SCRIPT_NAME = "agent-tty.bash";
const IS_LOGIN = /^-[il]*l[il]*$|^--login$/;

export const bash: Shell = {
  programs: ["bash"],
  options: {
    ...{ "-i": 0, "-l": 0, "-il": 0, "-li": 0, "--login": 0, "--norc": 0, "--noprofile": 0, "--noediting": 0 },
    ...{ "--rcfile": 1, "--init-file": 1, "-o": 1, "+o": 1, "-O": 1, "+O": 1, "-x": 0, "-e": 0, "-u": 0 },
  },
  script,
  // End of line and kill to its start; in vi's modes, delete the line and insert.
  editor: { clear: ["\x05\x15", "\x1bddi"], quote: "\x16" },
  launch: (request) =>
    request.args.some((arg) => IS_LOGIN.test(arg) || arg === "--norc") ? inPosixMode(request) : withStartFile(request),
};

/** bash reads ours instead of ~/.bashrc, and in it the user's. */
function withStartFile({ args, directory }: LaunchRequest): Launch {
  const at = args.findIndex((arg) => arg === "--rcfile" || arg === "--init-file");
  const own = at === -1 ? "~/.bashrc" : quotedShellWord(args[at + 1] ?? "");
  const rest = at === -1 ? args : args.toSpliced(at, 2);
  return {
    // Long options must stand in front of the others.
    args: ["--rcfile", `${directory}/${SCRIPT_NAME}`, ...rest],
    env: {},
    script: { name: SCRIPT_NAME, head: `[ ! -f ${own} ] || . ${own}\n` },
  };
}

/**
 * A login shell, or one without start-up files, reads no such file. In POSIX mode bash reads what `ENV` names; there the
 * mode is left again, with all that it has switched, and the files of a login shell are read, as bash would have done it.
 */
function inPosixMode({ args, env, directory }: LaunchRequest): Launch {
  const lines = [
    "set +o posix",
    // What the mode has set, and leaves set.
    "shopt -u inherit_errexit shift_verbose 2>/dev/null",
    ...(env["MAILCHECK"] === undefined ? ["MAILCHECK=60"] : []),
    env["ENV"] === undefined ? "unset ENV" : `ENV=${quotedShellWord(env["ENV"])}`,
  ];
  // Otherwise bash would have chosen another history for its POSIX mode.
  if (env["HISTFILE"] === undefined) lines.push("export -n HISTFILE");
  if (args.some((arg) => IS_LOGIN.test(arg)) && !args.includes("--noprofile")) {
    lines.push("[ ! -r /etc/profile ] || . /etc/profile");
    lines.push("for __agent_tty_file in ~/.bash_profile ~/.bash_login ~/.profile; do");
    lines.push('  if [ -r "$__agent_tty_file" ]; then . "$__agent_tty_file"; break; fi');
    lines.push("done", "unset __agent_tty_file");
  }
  return {
    args: ["--posix", ...args],
    env: { ENV: `${directory}/${SCRIPT_NAME}`, HISTFILE: env["HISTFILE"] ?? `${env["HOME"] ?? ""}/.bash_history` },
    script: { name: SCRIPT_NAME, head: `${lines.join("\n")}\n` },
  };
}
