import { describe, expect, test } from "bun:test";
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { endedSession } from "../cli/programs.ts";
import { killHost } from "../host/processes.ts";
import type { Sandbox } from "../sandbox.ts";
import { useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

/** The log of a session, which is about to be damaged. */
function logOf(box: Sandbox, id: string): string {
  box.damaged.add(id);
  return join(box.sessionDirectory(id), "events.jsonl");
}

const linesOf = (box: Sandbox, id: string) => readFileSync(logOf(box, id), "utf8").split(/(?<=\n)/);

/** An ended session whose log holds `first`, then a marker, then `second`, each an event of its own, then the end. */
async function recorded(box: Sandbox): Promise<string> {
  const id = await box.create("sh", "-c", "echo first; read go; echo second; read go");
  await box.ok("wait", id, "--text", "first");
  await box.ok("mark", id, "between");
  await box.ok("send-keys", id, "Enter");
  await box.ok("wait", id, "--text", "second");
  await box.ok("send-keys", id, "Enter");
  await box.ok("wait", id, "--exit");
  return id;
}

const DAMAGES: { what: string; reason: string; damage: (path: string, lines: string[], at: number) => void }[] = [
  {
    what: "cut off in the middle of a record",
    reason: "it ends in the middle of a record",
    damage: (path, lines, at) => {
      const whole = Buffer.byteLength(lines.slice(0, at).join(""));
      truncateSync(path, whole + 20);
    },
  },
  {
    what: "cut off between two records",
    reason: "it is missing",
    damage: (path, lines, at) => truncateSync(path, Buffer.byteLength(lines.slice(0, at).join(""))),
  },
  {
    what: "overwritten in the middle",
    reason: "it is not JSON",
    damage: (path, lines, at) => writeFileSync(path, lines.with(at, "#".repeat(40).concat("\n")).join("")),
  },
  {
    what: "missing a record",
    reason: "its seq is",
    damage: (path, lines, at) => writeFileSync(path, lines.toSpliced(at, 1).join("")),
  },
];

describe.each(DAMAGES)("a log that is $what", ({ damage, reason }) => {
  test("is shown as far as it is whole, and every result says where that ends", async () => {
    const box = sandbox();
    const id = await recorded(box);
    const lines = linesOf(box, id);
    const at = lines.findIndex((line) => line.includes("between")) + 1;
    damage(logOf(box, id), lines, at);
    const logIncomplete = { line: at + 1, reason: expect.stringContaining(reason) };

    const snapshot = await box.ok("snapshot", id);
    expect(snapshot).toMatchObject({ capturedAtSeq: at - 1, logIncomplete });
    expect(snapshot.visibleLines[0]).toEqual({ row: 0, text: "first" });
    expect(JSON.stringify(snapshot)).not.toContain("second");
    expect(await box.ok("wait", id, "--text", "first")).toMatchObject({ matched: true, logIncomplete });
    expect(await box.error("wait", id, "--text", "second")).toMatchObject({
      code: "REPLAY_ERROR",
      details: { logIncomplete },
    });
  });
});

test("inspect counts a log's events without reading them", async () => {
  const box = sandbox();
  const id = await recorded(box);
  const { eventCount, lastEventSeq, eventLogBytes } = await box.ok("inspect", id);
  const lines = linesOf(box, id);
  const last = lines.pop() ?? "";
  writeFileSync(
    logOf(box, id),
    [...lines.map((line) => `${"#".repeat(Buffer.byteLength(line) - 1)}\n`), last].join(""),
  );
  const result = await box.ok("inspect", id);
  expect(result).toMatchObject({ eventCount, lastEventSeq, eventLogBytes });
  expect(result).not.toHaveProperty("logIncomplete");
});

test("inspect, which reads no more than a log's end, tells what it finds there", async () => {
  const box = sandbox();
  const id = await recorded(box);
  const whole = await box.ok("inspect", id);
  expect(whole).not.toHaveProperty("logIncomplete");
  appendFileSync(logOf(box, id), '{"seq":');
  const logIncomplete = { line: whole.eventCount + 1, reason: "it ends in the middle of a record" };
  expect(await box.ok("inspect", id)).toMatchObject({ eventCount: whole.eventCount, logIncomplete });
  const { stdout } = await box.call(["inspect", id]);
  expect(stdout).toContain(`Incomplete  line ${logIncomplete.line}: ${logIncomplete.reason}\n`);
  writeFileSync(
    logOf(box, id),
    linesOf(box, id)
      .slice(0, whole.eventCount - 1)
      .join(""),
  );
  expect(await box.ok("inspect", id)).toMatchObject({
    eventCount: whole.eventCount - 1,
    logIncomplete: { line: whole.eventCount, reason: "it is missing: the log does not go on to the session's end" },
  });
});

test("a person is told on standard error, and sees nothing but the screen", async () => {
  const box = sandbox();
  const id = await recorded(box);
  const line = linesOf(box, id).length + 1;
  appendFileSync(logOf(box, id), "{");
  const warning = `The log is incomplete: line ${line}: it ends in the middle of a record. What stands before is shown.\n`;
  const { stdout } = await box.call(["snapshot", id]);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("second");
  for (const args of [
    ["snapshot", id],
    ["wait", id, "--text", "second"],
  ]) {
    expect(await box.call(args)).toMatchObject({ status: 0, stderr: warning });
    expect(await box.call([...args, "--log-level", "error"])).toMatchObject({ status: 0, stderr: "" });
  }
});

test("a host killed in the middle of a write leaves a session that can be read", async () => {
  const box = sandbox();
  const id = await box.create("sh", "-c", "echo last words; exec cat");
  await box.ok("wait", id, "--text", "last words");
  await killHost(box, id);
  const line = linesOf(box, id).length + 1;
  appendFileSync(logOf(box, id), '{"seq":1,"ts":"2026-');
  const logIncomplete = { line, reason: "it ends in the middle of a record" };
  expect(await box.screen(id)).toEqual(["last words"]);
  expect(await box.ok("snapshot", id)).toMatchObject({ logIncomplete });
  expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "failed" }, logIncomplete });
});

test("what is no log at all is not shown as an empty screen", async () => {
  const box = sandbox();
  const id = await endedSession(box, "echo something");
  writeFileSync(logOf(box, id), "This is not a log.\n");
  expect(await box.error("snapshot", id)).toMatchObject({
    status: 10,
    code: "REPLAY_ERROR",
    message: `Line 1 of '${logOf(box, id)}' is not event 0: it is not JSON.`,
  });
  expect(await box.ok("inspect", id)).toMatchObject({ eventCount: 0, logIncomplete: { line: 1 } });
});

test("an emptied log is an empty screen, and said to be incomplete", async () => {
  const box = sandbox();
  const id = await endedSession(box, "echo something");
  writeFileSync(logOf(box, id), "");
  const snapshot = await box.ok("snapshot", id);
  expect(snapshot).toMatchObject({ capturedAtSeq: -1, logIncomplete: { line: 1 } });
});
