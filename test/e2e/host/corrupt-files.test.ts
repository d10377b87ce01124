import { describe, expect, test } from "bun:test";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, type Sandbox, useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

async function endedSession(box: Sandbox): Promise<{ id: string; manifest: string; log: string }> {
  // Without a line's end, which might be an output of its own.
  const id = await box.create("sh", "-c", "printf one");
  await box.ok("wait", id, "--exit");
  await eventually("the host, which might answer from its screen, to be gone", () => box.processes().length === 0);
  box.damaged.add(id);
  const directory = box.sessionDirectory(id);
  return { id, manifest: join(directory, "session.json"), log: join(directory, "events.jsonl") };
}

describe("a manifest that is none", () => {
  test.each([
    { what: "is cut", change: (text: string) => text.slice(0, 50), key: "the document" },
    { what: "is empty", change: () => "", key: "the document" },
    {
      what: "has a status that there is not",
      change: (text: string) => text.replace('"exited"', '"asleep"'),
      key: "status",
    },
    { what: "lacks its columns", change: (text: string) => text.replace(/"cols": 80,/, ""), key: "cols" },
    {
      what: "is of another version",
      change: (text: string) => text.replace('"version": 1', '"version": 2'),
      key: "version",
    },
  ])("because it $what is named, with the key", async ({ change, key }) => {
    const box = sandbox();
    const { id, manifest } = await endedSession(box);
    writeFileSync(manifest, change(readFileSync(manifest, "utf8")));
    for (const args of [
      ["inspect", id],
      ["snapshot", id],
      ["wait", id, "--exit"],
      ["type", id, "x"],
      ["destroy", id],
    ]) {
      const error = await box.error(...args);
      expect(error).toMatchObject({ status: 8, code: "MANIFEST_VALIDATION_ERROR", details: { path: manifest, key } });
      expect(error.message).toStartWith(`'${manifest}' is not a session manifest: ${key}: `);
    }
  });
});

describe("a log with a line that is no event", () => {
  test.each([
    { what: "no JSON", line: "{" },
    { what: "an empty line", line: "" },
    { what: "an unknown type", line: '{"seq":2,"ts":"2026-01-01T00:00:00.000Z","type":"dream","payload":{}}' },
    { what: "a gap in seq", line: '{"seq":3,"ts":"2026-01-01T00:00:00.000Z","type":"marker","payload":{"label":""}}' },
    {
      what: "a payload of another type",
      line: '{"seq":2,"ts":"2026-01-01T00:00:00.000Z","type":"output","payload":{"label":""}}',
    },
  ])("($what) ends what is shown, and is named, with the line", async ({ line }) => {
    const box = sandbox();
    const { id, log } = await endedSession(box);
    appendFileSync(log, `${line}\n`);
    const logIncomplete = { line: 3, reason: expect.any(String) };
    expect(await box.ok("snapshot", id)).toMatchObject({ capturedAtSeq: 1, logIncomplete });
    expect(await box.ok("wait", id, "--text", "one")).toMatchObject({ matched: true, logIncomplete });
  });

  test("is not a torn last line: that is no event yet", async () => {
    const box = sandbox();
    const { id, log } = await endedSession(box);
    appendFileSync(log, '{"seq":2,"ts":"20');
    expect(await box.screen(id)).toEqual(["one"]);
    expect(await box.ok("inspect", id)).toMatchObject({ eventCount: 2, lastEventSeq: 1 });
  });

  test("and no log at all is told", async () => {
    const box = sandbox();
    const { id, log } = await endedSession(box);
    rmSync(log);
    expect(await box.error("snapshot", id)).toMatchObject({
      status: 8,
      code: "STORAGE_READ_ERROR",
      details: { path: log },
    });
  });
});
