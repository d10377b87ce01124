import { type Command, CommanderError } from "commander";
import { nearest } from "../core/nearest.ts";
import { ERROR_CODES } from "../protocol/errors.ts";
import { VERSION } from "../version.ts";
import type { CommandEntry } from "./command.ts";
import { COMMANDS, GROUPS, isGroup } from "./command-table.ts";
import { newProgram } from "./parse.ts";
import { UsageError, usageDetails, usageMessage } from "./usage-error.ts";

/** A misspelling further away than this, or than a third of its letters, is not a misspelling. */
const LARGEST_DISTANCE = 3;

const COMMAND_POINTER = "'agent-tty <command> --help' tells more about a command.";
const GUIDE_POINTER = "'agent-tty skills get agent-tty' prints a guide for coding agents.";

/**
 * What to print for a line without a known command: help, of the program or a group of commands, or the version. Who
 * wants `json` and has not asked for help is a program that has left out the command.
 *
 * @throws UsageError for an unknown command or option, or one that is left out
 */
export function programHelp(argv: readonly string[], words: readonly string[], json: boolean): string {
  const [word, second] = words;
  const asked = argv.some((arg) => arg === "--help" || arg === "-h");
  if (word !== undefined && isGroup(word)) return groupHelp(word, second, json && !asked);
  const help = programHelpText();
  if (word === "help" || (word === undefined && asked)) return help;
  if (word === undefined && argv.some((arg) => arg === "--version" || arg === "-V")) return VERSION;
  checkOptions(word === undefined ? argv : argv.slice(0, argv.indexOf(word)), help);
  if (word !== undefined) throw unknownCommand(word, COMMANDS, help);
  if (json) throw new UsageError("No command is given.", help, { commands: COMMANDS.map(({ name }) => name) });
  return help;
}

function groupHelp(group: string, second: string | undefined, json: boolean): string {
  const members = COMMANDS.filter(({ name }) => name.startsWith(`${group} `));
  const commands = members.map(({ name }) => name);
  const help = groupHelpText(group, members);
  if (second === undefined && json) {
    throw new UsageError(`'${group}' is no command by itself: ${commands.join(", ")}.`, help, {
      command: group,
      commands,
    });
  }
  if (second === undefined) return help;
  throw unknownCommand(`${group} ${second}`, members, help);
}

function unknownCommand(command: string, known: readonly CommandEntry[], help: string): UsageError {
  const names = known.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const lastWord = command.split(" ").at(-1) ?? "";
  const suggestion = nearest(command, names, Math.min(LARGEST_DISTANCE, Math.floor(lastWord.length / 3)));
  const hint = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
  return new UsageError(`Unknown command '${command}'.${hint}`, help, {
    command,
    ...(suggestion !== undefined && { suggestion }),
  });
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
    throw new UsageError(usageMessage(error.message), help, usageDetails(error));
  }
}

function programHelpText(): string {
  const program = newProgram().usage("[global options] <command> [arguments] [options]").version(VERSION);
  return helpText(program, COMMANDS, `${exitStatuses()}\n\n${COMMAND_POINTER}\n${GUIDE_POINTER}`);
}

function groupHelpText(group: string, members: readonly CommandEntry[]): string {
  const program = newProgram()
    .name(`agent-tty ${group}`)
    .description(`${GROUPS[group]}.`)
    .usage("<command> [arguments] [options]");
  return helpText(program, members, COMMAND_POINTER);
}

function helpText(program: Command, commands: readonly CommandEntry[], behind: string): string {
  for (const { name, aliases = [], summary } of commands) {
    // Made first and then added: `program.command` would take a name's second word for an argument.
    const command = program.createCommand(name).description(summary).helpOption(false);
    for (const alias of aliases) command.alias(alias);
    program.addCommand(command);
  }
  program.addHelpText("after", `\n${behind}`);
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
