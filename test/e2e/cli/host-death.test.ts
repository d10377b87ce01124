import { describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../sandbox.ts";
import { eventually, useSandbox } from "../sandbox.ts";
import { REFUSED_COMMANDS } from "./programs.ts";

const sandbox = useSandbox();

/** A session whose host was killed while its program, which ignores the hang-up of its terminal, goes on. */
async function abandonedSession(box: Sandbox): Promise<{ id: string; childPid: number }> {
  const id = await box.create("sh", "-c", "trap '' HUP; echo last words; while :; do sleep 0.05; done");
  await box.ok("wait", id, "--text", "last words");
  const { hostPid, childPid } = (await box.ok("inspect", id)).session;
  process.kill(hostPid, "SIGKILL");
  await eventually("the host to be gone", () => !box.processes().includes(hostPid));
  expect(box.processes()).toContain(childPid);
  return { id, childPid };
}

describe("a session whose host died", () => {
  test("is listed as failed, and what it left behind is ended", async () => {
    const box = sandbox();
    const { id } = await abandonedSession(box);
    expect((await box.ok("list")).sessions).toEqual([]);
    expect((await box.ok("list", "--all")).sessions).toMatchObject([{ sessionId: id, status: "failed" }]);
    await eventually("the orphan to be gone", () => box.processes().length === 0);
    expect(await box.ok("inspect", id)).toMatchObject({
      session: { status: "failed", failureOrigin: "host-death", failureReason: "The session's host process died." },
      terminationCategory: "host-death",
    });
  });

  test("takes no commands, whichever is the first to notice", async () => {
    for (const [command, args] of REFUSED_COMMANDS.slice(0, 3)) {
      const box = sandbox();
      const { id } = await abandonedSession(box);
      const error = await box.error(command, id, ...args);
      expect(error).toMatchObject({
        status: 4,
        code: "SESSION_NOT_RUNNING",
        details: { sessionId: id, status: "failed" },
      });
    }
  });

  test("still shows its last screen, and can be destroyed", async () => {
    const box = sandbox();
    const { id } = await abandonedSession(box);
    expect(await box.screen(id)).toEqual(["last words"]);
    expect(await box.error("wait", id, "--text", "more")).toMatchObject({ status: 10, code: "REPLAY_ERROR" });
    expect(await box.ok("destroy", id)).toEqual({ sessionId: id, destroyed: true });
    expect((await box.ok("inspect", id)).session.status).toBe("destroyed");
  });

  test("is not taken for a process that has got its id since", async () => {
    const box = sandbox();
    const { id, childPid } = await abandonedSession(box);
    // As if the child had ended and its id had been given to another process, started at another time.
    const path = join(box.sessionDirectory(id), "session.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...manifest, childStartTime: "1" }));
    expect((await box.ok("list", "--all")).sessions).toMatchObject([{ status: "failed" }]);
    expect(box.processes()).toContain(childPid);
    process.kill(-childPid, "SIGKILL");
  });
});

test("a call that waits for a host that dies is told so", async () => {
  const box = sandbox();
  const id = await box.create("cat");
  const waiting = box.ok("wait", id, "--exit");
  const { hostPid } = (await box.ok("inspect", id)).session;
  process.kill(hostPid, "SIGKILL");
  // The end that was waited for has come, though nobody saw how.
  expect(await waiting).toEqual({ timedOut: false, exitCode: null, exitSignal: null });
});
