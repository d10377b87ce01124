import { z } from "zod";
import { failureEnvelope, successEnvelope } from "../protocol/envelope.ts";
import { RESULTS } from "../protocol/results.ts";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** JSON Schema of a result alone; `undefined` for a command that has none. */
export function resultSchema(command: string): JsonSchema | undefined {
  const result = RESULTS[command];
  return result && toJsonSchema(result);
}

/** JSON Schema of all that a command can print with `--json`; `undefined` for a command that has none. */
export function commandSchema(command: string): JsonSchema | undefined {
  const result = RESULTS[command];
  if (result === undefined) return undefined;
  return { $schema: DIALECT, title: `agent-tty ${command} --json`, anyOf: [success(command, result), failureSchema()] };
}

/** JSON Schema of all that any command can print with `--json`; `$defs` has each envelope by its command's name. */
export function everySchema(): JsonSchema {
  const successes = Object.entries(RESULTS).map(([command, result]) => [command, success(command, result)] as const);
  const $defs = Object.fromEntries([...successes, ["failure", failureSchema()]]);
  const anyOf = Object.keys($defs).map((name) => ({ $ref: `#/$defs/${name.replaceAll(" ", "%20")}` }));
  return { $schema: DIALECT, title: "agent-tty --json", anyOf, $defs };
}

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

const success = (command: string, result: z.ZodType) => toJsonSchema(successEnvelope(command, result));

/** JSON Schema of the envelope of a call that failed, whichever it was. */
export function failureSchema(): JsonSchema {
  return toJsonSchema(failureEnvelope);
}

/** Strict: of an output, zod says that no object has further properties. */
function toJsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: "output",
    override: ({ jsonSchema }) => {
      // What follows from the format, or from JavaScript's numbers, only makes a schema harder to read.
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      delete jsonSchema.readOnly;
    },
  });
  return rest;
}
