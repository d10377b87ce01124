import { mkdirSync, writeFileSync } from "node:fs";
import { startedShell } from "./shells.ts";

/** What is to be started instead. */
export interface IntegratedCommand {
  readonly command: readonly string[];
  readonly env: Record<string, string>;
}

/**
 * Has a shell's prompts bear marks: writes the script that it is to read into `directory`, and gives the command and the
 * environment that make it read that. Nothing where the command starts no shell that we know, interactively.
 *
 * @param word what the marks carry: 32 hexadecimal digits
 * @throws what `node:fs` throws when the script cannot be written
 */
export function integrate(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  directory: string,
  word: string,
): IntegratedCommand | undefined {
  const started = startedShell(command);
  if (started === undefined) return undefined;
  const { shell, program, args } = started;
  const launch = shell.launch({ args, env, directory });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const text = launch.script.head + shell.script.replaceAll("@WORD@", word);
  writeFileSync(`${directory}/${launch.script.name}`, text, { mode: 0o600 });
  const whole = { ...env, ...launch.env };
  const defined = Object.entries(whole).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { command: [...program, ...launch.args], env: Object.fromEntries(defined) };
}
