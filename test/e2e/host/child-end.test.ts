import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { eventually, useSandbox } from "../sandbox.ts";
import { pidsOf } from "./processes.ts";

const sandbox = useSandbox();

describe("a child that ends", () => {
  test.each([
    { command: "exit 0", exitCode: 0, exitSignal: null, category: "clean-exit" },
    { command: "exit 3", exitCode: 3, exitSignal: null, category: "nonzero-exit" },
    { command: "exit 255", exitCode: 255, exitSignal: null, category: "nonzero-exit" },
    // As a shell reports one that a signal ended; it did end by itself, though.
    { command: "exit 137", exitCode: 137, exitSignal: null, category: "nonzero-exit" },
    { command: "kill -KILL $$", exitCode: null, exitSignal: "SIGKILL", category: "signal-exit" },
    { command: "kill -SEGV $$", exitCode: null, exitSignal: "SIGSEGV", category: "signal-exit" },
    { command: "kill -TERM $$", exitCode: null, exitSignal: "SIGTERM", category: "signal-exit" },
  ])("by '$command' is told apart", async ({ command, exitCode, exitSignal, category }) => {
    const box = sandbox();
    const id = await box.create("sh", "-c", `printf before; ${command}; printf behind`);
    expect(await box.ok("wait", id, "--exit")).toEqual({ timedOut: false, exitCode, exitSignal });
    expect(await box.ok("inspect", id)).toMatchObject({
      session: { status: "exited", exitCode, exitSignal },
      terminationCategory: category,
    });
    expect(box.events(id)).toMatchObject([
      { type: "output", payload: { data: "before" } },
      { type: "exit", payload: { exitCode, exitSignal } },
    ]);
    await eventually("the host to be gone", () => box.processes().length === 0);
  });

  test("before anybody can look has its session all the same", async () => {
    const box = sandbox();
    const ids = await Promise.all(Array.from({ length: 10 }, () => box.create("true")));
    for (const id of ids) {
      expect(await box.ok("wait", id, "--exit")).toEqual({ timedOut: false, exitCode: 0, exitSignal: null });
      expect(box.events(id)).toMatchObject([{ seq: 0, type: "exit" }]);
    }
  });

  test("with a lot to say has all of it in the log", async () => {
    const box = sandbox();
    const id = await box.create("seq", "1", "100000");
    await box.ok("wait", id, "--exit");
    const text = box
      .events(id)
      .map(({ payload }) => payload.data ?? "")
      .join("");
    expect(text).toBe(Array.from({ length: 100_000 }, (_, index) => `${index + 1}\r\n`).join(""));
  });

  test("answers everybody who waits for it, however many", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "read code; exit $code");
    const waiting = Array.from({ length: 10 }, () => box.ok("wait", id, "--exit"));
    await box.ok("type", id, "42\r");
    for (const answer of await Promise.all(waiting)) expect(answer).toMatchObject({ exitCode: 42 });
  });
});

describe("what cannot be started", () => {
  test("leaves neither a session nor a process", async () => {
    const box = sandbox();
    for (const program of ["/nowhere/at/all", "no-such-program", "/etc/passwd", "/"]) {
      const error = await box.error("create", program);
      expect(error).toMatchObject({ status: 2, code: "INVALID_INPUT", details: { command: [program] } });
      expect(error.message).toContain(`'${program}'`);
    }
    expect(readdirSync(join(box.home, "sessions"))).toEqual([]);
    await eventually("the hosts to be gone", () => box.processes().length === 0);
  });
});

test("a host ends with its session, not before its output is out", async () => {
  const box = sandbox();
  const id = await box.create("sh", "-c", "read end; seq 20000");
  const { hostPid } = await pidsOf(box, id);
  await box.ok("type", id, "\r");
  await eventually("the host to be gone", () => !box.processes().includes(hostPid));
  expect(await box.screen(id)).toContain("20000");
});
