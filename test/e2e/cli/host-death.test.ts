import { describe, expect, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GIVEN_UP_SIGNAL, type HostSpec } from "../../../src/protocol/host-spec.ts";
import { connectionsTo, killHost, stopProcess } from "../host/processes.ts";
import { eventually, type Outcome, PROGRAM, type Sandbox, useSandbox } from "../sandbox.ts";
import { REFUSED_COMMANDS } from "./programs.ts";

const sandbox = useSandbox();

/** A session whose host was killed while its program, which ignores the hang-up of its terminal, goes on. */
async function abandonedSession(box: Sandbox): Promise<{ id: string; childPid: number }> {
  const id = await box.create("sh", "-c", "trap '' HUP; echo last words; while :; do sleep 0.05; done");
  await box.ok("wait", id, "--text", "last words");
  const { childPid } = await killHost(box, id);
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

describe("a call that is in flight when the host dies", () => {
  /** A session that shows `last words`, and a call to it whose host is killed as soon as it is connected. */
  async function interrupted(
    box: Sandbox,
    command: string,
    ...args: string[]
  ): Promise<{ id: string; outcome: Outcome }> {
    const id = await box.create("sh", "-c", "echo last words; exec cat");
    // The end of the line may come a moment after the line.
    await box.ok("wait", id, "--text", "last words", "--cursor-row", "1");
    const { session, host } = await box.ok("inspect", id);
    // A host that is stopped takes connections, and answers nothing. It may not have closed the last one yet.
    await stopProcess(session.hostPid);
    const before = connectionsTo(host.rpcSocketPath);
    const call = box.call(["--json", command, id, ...args]);
    await eventually("the call to be connected", () => connectionsTo(host.rpcSocketPath) > before);
    process.kill(session.hostPid, "SIGKILL");
    return { id, outcome: await call };
  }

  // The end that was waited for has come, though nobody saw how.
  const unseenEnd = { timedOut: false, exitCode: null, exitSignal: null };
  const lastScreen = { matched: true, timedOut: false, matchedText: "last words", cursorRow: 1, cursorCol: 0 };

  test.each([
    { args: ["wait", "--exit"], result: unseenEnd },
    { args: ["wait", "--idle-ms", "60000"], result: unseenEnd },
    { args: ["wait", "--text", "last words", "--screen-stable-ms", "60000"], result: lastScreen },
    {
      args: ["snapshot"],
      result: { cursorRow: 1, visibleLines: expect.arrayContaining([{ row: 0, text: "last words" }]) },
    },
    {
      args: ["inspect"],
      result: { terminationCategory: "host-death", usedOfflineReplay: true, session: { status: "failed" } },
    },
  ])("$args is answered from the log", async ({ args: [command = "", ...args], result }) => {
    const { outcome } = await interrupted(sandbox(), command, ...args);
    expect(outcome).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(outcome.stdout)).toMatchObject({ ok: true, command, result });
  });

  test("a wait that the last screen does not fulfil says so", async () => {
    const { id, outcome } = await interrupted(sandbox(), "wait", "--text", "more", "--timeout", "0");
    expect(outcome.status).toBe(10);
    const { error } = JSON.parse(outcome.stdout);
    expect(error).toMatchObject({ code: "REPLAY_ERROR", details: { sessionId: id, condition: { text: "more" } } });
    expect(error.details.lastScreen.text).toStartWith("last words");
  });

  test.each(REFUSED_COMMANDS)("%s is refused", async (command, args) => {
    const { id, outcome } = await interrupted(sandbox(), command, ...args);
    expect(outcome.status).toBe(4);
    expect(JSON.parse(outcome.stdout).error).toMatchObject({
      code: "SESSION_NOT_RUNNING",
      details: { sessionId: id, status: "failed" },
    });
  });
});

describe("a host whose client has gone", () => {
  test("before it could be told leaves nothing behind", async () => {
    const box = sandbox();
    mkdirSync(join(box.home, "sessions"), { recursive: true });
    const told = startHost(box, "01ARZ3NDEKTSV4RRFFQ69G5FA0", 'exec "$@"');
    expect(JSON.parse(await told.stdout.text())).toEqual({ ok: true, pid: expect.any(Number) });
    // A pipe that nobody has open for reading.
    const untold = startHost(box, "01ARZ3NDEKTSV4RRFFQ69G5FA1", 'mkfifo p && exec 3<>p 4>p 3<&- && exec "$@" >&4');
    expect(await untold.exited).toBe(1);
    expect(readdirSync(join(box.home, "sessions"))).toEqual(["01ARZ3NDEKTSV4RRFFQ69G5FA0"]);
    await box.ok("destroy", "--force", "01ARZ3NDEKTSV4RRFFQ69G5FA0");
    await eventually("all to be gone", () => box.processes().length === 0);
  });

  test("just as it was told leaves nothing running", async () => {
    const box = sandbox();
    mkdirSync(join(box.home, "sessions"), { recursive: true });
    const host = startHost(box, "01ARZ3NDEKTSV4RRFFQ69G5FA2", 'exec "$@"');
    await host.stdout.text();
    host.kill(GIVEN_UP_SIGNAL);
    expect(await host.exited).toBe(0);
    expect((await box.ok("list")).sessions).toEqual([]);
    await eventually("all to be gone", () => box.processes().length === 0);
  });

  test("because it lost patience: the caller is told which it was", async () => {
    const box = sandbox();
    // So many places to look for the program keep the host from being ready in time.
    const path = `PATH=${"/x:".repeat(40_000)}${process.env["PATH"]}`;
    const error = await box.error("create", "--timeout-ms", "1", "--env", path, "cat");
    expect(error).toMatchObject({ status: 5, code: "HOST_TIMEOUT", retryable: true });
    expect(error.details).toEqual({ sessionId: expect.any(String), timeoutMs: 1 });
    await eventually("all to be gone", () => box.processes().length === 0);
    expect(await box.ok("list", "--all")).toEqual({ sessions: [] });
  });
});

/** Starts a session's host as the client does, from a shell that first does what `script` says. */
function startHost(box: Sandbox, sessionId: string, script: string) {
  const spec: HostSpec = {
    home: box.home,
    sessionId,
    createdAt: new Date().toISOString(),
    command: ["cat"],
    cwd: box.root,
    cols: 80,
    rows: 24,
    term: "xterm",
    shell: "/bin/sh",
    env: {},
    shellIntegration: true,
    idleTimeoutMs: 0,
  };
  return Bun.spawn(["bash", "-c", script, "bash", ...PROGRAM, "_host", sessionId], {
    env: box.environment,
    cwd: box.root,
    stdin: new TextEncoder().encode(JSON.stringify(spec)),
    stdout: "pipe",
  });
}
