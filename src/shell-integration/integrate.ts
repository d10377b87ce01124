import { mkdirSync, writeFileSync } from "node:fs";
import bash from "./agent-tty.bash" with { type: "text" };
import fish from "./agent-tty.fish" with { type: "text" };
import zsh from "./agent-tty.zsh" with { type: "text" };
import { integratedShell, shellLaunch } from "./shell-launch.ts";

const SCRIPTS = { bash, fish, zsh };

/** What is to be started instead, and the word that its marks carry. */
export interface IntegratedCommand {
  readonly command: readonly string[];
  readonly env: Record<string, string>;
  readonly word: string;
}

/**
 * Has a shell announce what it does: writes the script that it is to read into `directory`, and gives the command and the
 * environment that make it read that. Nothing where the command starts no shell that we know, interactively.
 *
 * @param word random letters and digits that nobody else knows
 * @throws what `node:fs` throws when the script cannot be written
 */
export function integrate(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  directory: string,
  word: string,
): IntegratedCommand | undefined {
  const shell = integratedShell(command);
  if (shell === undefined) return undefined;
  const launch = shellLaunch(shell, command.slice(1), env, directory);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const text = launch.script.head + SCRIPTS[shell].replaceAll("@WORD@", word);
  writeFileSync(`${directory}/${launch.script.name}`, text, { mode: 0o600 });
  const whole = { ...env, ...launch.env };
  const defined = Object.entries(whole).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { command: [command[0] as string, ...launch.args], env: Object.fromEntries(defined), word };
}
