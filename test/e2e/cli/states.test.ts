import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../sandbox.ts";
import { useSandbox } from "../sandbox.ts";
import { endedSession, REFUSED_COMMANDS } from "./programs.ts";

const sandbox = useSandbox();

async function destroyedSession(box: Sandbox): Promise<string> {
  const id = await box.create("sh", "-c", "echo was here; exec cat");
  await box.ok("wait", id, "--text", "was here");
  await box.ok("destroy", id);
  return id;
}

const STATES = [
  {
    status: "exited",
    code: "SESSION_NOT_RUNNING",
    make: (box: Sandbox) => endedSession(box, "echo was here"),
    message: (id: string) => `Session '${id}' is not running any more (exited).`,
  },
  {
    status: "destroyed",
    code: "SESSION_ALREADY_DESTROYED",
    make: destroyedSession,
    message: (id: string) => `Session '${id}' has been destroyed.`,
  },
] as const;

describe.each(STATES)("a session that is $status", ({ status, code, make, message }) => {
  test("takes no commands, and nothing is logged of them", async () => {
    const box = sandbox();
    const id = await make(box);
    const log = readFileSync(join(box.sessionDirectory(id), "events.jsonl"), "utf8");
    for (const [command, args] of REFUSED_COMMANDS) {
      const error = await box.error(command, id, ...args);
      expect(error).toEqual({
        status: 4,
        command,
        code,
        message: message(id),
        retryable: false,
        details: { sessionId: id, status },
      });
    }
    expect(readFileSync(join(box.sessionDirectory(id), "events.jsonl"), "utf8")).toBe(log);
    expect(box.events(id).at(-1).type).toBe("exit");
  });

  test("can still be read", async () => {
    const box = sandbox();
    const id = await make(box);
    expect(await box.screen(id)).toEqual(["was here"]);
    expect(await box.ok("wait", id, "--text", "was here")).toMatchObject({ matched: true, timedOut: false });
    expect(await box.ok("wait", id, "--exit")).toMatchObject({ timedOut: false });
    expect(await box.ok("inspect", id)).toMatchObject({ session: { status }, usedOfflineReplay: true });
  });
});

test("what a call gets wrong is told before what the session cannot do", async () => {
  const box = sandbox();
  const id = await endedSession(box, "true");
  expect(await box.error("send-keys", id)).toMatchObject({ status: 2 });
  expect(await box.error("resize", id, "--cols", "0", "--rows", "1")).toMatchObject({ code: "INVALID_DIMENSIONS" });
  expect(await box.error("type", id, "")).toMatchObject({ code: "INVALID_INPUT" });
});
