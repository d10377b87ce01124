import { Command, CommanderError, Option } from "commander";
import type { CommandDefinition } from "./command.ts";
import { GLOBAL_OPTIONS, type GlobalFlags } from "./global-options.ts";
import type { OptionDefinition } from "./option.ts";
import { UsageError, usageError } from "./usage-error.ts";

export interface ParsedCommand {
  readonly arguments: readonly (string | string[] | undefined)[];
  readonly options: Record<string, unknown>;
  readonly flags: GlobalFlags;
}

const GLOBAL_GROUP = "Global options:";
const GLOBAL_NAMES = new Set(GLOBAL_OPTIONS.map((option) => newOption(option).attributeName()));

/**
 * Parses the command line of one command; only this one is built.
 *
 * @throws UsageError; AppError from the parsers of the options' values
 */
export function parseCommand(definition: CommandDefinition, argv: readonly string[]): ParsedCommand | { help: string } {
  const program = newProgram();
  const printed: string[] = [];
  let parsed: ParsedCommand | undefined;
  program.configureOutput({ writeOut: (text) => printed.push(text), writeErr: () => {} });
  const command = addCommand(program, definition);
  command.action(() => {
    parsed = {
      arguments: command.processedArgs as ParsedCommand["arguments"],
      options: pick(command, (name) => !GLOBAL_NAMES.has(name)),
      flags: { ...program.opts(), ...groupFlags(program, command), ...pick(command, (name) => GLOBAL_NAMES.has(name)) },
    };
  });
  try {
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.helpDisplayed") return { help: helpOf(command, printed) };
    throw usageError(error, command);
  }
  if (!parsed) throw new UsageError(`'${definition.name}' could not be parsed.`, command.helpInformation());
  return parsed;
}

/** The program with its global options, and no command yet. */
export function newProgram(): Command {
  const program = new Command("agent-tty")
    .description("A real terminal for coding agents, CI jobs and people, and evidence of what happened in it.")
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride();
  for (const option of GLOBAL_OPTIONS) program.addOption(newOption(option));
  return program;
}

function addCommand(program: Command, definition: CommandDefinition): Command {
  const [first = "", second] = definition.name.split(" ");
  const parent = second === undefined ? program : addGroup(program, first);
  const command = parent.command(second ?? first).description(`${definition.summary}.`);
  for (const alias of definition.aliases ?? []) command.alias(alias);
  for (const { flags, description } of definition.arguments) command.argument(flags, description);
  for (const option of definition.options) command.addOption(newOption(option));
  // Groups are shown in the order of their first options; a command's own come first.
  const ownGroup = definition.options.length === 0 ? GLOBAL_GROUP : "Options:";
  command.addHelpOption(new Option("-h, --help", "display help for command").helpGroup(ownGroup));
  for (const option of GLOBAL_OPTIONS) command.addOption(newOption(option).helpGroup(GLOBAL_GROUP));
  if (definition.passThrough) command.passThroughOptions();
  if (definition.notes) command.addHelpText("after", `\n${definition.notes}`);
  return command;
}

function addGroup(program: Command, name: string): Command {
  const group = program.command(name).helpCommand(false).enablePositionalOptions();
  for (const option of GLOBAL_OPTIONS) group.addOption(newOption(option));
  return group;
}

function newOption({ flags, description, parse, repeatable }: OptionDefinition): Option {
  const option = new Option(flags, description);
  if (repeatable) {
    option.argParser((text: string, before: unknown) => [...((before as unknown[]) ?? []), parse ? parse(text) : text]);
  } else if (parse) {
    option.argParser((text) => parse(text));
  }
  return option;
}

/** The options that were given behind the command; a default must not hide what stood before it. */
function pick(command: Command, wanted: (name: string) => boolean): Record<string, unknown> {
  const given = Object.entries(command.opts()).filter(
    ([name]) => wanted(name) && command.getOptionValueSource(name) === "cli",
  );
  return Object.fromEntries(given);
}

/** The global options between the two words of a group's command. */
function groupFlags(program: Command, command: Command): GlobalFlags {
  const { parent } = command;
  return parent === null || parent === program ? {} : pick(parent, () => true);
}

/** Also for `--help` in front of the command, which commander takes for the program's. */
function helpOf(command: Command, printed: string[]): string {
  printed.length = 0;
  command.outputHelp();
  return printed.join("");
}
