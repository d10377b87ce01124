import type { CommandDefinition } from "../command.ts";
import { GLOBAL_OPTIONS } from "../global-options.ts";
import type { OptionDefinition } from "../option.ts";

/** How far a command line has come, as far as completion needs to know. */
export interface Line {
  /** The words that are no options, without the command's own. */
  readonly positionals: string[];
  /** An option that takes the word under the cursor as its value. */
  pending: OptionDefinition | undefined;
  /** Whether `--`, or the program that is started, has ended the options. */
  optionsEnded: boolean;
  readonly given: Set<OptionDefinition>;
  /** The value of `--home`. */
  home: string | undefined;
}

/** The options that may stand in a line: the command's and the global ones. */
export function optionsOf(definition: CommandDefinition | undefined): readonly OptionDefinition[] {
  return [...(definition?.options ?? []), ...GLOBAL_OPTIONS];
}

/** An option's name as it is typed: `--cols`. */
export function optionName({ flags }: OptionDefinition): string {
  return flags.split(" ")[0] as string;
}

export function takesValue({ flags }: OptionDefinition): boolean {
  return flags.includes("<");
}

/** Reads the words before the cursor; unknown options are passed over. */
export function readLine(before: readonly string[], definition: CommandDefinition | undefined): Line {
  const line: Line = { positionals: [], pending: undefined, optionsEnded: false, given: new Set(), home: undefined };
  const options = optionsOf(definition);
  let commandWords = definition?.name.split(" ").length ?? 0;
  for (const word of before) {
    if (line.pending) takeValue(line, line.pending, word);
    else if (word.startsWith("-") && !line.optionsEnded) readOption(line, options, word);
    else if (commandWords > 0) commandWords--;
    else {
      line.positionals.push(word);
      if (definition?.passThrough) line.optionsEnded = true;
    }
  }
  return line;
}

function readOption(line: Line, options: readonly OptionDefinition[], word: string): void {
  if (word === "--") {
    line.optionsEnded = true;
    return;
  }
  const equals = word.indexOf("=");
  const name = equals === -1 ? word : word.slice(0, equals);
  const option = options.find((candidate) => optionName(candidate) === name);
  if (option === undefined) return;
  line.given.add(option);
  if (!takesValue(option)) return;
  if (equals === -1) line.pending = option;
  else takeValue(line, option, word.slice(equals + 1));
}

function takeValue(line: Line, option: OptionDefinition, value: string): void {
  if (optionName(option) === "--home") line.home = value;
  line.pending = undefined;
}
