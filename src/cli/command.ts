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
}

export interface CommandOutcome {
  /** The `result` of the JSON envelope. */
  readonly result: object;
  /** What a person reads; a last newline is added where there is none; nothing at all if empty. */
  readonly human: string;
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
