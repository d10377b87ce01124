import { describe, expect, test } from "bun:test";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../sandbox.ts";
import { eventually, useSandbox } from "../sandbox.ts";
import { endedSession } from "./programs.ts";

const sandbox = useSandbox();

const ids = (sessions: { sessionId: string }[]) => sessions.map(({ sessionId }) => sessionId);

describe("list", () => {
  test("shows the active sessions, oldest first, and with --all the ended ones", async () => {
    const box = sandbox();
    const first = await box.create("--name", "first", "cat", "-u");
    const ended = await endedSession(box, "exit 2");
    const destroyed = await box.create("cat");
    await box.ok("destroy", destroyed);
    const last = await box.create("cat");

    const { sessions } = await box.ok("list");
    expect(ids(sessions)).toEqual([first, last]);
    expect(sessions[0]).toEqual({
      sessionId: first,
      status: "running",
      command: ["cat", "-u"],
      createdAt: (await box.ok("inspect", first)).session.createdAt,
      name: "first",
      pid: (await box.ok("inspect", first)).session.childPid,
    });
    expect(sessions[1]).not.toHaveProperty("name");

    const all = (await box.ok("list", "--all")).sessions;
    expect(ids(all)).toEqual([first, ended, destroyed, last]);
    expect(all.map(({ status }: { status: string }) => status)).toEqual(["running", "exited", "destroyed", "running"]);
  });

  test("is empty where there is no home, and makes none", async () => {
    const box = sandbox();
    expect(await box.ok("list", "--all")).toEqual({ sessions: [] });
    expect(box.processes()).toEqual([]);
  });

  test("does not stumble over what is no session, and tells of one that cannot be read", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const sessions = join(box.home, "sessions");
    mkdirSync(join(sessions, "01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    writeFileSync(join(sessions, ".DS_Store"), "");
    expect(ids((await box.ok("list", "--all")).sessions)).toEqual([id]);

    const manifest = join(sessions, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "session.json");
    writeFileSync(manifest, '{"version": 1');
    const { status, stdout, stderr } = await box.call(["list", "--json"]);
    expect(status).toBe(0);
    expect(ids(JSON.parse(stdout).result.sessions)).toEqual([id]);
    expect(stderr).toStartWith(`MANIFEST_VALIDATION_ERROR: '${manifest}' is not a session manifest`);
    expect((await box.call(["list", "--json", "--log-level", "error"])).stderr).toBe("");
    expect(await box.error("inspect", "01ARZ3NDEKTSV4RRFFQ69G5FAV")).toMatchObject({
      status: 8,
      code: "MANIFEST_VALIDATION_ERROR",
      details: { path: manifest },
    });
  });
});

describe("inspect", () => {
  test("tells how a live session stands", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    await box.ok("run", id, "echo x");
    await box.ok("wait", id, "--state", "ready");
    await box.ok("snapshot", id);
    const result = await box.ok("inspect", id);
    const events = box.events(id);
    expect(result).toEqual({
      session: expect.objectContaining({ sessionId: id, status: "running" }),
      eventCount: events.length,
      eventLogBytes: expect.any(Number),
      lastEventSeq: events.length - 1,
      uptime: expect.any(Number),
      terminationCategory: "running",
      state: { state: "ready", reasons: expect.any(Array), foreground: { name: "sh", pid: expect.any(Number) } },
      artifacts: { total: 1, byKind: { snapshot: 1 }, missingCount: 0, health: "healthy" },
      usedOfflineReplay: false,
      rendererRuntime: {
        ...{ backend: "xterm", mode: "live-host", status: "healthy" },
        ...{ booted: false, bootInFlight: false },
      },
      host: { cliVersion: "0.1.0", rpcSocketPath: expect.stringContaining(id) },
    });
  });

  test.each([
    { what: "clean-exit", script: "exit 0", exitCode: 0, exitSignal: null },
    { what: "nonzero-exit", script: "exit 41", exitCode: 41, exitSignal: null },
    { what: "signal-exit", script: "kill -TERM $$", exitCode: null, exitSignal: "SIGTERM" },
  ])("tells that one ended by $what", async ({ what, script, exitCode, exitSignal }) => {
    const box = sandbox();
    const id = await endedSession(box, script);
    const result = await box.ok("inspect", id);
    const events = box.events(id);
    expect(result).toMatchObject({
      session: { status: "exited", exitCode, exitSignal },
      eventCount: events.length,
      lastEventSeq: events.length - 1,
      terminationCategory: what,
      artifacts: { total: 0, byKind: {}, missingCount: 0, health: "no-artifacts" },
      usedOfflineReplay: true,
      rendererRuntime: { mode: "offline-replay" },
    });
    expect(result).not.toHaveProperty("host");
    expect(events.at(-1)).toMatchObject({ type: "exit", payload: { exitCode, exitSignal } });
  });

  test("misses artifacts that are gone", async () => {
    const box = sandbox();
    const id = await endedSession(box, "echo x");
    const { capturedAtSeq } = await box.ok("snapshot", id);
    const filename = `snapshot-${capturedAtSeq}-structured.json`;
    rmSync(join(box.sessionDirectory(id), "artifacts", filename));
    expect((await box.ok("inspect", id)).artifacts).toEqual({
      total: 1,
      byKind: { snapshot: 1 },
      missingCount: 1,
      health: "missing-artifacts",
      missing: [filename],
    });
    writeFileSync(join(box.sessionDirectory(id), "artifacts", "manifest.json"), "{}");
    expect((await box.ok("inspect", id)).artifacts).toMatchObject({ health: "manifest-invalid" });
  });
});

