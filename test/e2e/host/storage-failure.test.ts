import { describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, PROGRAM, type Sandbox, useSandbox } from "../sandbox.ts";
import { pidsOf } from "./processes.ts";
import { socketPath } from "./raw-client.ts";

const sandbox = useSandbox();

/** Creates a session whose host may not write files of more than 64 blocks: as good as a full disk for its log. */
async function createLimited(box: Sandbox, ...command: string[]): Promise<string> {
  const child = Bun.spawn(["sh", "-c", 'ulimit -f 64; exec "$@"', "sh", ...PROGRAM, "--json", "create", ...command], {
    env: box.environment,
    cwd: box.root,
  });
  const id = JSON.parse(await child.stdout.text()).result.sessionId;
  box.damaged.add(id);
  return id;
}

describe("a log that cannot be written", () => {
  test("fails the session, which says why, and ends what runs in it", async () => {
    const box = sandbox();
    const id = await createLimited(box, "sh", "-c", "trap '' HUP TERM; read go; while :; do echo flood; done");
    await box.ok("wait", id, "--cursor-row", "0");
    await box.call(["type", id, "\r"]);
    await eventually("all of it to end", () => box.processes().length === 0);
    const { session, terminationCategory } = await box.ok("inspect", id);
    expect(session).toMatchObject({ status: "failed", failureOrigin: "storage-corruption", exitSignal: "SIGKILL" });
    expect(session.failureReason).toStartWith(`Cannot write the event log '${box.sessionDirectory(id)}/events.jsonl'`);
    expect(terminationCategory).toBe("storage-corruption");
    expect(await box.screen(id)).toContain("flood");
    expect(await box.error("type", id, "x")).toMatchObject({
      code: "SESSION_NOT_RUNNING",
      details: { status: "failed" },
    });
    expect(await box.ok("destroy", id)).toMatchObject({ destroyed: true });
  });

  test("fails a session that floods from its first moment", async () => {
    const box = sandbox();
    const id = await createLimited(box, "yes");
    await eventually("all of it to end", () => box.processes().length === 0);
    expect((await box.ok("list", "--all")).sessions).toMatchObject([{ sessionId: id, status: "failed" }]);
  });

  test("is told to who writes to it", async () => {
    const box = sandbox();
    const id = await createLimited(box, "sh", "-c", "stty -echo; cat >/dev/null");
    const outcomes = [];
    // Far more than the log can hold.
    for (let round = 0; round < 10; round++) outcomes.push(await box.call(["--json", "mark", id, "x".repeat(10_000)]));
    const failures = outcomes.filter(({ status }) => status !== 0).map(({ stdout }) => JSON.parse(stdout).error.code);
    expect(failures[0]).toBe("STORAGE_WRITE_ERROR");
    expect(await box.ok("wait", id, "--exit")).toMatchObject({ timedOut: false });
    await eventually("all of it to end", () => box.processes().length === 0);
    expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "failed" } });
  });

  test("answers who waits", async () => {
    const box = sandbox();
    const id = await createLimited(box, "sh", "-c", "read go; while :; do echo flood; done");
    const waiting = ["--exit", "--idle-ms=2000000", "--text=never"].map((how) => box.call(["--json", "wait", id, how]));
    const running = box.call(["--json", "run", id, "go"]);
    for (const { stdout } of await Promise.all([...waiting, running])) expect(stdout).not.toBe("");
    await eventually("all of it to end", () => box.processes().length === 0);
  });
});

describe("a session directory that is removed", () => {
  test("takes the session for the clients, and its host leaves nothing when it ends", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "trap 'exit 0' USR1; while :; do sleep 0.05; done");
    const [{ childPid }, socket] = [await pidsOf(box, id), socketPath(box, id)];
    rmSync(box.sessionDirectory(id), { recursive: true });
    expect(await box.error("inspect", id)).toMatchObject({ code: "SESSION_NOT_FOUND", details: { sessionId: id } });
    expect((await box.ok("list", "--all")).sessions).toEqual([]);
    process.kill(childPid, "SIGUSR1");
    await eventually("all of it to end", () => box.processes().length === 0);
    expect([existsSync(socket), existsSync(box.sessionDirectory(id))]).toEqual([false, false]);
  });
});

describe("a home that cannot be written", () => {
  test.each([
    { what: "is a file", prepare: (box: Sandbox) => writeFileSync(box.home, "") },
    {
      what: "has a file in the place of its sessions",
      prepare: (box: Sandbox) => {
        mkdirSync(box.home);
        writeFileSync(join(box.home, "sessions"), "");
      },
    },
  ])("because it $what is told, and nothing is started", async ({ prepare }) => {
    const box = sandbox();
    prepare(box);
    const error = await box.error("create", "cat");
    expect(error).toMatchObject({ status: 8, code: "STORAGE_WRITE_ERROR", details: { path: box.home } });
    expect(box.processes()).toEqual([]);
    rmSync(box.home, { recursive: true });
  });

  test("because it is on a read-only file system is told", async () => {
    const box = sandbox();
    const error = await box.error("--home", "/proc/agent-tty", "create", "cat");
    expect(error).toMatchObject({ status: 8, code: "STORAGE_WRITE_ERROR", details: { path: "/proc/agent-tty" } });
    expect(readdirSync(box.root).some((name) => name === "home")).toBe(false);
  });
});

test("a session whose home has been removed ends when it has something to write", async () => {
  const box = sandbox();
  await box.create("sh", "-c", "trap '' HUP; while :; do echo here; sleep 0.05; done");
  expect(box.processes()).not.toEqual([]);
  rmSync(box.home, { recursive: true });
  await eventually("all of it to end", () => box.processes().length === 0);
});
