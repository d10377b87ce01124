import type { Shell } from "./shell.ts";
import script from "./zsh.zsh" with { type: "text" };

export const zsh: Shell = {
  programs: ["zsh"],
  options: {
    ...{ "-i": 0, "-l": 0, "-il": 0, "-li": 0, "--login": 0, "--interactive": 0, "-o": 1, "+o": 1, "-d": 0, "-x": 0 },
    ...{ "-f": 0, "-fi": 0, "-if": 0, "-df": 0, "-fd": 0, "--no-rcs": 0 },
  },
  script,
  // End of line and kill to its start; in vi's modes, change the line.
  editor: { clear: ["\x05\x15", "\x1bcc"], quote: "\x16" },
  // Our .zshenv is the first file that zsh reads of the user's; it gives the directory back. With -f it would not be read:
  // there the script itself sees to it that no other file is.
  launch: ({ args, env, directory }) => {
    const withoutFiles = args.some((arg) => /^-[dfi]*f[dfi]*$|^--no-rcs$/.test(arg));
    return {
      args: args
        .map((arg) => (/^-[dfi]+$/.test(arg) ? `-i${arg.includes("d") ? "d" : ""}` : arg))
        .filter((arg) => arg !== "--no-rcs"),
      env: { ZDOTDIR: directory, AGENT_TTY_ZDOTDIR: env["ZDOTDIR"] },
      script: { name: ".zshenv", head: withoutFiles ? "unsetopt rcs\n" : "" },
    };
  },
};
