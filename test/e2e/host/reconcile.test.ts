import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Sandbox, useSandbox } from "../sandbox.ts";
import { isRunning, killHost } from "./processes.ts";

const sandbox = useSandbox();

function editManifest(box: Sandbox, id: string, changes: Record<string, unknown>): void {
  const path = join(box.sessionDirectory(id), "session.json");
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...changes }, null, 2));
}

describe("reconciling", () => {
  test("does not touch a process that has been given an old number", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const { hostPid, childPid } = await killHost(box, id);
    // A session leader, so that its group and its session have its number, as the child's had.
    const stranger = Bun.spawn(["sleep", "600"], { detached: true });
    try {
      editManifest(box, id, { hostPid: stranger.pid, childPid: stranger.pid });
      expect((await box.ok("list", "--all")).sessions).toMatchObject([{ sessionId: id, status: "failed" }]);
      expect(isRunning(stranger.pid)).toBe(true);
      expect([hostPid, childPid].map(isRunning)).toEqual([false, false]);
    } finally {
      stranger.kill("SIGKILL");
      await stranger.exited;
    }
  });

  test("does not touch the jobs of a stranger that has gone", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    await killHost(box, id);
    const leader = Bun.spawn(["sh", "-c", "sleep 600 </dev/null >/dev/null 2>&1 & echo $!"], { detached: true });
    const job = Number(await leader.stdout.text());
    await leader.exited;
    try {
      editManifest(box, id, { childPid: leader.pid });
      await box.ok("list", "--all");
      expect(isRunning(job)).toBe(true);
    } finally {
      process.kill(job, "SIGKILL");
    }
  });

  test.each([
    { status: "running", end: "failed", origin: { failureOrigin: "host-death" } },
    { status: "exiting", end: "exited", origin: {} },
    { status: "destroying", end: "destroyed", origin: {} },
  ])("lists a session that was $status as $end", async ({ status, end, origin }) => {
    const box = sandbox();
    const id = await box.create("cat");
    await killHost(box, id);
    editManifest(box, id, { status });
    // Nobody saw the end.
    box.damaged.add(id);
    expect((await box.ok("list")).sessions).toEqual([]);
    expect((await box.ok("list", "--all")).sessions).toMatchObject([{ sessionId: id, status: end }]);
    const { session } = await box.ok("inspect", id);
    expect(session).toMatchObject({ status: end, ...origin });
    expect("failureOrigin" in session).toBe(end === "failed");
  });

  test("may be done by ten clients at once", async () => {
    const box = sandbox();
    const ids = await Promise.all(Array.from({ length: 3 }, () => box.create("sh", "-c", "trap '' HUP; sleep 600")));
    for (const id of ids) await killHost(box, id);
    const lists = await Promise.all(Array.from({ length: 10 }, () => box.ok("list", "--all")));
    for (const { sessions } of lists) {
      expect(sessions.map(({ status }: { status: string }) => status)).toEqual(["failed", "failed", "failed"]);
    }
    for (const id of ids) {
      expect(readdirSync(box.sessionDirectory(id)).sort()).toEqual(["events.jsonl", "session.json"]);
    }
  });

  test("and destroying at once end in a session that has been destroyed once", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    await killHost(box, id);
    const calls = Array.from({ length: 10 }, (_, index) => {
      return box.call(["--json", ...(index % 2 === 0 ? ["destroy", id] : ["list", "--all"])]);
    });
    const destroyed = (await Promise.all(calls)).filter((_, index) => index % 2 === 0);
    expect(destroyed.map(({ status }) => status).sort()).toEqual([0, 4, 4, 4, 4]);
    expect((await box.ok("inspect", id)).session).toMatchObject({ status: "destroyed", failureOrigin: "host-death" });
  });
});
