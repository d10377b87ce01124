import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pages } from "../../scripts/docs/pages.ts";
import { typeNotation } from "../../scripts/docs/type-notation.ts";
import { COMMANDS } from "../../src/cli/command-table.ts";
import { ERROR_CODES } from "../../src/protocol/errors.ts";

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
