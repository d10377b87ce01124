import { CommanderError } from "commander";
import { nearest } from "../core/nearest.ts";
import { ERROR_CODES } from "../protocol/errors.ts";
import { VERSION } from "../version.ts";
import { COMMANDS } from "./command-table.ts";
import { newProgram, UsageError, usageMessage } from "./parse.ts";

/** A misspelling further away than this, or than half of its letters, is not a misspelling. */
const LARGEST_DISTANCE = 3;

/**
 * What to print for a line without a known command: help or version.
 *
 * @throws UsageError for an unknown command or option
 */
export function programHelp(argv: readonly string[], word: string | undefined): string {
  const help = helpText();
  if (word === "help" || (word === undefined && argv.some((arg) => arg === "--help" || arg === "-h"))) return help;
  if (word === undefined && argv.some((arg) => arg === "--version" || arg === "-V")) return VERSION;
  checkOptions(word === undefined ? argv : argv.slice(0, argv.indexOf(word)), help);
  if (word !== undefined) throw new UsageError(unknownCommand(word), help, { command: word });
  return help;
}

function unknownCommand(word: string): string {
  const names = COMMANDS.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const suggestion = nearest(word, names, Math.min(LARGEST_DISTANCE, Math.floor(word.length / 2)));
  const hint = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
  return `Unknown command '${word}'.${hint}`;
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

function helpText(): string {
  const program = newProgram().usage("[global options] <command> [arguments] [options]").version(VERSION);
  for (const { name, aliases = [], summary } of COMMANDS) {
    const command = program.command(name).description(summary).helpOption(false);
    for (const alias of aliases) command.alias(alias);
  }
  program.addHelpText("after", `\n${exitStatuses()}\n\n'agent-tty <command> --help' tells more about a command.`);
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
