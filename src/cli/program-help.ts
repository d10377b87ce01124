import { CommanderError } from "commander";
import { nearest } from "../core/nearest.ts";
import { ERROR_CODES } from "../protocol/errors.ts";
import { VERSION } from "../version.ts";
import type { CommandEntry } from "./command.ts";
import { COMMANDS, isGroup } from "./command-table.ts";
import { newProgram, UsageError, usageMessage } from "./parse.ts";

/** A misspelling further away than this, or than half of its letters, is not a misspelling. */
const LARGEST_DISTANCE = 3;

const POINTERS = [
  "'agent-tty <command> --help' tells more about a command.",
  "'agent-tty skills get agent-tty' prints a guide for coding agents.",
].join("\n");

/**
 * What to print for a line without a known command: help, of the program or a group of commands, or the version.
 *
 * @throws UsageError for an unknown command or option
 */
export function programHelp(argv: readonly string[], words: readonly string[]): string {
  const [word, second] = words;
  if (word !== undefined && isGroup(word)) return groupHelp(word, second);
  const help = helpText(COMMANDS);
  if (word === "help" || (word === undefined && argv.some((arg) => arg === "--help" || arg === "-h"))) return help;
  if (word === undefined && argv.some((arg) => arg === "--version" || arg === "-V")) return VERSION;
  checkOptions(word === undefined ? argv : argv.slice(0, argv.indexOf(word)), help);
  if (word !== undefined) throw unknownCommand(word, COMMANDS, help);
  return help;
}

function groupHelp(group: string, second: string | undefined): string {
  const members = COMMANDS.filter(({ name }) => name.startsWith(`${group} `));
  const help = helpText(members);
  if (second === undefined) return help;
  throw unknownCommand(`${group} ${second}`, members, help);
}

function unknownCommand(command: string, known: readonly CommandEntry[], help: string): UsageError {
  const names = known.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const lastWord = command.split(" ").at(-1) ?? "";
  const suggestion = nearest(command, names, Math.min(LARGEST_DISTANCE, Math.floor(lastWord.length / 2)));
  const hint = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
  return new UsageError(`Unknown command '${command}'.${hint}`, help, { command });
}

/** A misspelt option in front of the command may be why its value was taken for the command. */
function checkOptions(argv: readonly string[], help: string): void {
  const program = newProgram()
    .allowExcessArguments()
    .configureOutput({ writeErr: () => {} });
  try {
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new UsageError(usageMessage(error.message), help);
  }
}

function helpText(commands: readonly CommandEntry[]): string {
  const program = newProgram().usage("[global options] <command> [arguments] [options]").version(VERSION);
  for (const { name, aliases = [], summary } of commands) {
    // Made first and then added: `program.command` would take a name's second word for an argument.
    const command = program.createCommand(name).description(summary).helpOption(false);
    for (const alias of aliases) command.alias(alias);
    program.addCommand(command);
  }
  program.addHelpText("after", `\n${exitStatuses()}\n\n${POINTERS}`);
  let text = "";
  program.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  program.outputHelp();
  return text;
}

function exitStatuses(): string {
  const byStatus = new Map<number, string[]>([[0, ["success"]]]);
  for (const [code, { exit }] of Object.entries(ERROR_CODES)) byStatus.set(exit, [...(byStatus.get(exit) ?? []), code]);
  const lines = [...byStatus].map(([status, codes]) => `  ${String(status).padStart(2)}  ${codes.join(", ")}`);
  return ["Exit status:", ...lines].join("\n");
}
