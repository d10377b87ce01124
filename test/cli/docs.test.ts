import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pages } from "../../scripts/docs/pages.ts";
import { typeNotation } from "../../scripts/docs/type-notation.ts";
import { COMMANDS } from "../../src/cli/command-table.ts";
import { NAMED_KEYS } from "../../src/core/key-tables.ts";
import { FAILURE_ORIGINS, SESSION_STATUSES } from "../../src/core/session-status.ts";
import { SIGNALS } from "../../src/core/signals.ts";
import { ERROR_CODES } from "../../src/protocol/errors.ts";
import { eventSchema } from "../../src/protocol/events.ts";
import { manifestSchema } from "../../src/protocol/manifest.ts";

const folder = join(import.meta.dir, "../../docs");

test.each(Object.keys(pages()))("docs/%s is what 'npm run docs' writes", (name) => {
  expect(readFileSync(join(folder, name), "utf8")).toBe(pages()[name] as string);
});

test("no command and no code is missing", () => {
  const { "json.md": json = "", "exit-codes.md": codes = "" } = pages();
  for (const { name } of COMMANDS) expect(json).toContain(`\n## ${name}\n`);
  for (const code of Object.keys(ERROR_CODES)) expect(codes).toContain(`\`${code}\``);
  expect(json).not.toContain("No result.");
});

test("what users and programs may name is told to them", () => {
  const sessions = readFileSync(join(folder, "sessions.md"), "utf8");
  const files = readFileSync(join(folder, "files.md"), "utf8");
  // Of F1 to F24 the ends are named.
  const keys = [...NAMED_KEYS.keys()].filter((name) => !/^F\d+$/.test(name));
  const missing = (page: string, names: readonly string[]) =>
    names.filter((name) => !new RegExp(`\\b${name}\\b`).test(page));
  expect(missing(sessions, [...SIGNALS, ...SESSION_STATUSES, ...keys])).toEqual([]);
  const eventTypes = eventSchema.options.map(({ shape }) => shape.type.value);
  expect(missing(files, [...eventTypes, ...FAILURE_ORIGINS, ...Object.keys(manifestSchema.shape)])).toEqual([]);
});

test("a schema is written as a type", () => {
  const schema = {
    type: "object" as const,
    properties: {
      at: { type: "string" as const, format: "date-time" },
      kinds: { type: "array" as const, items: { enum: ["a", "b"] } },
      lines: {
        type: "array" as const,
        items: { type: "object" as const, properties: { row: { type: "integer" as const } } },
      },
      more: { type: "object" as const, additionalProperties: {} },
      pid: { anyOf: [{ type: "integer" as const }, { type: "null" as const }], description: "of the program" },
    },
    required: ["at", "pid"],
  };
  expect(typeNotation(schema)).toBe(`{
  at: string  // ISO 8601, UTC
  kinds?: ("a" | "b")[]
  lines?: {
    row?: integer
  }[]
  more?: { [name]: unknown }
  pid: integer | null  // of the program
}`);
});
