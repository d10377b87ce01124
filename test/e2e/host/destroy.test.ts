import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { eventually, type Sandbox, useSandbox } from "../sandbox.ts";
import { pidsOf, untilDestroying, whileStopped } from "./processes.ts";
import { RawClient } from "./raw-client.ts";

const sandbox = useSandbox();
const DEAF = "trap '' HUP TERM; echo deaf; while :; do sleep 0.05; done";

async function deafSession(box: Sandbox): Promise<string> {
  const id = await box.create("sh", "-c", DEAF);
  await box.ok("wait", id, "--text", "deaf");
  return id;
}

describe("destroy", () => {
  test("answers who waits: for the end, for the screen, for a command, and who follows", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    const client = await RawClient.greeted(box, id);
    client.send(
      { id: 1, method: "wait", params: { exit: true } },
      { id: 2, method: "wait", params: { text: "never" } },
      { id: 3, method: "wait", params: { idleMs: 2_000_000 } },
      { id: 4, method: "follow", params: {} },
      { id: 5, method: "run", params: { command: "trap '' TERM; cat" } },
    );
    await box.ok("wait", id, "--text", "cat");
    await box.ok("destroy", id);
    expect(await client.answer(1)).toMatchObject({ ok: true, result: { timedOut: false } });
    expect(await client.answer(2)).toMatchObject({ ok: false, error: { code: "REPLAY_ERROR" } });
    expect(await client.answer(3)).toMatchObject({ ok: true, result: { timedOut: false } });
    expect(await client.answer(4)).toMatchObject({ ok: true, result: { lastSeq: box.events(id).length - 1 } });
    expect(await client.answer(5)).toMatchObject({ ok: true, result: { completed: false, timedOut: false } });
    await client.untilClosed();
  });

  test("ends a child that is deaf to HUP and TERM", async () => {
    const box = sandbox();
    const id = await deafSession(box);
    expect(await box.ok("destroy", id)).toEqual({ sessionId: id, destroyed: true });
    expect(box.events(id).at(-1)).toMatchObject({ type: "exit", payload: { exitCode: null, exitSignal: "SIGKILL" } });
    expect(await box.ok("inspect", id)).toMatchObject({
      session: { status: "destroyed", exitSignal: "SIGKILL" },
      terminationCategory: "destroyed",
    });
    await eventually("the host to be gone", () => box.processes().length === 0);
  });

  test("meanwhile the session takes no commands, and no second destroy", async () => {
    const box = sandbox();
    const id = await deafSession(box);
    const { hostPid } = await pidsOf(box, id);
    const client = await RawClient.greeted(box, id);
    // All at once: it does not take as long as this machine might for a call each.
    client.send(
      { id: 1, method: "destroy", params: { force: false } },
      { id: 2, method: "type", params: { data: "x" } },
      { id: 3, method: "run", params: { command: "x" } },
      { id: 4, method: "signal", params: { signal: "SIGUSR1" } },
      { id: 5, method: "resize", params: { cols: 5, rows: 5 } },
      { id: 6, method: "destroy", params: { force: false } },
    );
    const error = { code: "SESSION_ALREADY_DESTROYED", details: { sessionId: id, status: "destroying" } };
    for (const request of [2, 3, 4, 5, 6]) expect(await client.answer(request)).toMatchObject({ ok: false, error });
    await whileStopped(hostPid, async () => {
      expect((await box.ok("list")).sessions).toMatchObject([{ sessionId: id, status: "destroying" }]);
    });
    expect(await box.screen(id)).toEqual(["deaf"]);
    expect(await client.answer(1)).toMatchObject({ ok: true, result: { destroyed: true } });
  });

  test("is the host's affair while it lives, even if it cannot be reached", async () => {
    const box = sandbox();
    const id = await deafSession(box);
    const { hostPid } = await pidsOf(box, id);
    const destroying = box.ok("destroy", id);
    await untilDestroying(box, id);
    const refused = { status: 4, code: "SESSION_ALREADY_DESTROYED", details: { sessionId: id, status: "destroying" } };
    await whileStopped(hostPid, async () => {
      rmSync(join(box.sessionDirectory(id), "socket"));
      expect(await box.error("destroy", id)).toMatchObject(refused);
    });
    expect(await destroying).toMatchObject({ destroyed: true });
  });

  test("by ten at once succeeds for one", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => box.call(["--json", "destroy", id])));
    expect(outcomes.map(({ status }) => status).sort()).toEqual([0, ...Array(9).fill(4)]);
  });

  test("of a session that ends by itself at that moment succeeds", async () => {
    const box = sandbox();
    for (let round = 0; round < 10; round++) {
      const id = await box.create("sh", "-c", "read end");
      const [, destroyed] = await Promise.all([box.call(["type", id, "\r"]), box.ok("destroy", id)]);
      expect(destroyed).toEqual({ sessionId: id, destroyed: true });
      expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "destroyed" } });
    }
  });

  test("ends a stopped child, and jobs in groups of their own", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "set -m; sleep 600 & sleep 601 & kill -STOP %1; echo ready; kill -STOP $$");
    await box.ok("wait", id, "--text", "ready");
    await box.ok("destroy", id);
    await eventually("all to be gone", () => box.processes().length === 0);
  });
});

describe("a signal to the host", () => {
  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s ends the session cleanly", async (signal) => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "echo ready; exec cat");
    await box.ok("wait", id, "--text", "ready");
    const { host } = await box.ok("inspect", id);
    const { hostPid } = await pidsOf(box, id);
    process.kill(hostPid, signal);
    await eventually("all to be gone", () => box.processes().length === 0);
    expect(JSON.parse(readFileSync(join(box.sessionDirectory(id), "session.json"), "utf8"))).toMatchObject({
      status: "exited",
      exitCode: null,
      exitSignal: "SIGHUP",
    });
    expect(box.events(id).at(-1)).toMatchObject({ type: "exit", payload: { exitSignal: "SIGHUP" } });
    expect([existsSync(host.rpcSocketPath), existsSync(join(box.sessionDirectory(id), "host.log"))]).toEqual([
      false,
      false,
    ]);
  });

  test("SIGTERM while it destroys changes nothing", async () => {
    const box = sandbox();
    const id = await deafSession(box);
    const { hostPid } = await pidsOf(box, id);
    const destroying = box.ok("destroy", id);
    await untilDestroying(box, id);
    process.kill(hostPid, "SIGTERM");
    expect(await destroying).toMatchObject({ destroyed: true });
    expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "destroyed" } });
  });
});
