import { describe, expect, test } from "bun:test";
import { COMMANDS } from "../../../src/cli/command-table.ts";
import { SKIP_REASONS } from "../../../src/client/collect-session.ts";
import { RESULTS } from "../../../src/protocol/results.ts";
import { useSandbox } from "../sandbox.ts";
import { ROWS } from "./command-rows.ts";
import { printedBy, validatorOf } from "./schemas.ts";

const sandbox = useSandbox();
const NAMES = COMMANDS.map(({ name }) => name).sort();

test("every command has a result schema and a row here", () => {
  expect(Object.keys(RESULTS).sort()).toEqual(NAMES);
  expect(Object.keys(ROWS).sort()).toEqual(NAMES);
});

describe.each(COMMANDS.map(({ name, aliases = [] }) => ({ name, aliases })))("$name", ({ name }) => {
  const rows = ROWS[name] ?? [];
  test.each([...rows])("prints just what its schema says: $what", async (row) => {
    const box = sandbox();
    const args = await row.args(box);
    const outcome = await box.call(["--json", ...name.split(" "), ...args]);
    const { status, envelope } = await printedBy(box, name, outcome);
    expect(envelope).toMatchObject({ ok: true, command: name });
    if (name !== "doctor") expect(status).toBe(row.status ?? 0);
  });

  test("its schema refuses what it does not name", async () => {
    const validator = await validatorOf(sandbox(), name);
    const timestamp = new Date(0).toISOString();
    const error = { code: "INTERNAL_ERROR", message: "", retryable: false, details: { any: 1 } };
    const failure = { ok: false, command: name, timestamp, error };
    expect(validator.safeParse(failure).success).toBe(true);
    const wrong = [
      { ...failure, more: 1 },
      { ...failure, error: { ...error, more: 1 } },
      { ...failure, error: { ...error, code: "OTHER" } },
      { ...failure, ok: true },
      { ok: true, command: name, timestamp, result: { surely: "unknown" } },
      { ok: true, command: "other", timestamp, result: {} },
      { ...failure, timestamp: "yesterday" },
    ];
    expect(wrong.filter((envelope) => validator.safeParse(envelope).success)).toEqual([]);
  });
});

test("the schema of everything holds that of each command", async () => {
  const { schema } = await sandbox().ok("schema");
  expect(Object.keys(schema.$defs).sort()).toEqual([...NAMES, "failure"].sort());
  expect(schema.anyOf).toHaveLength(NAMES.length + 1);
});

test("the schema of a command that does not exist is refused with the nearest", async () => {
  expect(await sandbox().error("schema", "home", "lst")).toMatchObject({
    status: 2,
    code: "INVALID_INPUT",
    message: "There is no command 'home lst'. Did you mean home list?",
    details: { command: "home lst", commands: expect.arrayContaining(["home list"]) },
  });
  expect((await sandbox().ok("schema", "ls")).command).toBe("list");
});

test("the reasons for which gc keeps a session are those of its schema", () => {
  const text = JSON.stringify(RESULTS["gc"]?.toJSONSchema());
  expect(text).toContain(JSON.stringify(Object.keys(SKIP_REASONS)));
});