describe("destroy", () => {
  test("ends a session, once", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    expect(await box.ok("destroy", id)).toEqual({ sessionId: id, destroyed: true });
    expect(box.events(id).at(-1)).toMatchObject({ type: "exit", payload: { exitCode: null, exitSignal: "SIGHUP" } });
    expect(await box.ok("inspect", id)).toMatchObject({
      session: { status: "destroyed", exitSignal: "SIGHUP" },
      terminationCategory: "destroyed",
    });
    for (const args of [[], ["--force"]]) {
      expect(await box.error("destroy", id, ...args)).toMatchObject({
        status: 4,
        code: "SESSION_ALREADY_DESTROYED",
        message: `Session '${id}' has been destroyed.`,
        details: { sessionId: id, status: "destroyed" },
      });
    }
    await eventually("the host to be gone", () => box.processes().length === 0);
  });

  test.each([[[]], [["--force"]]])("makes an ended session a destroyed one, with %p", async (args) => {
    const box = sandbox();
    const id = await endedSession(box, "exit 3");
    expect(await box.ok("destroy", id, ...args)).toEqual({ sessionId: id, destroyed: true });
    expect((await box.ok("inspect", id)).session).toMatchObject({ status: "destroyed", exitCode: 3 });
    expect(await box.error("destroy", id)).toMatchObject({ code: "SESSION_ALREADY_DESTROYED" });
  });

  test("--force kills at once, with all that runs in the session", async () => {
    const box = sandbox();
    const id = await stubborn(box, "HUP TERM");
    await box.ok("destroy", "--force", id);
    expect((await box.ok("inspect", id)).session).toMatchObject({ status: "destroyed", exitSignal: "SIGKILL" });
    await eventually("the jobs to be gone", () => box.processes().length === 0);
  });

  test.each([
    { what: "HUP", ends: "SIGTERM" },
    { what: "HUP TERM", ends: "SIGKILL" },
  ])("ends a program that ignores $what by $ends", async ({ what, ends }) => {
    const box = sandbox();
    const id = await stubborn(box, what);
    expect(await box.ok("destroy", id)).toEqual({ sessionId: id, destroyed: true });
    expect((await box.ok("inspect", id)).session).toMatchObject({ status: "destroyed", exitSignal: ends });
    await eventually("the jobs to be gone", () => box.processes().length === 0);
  });

  test("called several times at once ends it for one of them, and leaves none waiting", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const outcomes = await Promise.all([1, 2, 3].map(() => box.call(["destroy", id])));
    expect(outcomes.map(({ status }) => status).sort()).toEqual([0, 4, 4]);
  });
});

/** A program, and a job of it in the background, that ignore these signals. */
async function stubborn(box: Sandbox, ignored: string): Promise<string> {
  const id = await box.create("sh", "-c", `trap '' ${ignored}; sleep 600 & echo up; while :; do sleep 0.05; done`);
  await box.ok("wait", id, "--text", "up");
  return id;
}
