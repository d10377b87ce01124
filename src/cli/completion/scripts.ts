import { quotedShellWord } from "../../core/shell-words.ts";
import { selfCommand } from "../../runtime.ts";
import bash from "./agent-tty.bash" with { type: "text" };
import fish from "./agent-tty.fish" with { type: "text" };
import zsh from "./agent-tty.zsh" with { type: "text" };

const SCRIPTS = { bash, zsh, fish };

export type Shell = keyof typeof SCRIPTS;
export const SHELLS = Object.keys(SCRIPTS) as Shell[];

/** The script that a shell sources; it asks this very program for what to offer. */
export function completionScript(shell: Shell): string {
  const words = selfCommand().map(quotedShellWord);
  return SCRIPTS[shell].replaceAll("@EXECUTABLE@", () => words[0] ?? "").replaceAll("@PROGRAM@", () => words.join(" "));
}
