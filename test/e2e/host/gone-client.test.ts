import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, useSandbox } from "../sandbox.ts";
import { descriptors, pidsOf, settledDescriptors } from "./processes.ts";
import { RawClient } from "./raw-client.ts";

const sandbox = useSandbox();

const PENDING = [
  { method: "wait", params: { exit: true } },
  { method: "wait", params: { idleMs: 2_000_000 } },
  { method: "wait", params: { text: "never" } },
  { method: "wait", params: { cursorCol: 0, screenStableMs: 2_000_000 } },
  { method: "run", params: { command: "cat" } },
  { method: "follow", params: {} },
];

describe("a client that goes away", () => {
  test.each(PENDING)("during $method $params leaves nothing behind", async (request) => {
    const box = sandbox();
    const id = await box.create("sh");
    const { hostPid } = await pidsOf(box, id);
    const before = await settledDescriptors(hostPid);
    const clients = await Promise.all(Array.from({ length: 10 }, () => RawClient.greeted(box, id)));
    for (const client of clients) client.send({ id: 1, ...request }, { id: 2, method: "inspect", params: {} });
    for (const client of clients) await client.answer(2);
    for (const client of clients) client.close();
    await eventually("the host to close what it opened", () => descriptors(hostPid).size === before);
    expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "running" } });
  });
});

describe("a client that is killed", () => {
  test("while it waits does not hold the session up", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    const { hostPid } = await pidsOf(box, id);
    const before = await settledDescriptors(hostPid);
    const waiting = box.start(["wait", id, "--text", "never"]);
    await eventually("the wait to begin", () => descriptors(hostPid).size > before);
    waiting.kill("SIGKILL");
    await waiting.exited;
    await eventually("the host to let go of it", () => descriptors(hostPid).size === before);
    expect(await box.ok("run", id, "echo on")).toMatchObject({ completed: true });
  });

  test("in the middle of a run has its command finish, be recorded and stay hidden", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    const command = "echo begun; until [ -e go ]; do sleep 0.02; done; echo on; (exit 7)";
    const running = box.start(["run", id, command]);
    await box.ok("wait", id, "--text", "begun\n");
    running.kill("SIGKILL");
    await running.exited;
    writeFileSync(join(box.root, "go"), "");
    await eventually("the completion", () => box.events(id).some(({ type }) => type === "run_complete"));
    const events = box.events(id);
    const run = events.find(({ type }) => type === "input_run");
    const completed = events.filter(({ type }) => type === "run_complete");
    expect(completed.map(({ payload }) => payload)).toMatchObject([
      { marker: run.payload.marker, inputRunSeq: run.seq },
    ]);
    await box.ok("wait", id, "--text", "on\n$");
    expect(await box.screen(id)).toEqual([`$ ${command}`, "begun", "on", "$"]);
    expect(await box.ok("run", id, "echo next")).toMatchObject({ completed: true });
  });
});
