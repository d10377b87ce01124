import type { Globals } from "./global-options.ts";
import type { OptionDefinition } from "./option.ts";

/** A command as data: its help, its parsing and its completions all come from here. */
export interface CommandDefinition {
  /** As the user types it. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** More about it, below the options in its help. */
  readonly notes?: string;
  readonly arguments: readonly ArgumentDefinition[];
  readonly options: readonly OptionDefinition[];
  /** Options end at the first argument: the rest belongs to the program that is started. */
  readonly passThrough?: boolean;
  readonly execute: (call: CommandCall<never>) => Promise<CommandOutcome>;
}

/** A command before its code is loaded. */
export interface CommandEntry {
  /** As the user types it; of two words for a command of a group. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** The command's code is loaded only when it is called. */
  readonly load: () => Promise<{ command: CommandDefinition }>;
}

/** All the commands there are, for those that tell about the others. */
export interface Catalogue {
  readonly commands: readonly CommandEntry[];
  /** First words that stand for several commands, with what these have in common. */
  readonly groups: Readonly<Record<string, string>>;
}

/** The command that these words, the first of a line, name; a group's takes two of them. */
export function findIn({ commands, groups }: Catalogue, words: readonly string[]): CommandEntry | undefined {
  const [first = "", second = ""] = words;
  const name = Object.hasOwn(groups, first) ? `${first} ${second}` : first;
  return commands.find((entry) => entry.name === name || entry.aliases?.includes(name));
}

export interface ArgumentDefinition {
  /** `<required>`, `[optional]` or `<variadic...>`. */
  readonly flags: string;
  readonly description: string;
}

/** What the user typed, parsed. */
export interface CommandCall<Options> {
  readonly arguments: readonly (string | string[] | undefined)[];
  readonly options: Options;
  readonly globals: Globals;
  readonly catalogue: Catalogue;
}

export interface CommandOutcome {
  /** The `result` of the JSON envelope. */
  readonly result: object;
  /**
   * What a person reads; a last newline is added where there is none; nothing at all if empty. Bytes are written as they
   * are, one piece after the other.
   */
  readonly human: string | Iterable<Uint8Array>;
  /** Where it is not 0 although the call succeeded: a wait that timed out. */
  readonly exitStatus?: number;
}

/** Ties the options that a command declares to the type its code reads them by. */
export function defineCommand<Options>(
  definition: Omit<CommandDefinition, "execute"> & {
    readonly execute: (call: CommandCall<Options>) => Promise<CommandOutcome>;
  },
): CommandDefinition {
  return definition as CommandDefinition;
}
