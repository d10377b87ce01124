import { nearest } from "../core/nearest.ts";
import { ERROR_CODES } from "../protocol/errors.ts";
import { VERSION } from "../version.ts";
import { COMMANDS } from "./command-table.ts";
import { newProgram, UsageError } from "./parse.ts";

/** A misspelling further away than this is not a misspelling. */
const LARGEST_DISTANCE = 3;

/**
 * What to print for a line without a known command: help or version.
 *
 * @throws UsageError for an unknown command or option
 */
export function programHelp(argv: readonly string[], word: string | undefined): string {
  const help = helpText();
  if (word === "help" || (word === undefined && argv.some((arg) => arg === "--help" || arg === "-h"))) return help;
  if (word !== undefined) throw new UsageError(unknownCommand(word), help, { command: word });
  if (argv.includes("--version") || argv.includes("-V")) return VERSION;
  const unknown = argv.find((arg) => arg.startsWith("-") && !isGlobalOption(arg));
  if (unknown !== undefined) throw new UsageError(`Unknown option '${unknown}'.`, help, { option: unknown });
  return help;
}

function unknownCommand(word: string): string {
  const names = COMMANDS.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const suggestion = nearest(word, names, LARGEST_DISTANCE);
  const hint = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
  return `Unknown command '${word}'.${hint}`;
}

function isGlobalOption(arg: string): boolean {
  const name = arg.split("=")[0] ?? arg;
  return newProgram().options.some(({ long, short }) => name === long || name === short);
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
