import type { Command, CommanderError } from "commander";
import { AppError } from "../protocol/errors.ts";

/** A command line that cannot be understood; `help` is what to show a person after the message. */
export class UsageError extends AppError {
  readonly help: string;

  constructor(message: string, help: string, details: Record<string, unknown> = {}) {
    super("INVALID_INPUT", message, details);
    this.help = help;
  }
}

/** What of commander's messages a program wants to know, by the code of its error; each finds one word. */
const DETAILS: Readonly<Record<string, { readonly name: string; readonly in: RegExp }>> = {
  "commander.unknownOption": { name: "option", in: /'(.*)'/ },
  "commander.optionMissingArgument": { name: "option", in: /'(?:.*, )?(--?[^ ']+)/ },
  "commander.missingArgument": { name: "argument", in: /'(.*)'/ },
};

const SUGGESTION = /\(Did you mean (.*)\?\)/;

/** What commander says of a command's line, as an error of ours. */
export function usageError(error: CommanderError, command: Command): UsageError {
  const name = command.parent?.parent ? `${command.parent.name()} ${command.name()}` : command.name();
  if (error.code !== "commander.excessArguments") {
    const details = { command: name, ...usageDetails(error) };
    return new UsageError(usageMessage(error.message), command.helpInformation(), details);
  }
  const excess = command.args.slice(command.registeredArguments.length);
  const list = excess.map((word) => `'${word}'`).join(", ");
  const message = `Too many arguments for '${name}': ${list}. Quote an argument that holds blanks.`;
  return new UsageError(message, command.helpInformation(), { command: name, excess });
}

/** The option or argument that commander's error is about, and what it takes it to be a misspelling of. */
export function usageDetails({ code, message }: CommanderError): Record<string, string> {
  const wanted = DETAILS[code];
  const value = wanted?.in.exec(message)?.[1];
  const suggestion = SUGGESTION.exec(message)?.[1];
  return {
    ...(wanted !== undefined && value !== undefined && { [wanted.name]: value }),
    ...(suggestion !== undefined && { suggestion }),
  };
}

/** commander's `error: unknown option '--colz'\n(Did you mean --cols?)` as a sentence of ours. */
export function usageMessage(message: string): string {
  const [first = "", ...rest] = message.replace(/^error: /, "").split("\n");
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}${/[.?!]$/.test(first) ? "" : "."}`;
  return [sentence, ...rest.map((line) => line.replace(/^\((.*)\)$/, "$1"))].join(" ");
}
