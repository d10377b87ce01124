import { nearest } from "../../core/nearest.ts";
import { ERROR_MEANINGS } from "../../protocol/error-meanings.ts";
import { AppError, ERROR_CODES, type ErrorCode } from "../../protocol/errors.ts";
import { RESULTS } from "../../protocol/results.ts";
import { type Catalogue, defineCommand, findIn } from "../command.ts";
import { commandSchema, everySchema, type JsonSchema } from "../json-schema.ts";

export const command = defineCommand<object>({
  name: "schema",
  summary: "Print the JSON Schema of what commands print with --json",
  arguments: [{ flags: "[command-name...]", description: "the command, of one word or two; all if left out" }],
  options: [],
  notes:
    "The schema describes the whole envelope, of success and of failure, and allows no field that it does not name.",
  async execute({ arguments: [words], catalogue }) {
    const name = (words as string[]).join(" ");
    const found = name === "" ? { schema: everySchema() } : schemaOf(catalogue, name);
    return { result: { ...found, errors: errors() }, human: JSON.stringify(found.schema, null, 2) };
  },
});

function schemaOf(catalogue: Catalogue, given: string): { command: string; schema: JsonSchema } {
  const command = findIn(catalogue, given.split(" "))?.name ?? given;
  const schema = commandSchema(command);
  if (schema !== undefined) return { command, schema };
  const commands = Object.keys(RESULTS);
  const suggestion = nearest(given, commands, Math.floor(given.length / 3));
  const hint = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
  throw new AppError("INVALID_INPUT", `There is no command '${given}'.${hint}`, { command: given, commands });
}

function errors() {
  return Object.entries(ERROR_CODES).map(([code, { exit, retryable }]) => ({
    code,
    exitStatus: exit,
    retryable,
    meaning: ERROR_MEANINGS[code as ErrorCode],
  }));
}
