import { COMMANDS } from "../../src/cli/command-table.ts";
import { failureSchema, type JsonSchema, resultSchema } from "../../src/cli/json-schema.ts";
import { ERROR_MEANINGS } from "../../src/protocol/error-meanings.ts";
import { ERROR_CODES, type ErrorCode } from "../../src/protocol/errors.ts";
import { typeNotation } from "./type-notation.ts";

const NOTICE = "<!-- Written by `npm run docs` from the schemas in src/protocol; a test fails where it is stale. -->";

/** The pages that are made from what the program is made from, by their names in `docs/`. */
export function pages(): Record<string, string> {
  return { "json.md": jsonPage(), "exit-codes.md": exitCodesPage() };
}

function jsonPage(): string {
  const commands = COMMANDS.map(({ name, summary }) => {
    const result = resultSchema(name);
    return `## ${name}\n\n${summary}.\n\n${result ? alternatives(result) : "No result."}`;
  });
  return `# What --json prints

${NOTICE}

With \`--json\` every command prints exactly one envelope on standard output, and nothing else there. This page has the
\`result\` of each; \`agent-tty schema [command]\` prints the same as JSON Schema, for programs. A field behind a \`?\` is not
always there. Fields may be added in later versions; none is renamed or changes its type.

A call that succeeded:

${block({ ...envelope("true"), result: "{ … }" })}

A call that failed, with an [exit status](exit-codes.md) that says why:

\`\`\`ts
${typeNotation(failureSchema()).replace(CODES, "string")}
\`\`\`

${commands.join("\n\n")}
`;
}

const CODES = Object.keys(ERROR_CODES)
  .map((code) => JSON.stringify(code))
  .join(" | ");

const envelope = (ok: string) => ({ ok, command: "string", timestamp: "string" });

function block(fields: Record<string, string>): string {
  const lines = Object.entries(fields).map(([name, type]) => `  ${name}: ${type}`);
  return `\`\`\`ts\n{\n${lines.join("\n")}\n}\n\`\`\``;
}

/** Results that differ by what was asked for are shown one below the other. */
function alternatives(schema: JsonSchema): string {
  const each = (schema.anyOf ?? schema.oneOf ?? [schema]) as JsonSchema[];
  return each
    .map((one) => {
      const title = one.description && each.length > 1 ? `${capital(one.description)}:\n\n` : "";
      return `${title}\`\`\`ts\n${typeNotation(one)}\n\`\`\``;
    })
    .join("\n\n");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function exitCodesPage(): string {
  const rows = Object.entries(ERROR_CODES).map(
    ([code, { exit, retryable }]) =>
      `| ${exit} | \`${code}\` | ${retryable ? "yes" : ""} | ${ERROR_MEANINGS[code as ErrorCode]} |`,
  );
  return `# Exit status and error codes

${NOTICE}

A failure prints \`CODE: message\` on standard error and nothing on standard output; with \`--json\` it prints an
[envelope](json.md) on standard output. A call marked as retryable may succeed when it is simply made again.

| exit | code | retryable | meaning |
| --- | --- | --- | --- |
| 0 | | | Success; also of a \`run\` that timed out, or whose command waits for typing: its result says so. |
${rows.join("\n")}

Some calls succeed, print their result, and do not exit with 0: a \`wait\` that timed out (11), a \`batch\` in which a step
failed (the status of that step's error; 1 with \`--keep-going\`) or that was interrupted (130, 143), a \`run --check\` (the
command's own status; 124 where it has not ended, 125 where its status is not known), and a \`doctor\` that found a
fault (1). A film that was interrupted fails, with 130 or 143 in the place of 7.
`;
}
