import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, type Sandbox, useSandbox } from "../sandbox.ts";
import { isRunning, killHost, pidsOf, untilDestroying } from "./processes.ts";
import { socketPath } from "./raw-client.ts";

const sandbox = useSandbox();

/** What every session whose host was killed must come to. */
async function expectReconciled(box: Sandbox, id: string, socket: string): Promise<void> {
  expect((await box.ok("list", "--all")).sessions).toMatchObject([{ sessionId: id, status: "failed" }]);
  await eventually("all that it left behind to be gone", () => box.processes().length === 0);
  expect(await box.ok("inspect", id)).toMatchObject({
    session: { status: "failed", failureOrigin: "host-death" },
    terminationCategory: "host-death",
    usedOfflineReplay: true,
  });
  expect(await box.ok("wait", id, "--exit")).toMatchObject({ timedOut: false });
  expect([existsSync(socket), existsSync(join(box.sessionDirectory(id), "socket"))]).toEqual([false, false]);
}

/** The log as one finds it: whole lines, but perhaps the last. */
function wholeLines(box: Sandbox, id: string): string[] {
  const text = readFileSync(join(box.sessionDirectory(id), "events.jsonl"), "utf8");
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .slice(0, -1);
}

describe("a host that is killed", () => {
  test("while nothing happens leaves its last screen", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "printf 'last\\nwords'; exec cat");
    await box.ok("wait", id, "--text", "words");
    const socket = socketPath(box, id);
    await killHost(box, id);
    await expectReconciled(box, id, socket);
    expect(await box.screen(id)).toEqual(["last", "words"]);
  });

  test("in the middle of a flood leaves a log that can be read", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "i=0; while :; do i=$((i + 1)); echo line $i; done");
    await box.ok("wait", id, "--regex", "line \\d{4}");
    const socket = socketPath(box, id);
    await killHost(box, id);
    await expectReconciled(box, id, socket);
    const events = wholeLines(box, id).map((line) => JSON.parse(line));
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
    const text = events.map(({ payload }) => payload.data).join("");
    const lastLine = text.split("\r\n").at(-2) ?? "nothing";
    expect(await box.screen(id)).toContain(lastLine);
    expect(await box.ok("inspect", id)).toMatchObject({ eventCount: events.length });
  });

  test("in the middle of a run says so to who waits for it", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    const socket = socketPath(box, id);
    const running = box.call(["--json", "run", id, "echo begun; sleep 600"]);
    await box.ok("wait", id, "--text", "begun\n");
    await killHost(box, id);
    const { status, stdout } = await running;
    expect({ status, error: JSON.parse(stdout).error }).toMatchObject({
      status: 4,
      error: { code: "SESSION_NOT_RUNNING", details: { sessionId: id, status: "failed" } },
    });
    await expectReconciled(box, id, socket);
  });

  test("while it destroys its session is taken to have done so", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "trap '' HUP TERM; echo deaf; while :; do sleep 0.1; done");
    await box.ok("wait", id, "--text", "deaf");
    const { hostPid } = await pidsOf(box, id);
    const destroying = box.call(["--json", "destroy", id]);
    await untilDestroying(box, id);
    process.kill(hostPid, "SIGKILL");
    await destroying;
    expect((await box.ok("list", "--all")).sessions).toMatchObject([{ sessionId: id, status: "destroyed" }]);
    await eventually("all that it left behind to be gone", () => box.processes().length === 0);
    // Nobody saw the end.
    box.damaged.add(id);
    expect(new Set(box.events(id).map(({ type }) => type))).toEqual(new Set(["output"]));
  });

  test.each([
    {
      what: "a child that ignores the hang-up",
      shellStays: true,
      command: "trap '' HUP; echo ready; while :; do sleep 0.1; done",
    },
    {
      what: "a job in a group of its own, whose shell has gone",
      shellStays: false,
      command: "set -m; (trap '' HUP; while :; do sleep 0.1; done) & echo ready; read end",
    },
    {
      what: "both of them, and a child of theirs",
      shellStays: true,
      command: "set -m; trap '' HUP; (sh -c 'sleep 600 & sleep 600') & (sleep 600) & echo ready; read a || sleep 600",
    },
  ])("has $what ended by the next who looks", async ({ command, shellStays }) => {
    const box = sandbox();
    const id = await box.create("sh", "-c", command);
    await box.ok("wait", id, "--text", "ready");
    const socket = socketPath(box, id);
    const { childPid } = await killHost(box, id);
    if (!shellStays) await eventually("the shell to have had its hang-up", () => !isRunning(childPid));
    expect(box.processes()).not.toEqual([]);
    await expectReconciled(box, id, socket);
  });
});
