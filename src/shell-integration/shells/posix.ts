import { quotedShellWord } from "../../core/shell-words.ts";
import script from "./posix.sh" with { type: "text" };
import type { Editor, Shell } from "./shell.ts";

const SCRIPT_NAME = "agent-tty.sh";

/** Each of them is read by POSIX shells (sh, "Options"); those with a value take the next word. */
const OPTIONS = { "-i": 0, "-l": 0, "-E": 0, "-V": 0, "-e": 0, "-u": 0, "-x": 0, "-o": 1, "+o": 1 } as const;

/** The terminal's own line: its kill character. A Tab is a character. */
const TERMINAL_LINE: Editor = { clear: ["\x15"] };

/** An interactive shell reads the file that `ENV` names (POSIX, sh); ours reads the user's first. */
function posixShell(programs: readonly string[], editor: Editor): Shell {
  return {
    programs,
    options: OPTIONS,
    script,
    editor,
    launch: ({ args, env, directory }) => {
      const own = env["ENV"];
      const lines =
        own === undefined
          ? ["unset ENV"]
          : [`ENV=${quotedShellWord(own)}`, `[ ! -r ${quotedShellWord(own)} ] || . ${quotedShellWord(own)}`];
      return {
        args,
        env: { ENV: `${directory}/${SCRIPT_NAME}` },
        script: { name: SCRIPT_NAME, head: `${lines.join("\n")}\n` },
      };
    },
  };
}

export const dash = posixShell(["dash", "sh"], TERMINAL_LINE);
/** No key of its editor quotes a Tab. */
export const busybox = posixShell(["ash", "busybox sh", "busybox ash"], { clear: ["\x01\x0b"] });
export const ksh93 = posixShell(["ksh93", "ksh"], { clear: ["\x15", "\x1bddi"], quote: "\x16" });
export const mksh = posixShell(["mksh"], { clear: ["\x01\x0b", "\x1bddi"], quote: "\x16" });
