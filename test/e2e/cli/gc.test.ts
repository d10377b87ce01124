import { describe, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { isRunning, killHost } from "../host/processes.ts";
import type { Sandbox } from "../sandbox.ts";
import { eventually, PROGRAM, useSandbox } from "../sandbox.ts";
import { endedSession } from "./programs.ts";

const sandbox = useSandbox();

const HOUR_MS = 3_600_000;
const ULIDS = ["01ARZ3NDEKTSV4RRFFQ69G5FA0", "01ARZ3NDEKTSV4RRFFQ69G5FA1", "01ARZ3NDEKTSV4RRFFQ69G5FA2"] as const;

const sessionsOf = (box: Sandbox) => join(box.home, "sessions");
const manifestOf = (box: Sandbox, id: string) => join(box.sessionDirectory(id), "session.json");

/** Everything in a directory that is no directory, and how large it is. */
function bytesOf(directory: string): number {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((bytes, { parentPath, name }) => bytes + statSync(join(parentPath, name)).size, 0);
}

/** Changes a manifest as if the session had been another one. */
function amend(box: Sandbox, id: string, change: object): void {
  const manifest = JSON.parse(readFileSync(manifestOf(box, id), "utf8"));
  writeFileSync(manifestOf(box, id), JSON.stringify({ ...manifest, ...change }));
}

/** Makes it look as if the session had ended so long ago. */
function age(box: Sandbox, id: string, ms: number): void {
  amend(box, id, { updatedAt: new Date(Date.now() - ms).toISOString() });
}

/** A session whose host was killed; nobody has noticed yet. */
async function abandoned(box: Sandbox): Promise<string> {
  const id = await box.create("cat");
  const { childPid } = await killHost(box, id);
  await eventually("its program to be gone", () => !isRunning(childPid));
  return id;
}

/** Calls gc with the default home and the list of homes rather than one that is named. */
async function gcEverywhere(box: Sandbox, ...args: string[]) {
  const { status, stdout, stderr } = await box.call(["--json", "gc", ...args], { env: { AGENT_TTY_HOME: "" } });
  expect(status).toBe(0);
  return { ...JSON.parse(stdout).result, stderr };
}

describe("gc", () => {
  test("removes what has ended, and nothing else", async () => {
    const box = sandbox();
    const live = await box.create("cat");
    const exited = await endedSession(box, "echo some output; exit 3");
    await box.ok("snapshot", exited);
    const destroyed = await box.create("cat");
    await box.ok("destroy", destroyed);
    const died = await abandoned(box);
    // Which reconciling changes, and its size with it.
    await box.ok("list");
    const ended = [exited, destroyed, died].sort();
    const bytes = ended.reduce((sum, id) => sum + bytesOf(box.sessionDirectory(id)), 0);

    expect(await box.ok("gc")).toEqual({
      dryRun: false,
      homes: [
        {
          home: box.home,
          existed: true,
          removedSessions: ended,
          skippedSessions: [{ sessionId: live, reason: "active" }],
          totalBytesFreed: bytes,
          deregistered: false,
        },
      ],
      removedSessionCount: 3,
      totalBytesFreed: bytes,
      deregisteredHomes: [],
    });
    expect(bytes).toBeGreaterThan(1000);
    expect(readdirSync(sessionsOf(box))).toEqual([live]);
    expect((await box.ok("list", "--all")).sessions).toMatchObject([{ sessionId: live, status: "running" }]);
    expect(await box.error("inspect", exited)).toMatchObject({ status: 3, code: "SESSION_NOT_FOUND" });
    expect(await box.ok("gc")).toMatchObject({ removedSessionCount: 0, totalBytesFreed: 0 });
  });

  test("leaves a home that is empty", async () => {
    const box = sandbox();
    await endedSession(box, "true");
    await box.ok("gc");
    expect(readdirSync(box.home)).toEqual(["sessions"]);
    expect((await box.ok("home", "list", "--all")).homes).toMatchObject([{ path: box.home, totalSessions: 0 }]);
  });

  test.each([
    { status: "exiting", end: "exited" },
    { status: "destroying", end: "destroyed" },
    { status: "running", end: "failed" },
  ])("reconciles before it decides: $status with a dead host is $end", async ({ status }) => {
    const box = sandbox();
    const id = await abandoned(box);
    amend(box, id, { status });
    expect((await box.ok("gc")).homes[0]).toMatchObject({ removedSessions: [id] });
    expect(existsSync(box.sessionDirectory(id))).toBe(false);
  });

  test("ends what a dead host left behind, and removes its socket", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "trap '' HUP; echo up; while :; do sleep 0.05; done");
    await box.ok("wait", id, "--text", "up");
    const { host } = await box.ok("inspect", id);
    await killHost(box, id);
    expect(await box.ok("gc")).toMatchObject({ removedSessionCount: 1 });
    await eventually("the orphan to be gone", () => box.processes().length === 0);
    expect(existsSync(host.rpcSocketPath)).toBe(false);
  });

  test("keeps what it does not understand", async () => {
    const box = sandbox();
    const [broken, foreign] = ULIDS;
    const id = await endedSession(box, "true");
    for (const name of [broken, foreign, "not-a-session"]) mkdirSync(join(sessionsOf(box), name));
    writeFileSync(manifestOf(box, broken), '{"version": 1');
    // The manifest of another session, as a copy by hand leaves it.
    writeFileSync(manifestOf(box, foreign), readFileSync(manifestOf(box, id)));
    writeFileSync(join(sessionsOf(box), "file"), "");
    const { status, stdout, stderr } = await box.call(["--json", "gc"]);
    expect(status).toBe(0);
    expect(stderr).toStartWith(`MANIFEST_VALIDATION_ERROR: '${manifestOf(box, broken)}' is not a session manifest`);
    expect(JSON.parse(stdout).result.homes[0]).toMatchObject({
      removedSessions: [id],
      skippedSessions: [
        { sessionId: broken, reason: "manifest-unreadable" },
        { sessionId: foreign, reason: "manifest-unreadable" },
      ],
    });
    expect(readdirSync(sessionsOf(box)).sort()).toEqual([broken, foreign, "file", "not-a-session"]);
  });

  test("does not follow links out of a session", async () => {
    const box = sandbox();
    const id = await endedSession(box, "true");
    const outside = join(box.root, "outside");
    mkdirSync(outside);
    writeFileSync(join(outside, "file"), "x".repeat(100_000));
    symlinkSync(outside, join(box.sessionDirectory(id), "link"));
    const { totalBytesFreed } = await box.ok("gc");
    expect(totalBytesFreed).toBeLessThan(100_000);
    expect(readdirSync(outside)).toEqual(["file"]);
  });

  test("called several times at once removes each session once", async () => {
    const box = sandbox();
    const ids = await Promise.all(Array.from({ length: 6 }, () => endedSession(box, "true")));
    const results = await Promise.all([1, 2, 3].map(() => box.ok("gc")));
    const removed = results.flatMap(({ homes }) => homes[0].removedSessions);
    expect(removed.sort()).toEqual(ids.sort());
    expect(results.flatMap(({ homes }) => homes[0].skippedSessions)).toEqual([]);
    expect(readdirSync(sessionsOf(box))).toEqual([]);
  });

  test("tells people what it did, and what it kept", async () => {
    const box = sandbox();
    expect((await box.call(["gc"])).stdout).toBe(`${box.home}\n  does not exist\nRemoved 0 sessions, 0 bytes.\n`);
    const ended = await endedSession(box, "true");
    const live = await box.create("cat");
    const [, young] = ULIDS;
    mkdirSync(join(sessionsOf(box), young));
    const kept = `  kept     ${young}  without a manifest yet\n  kept     ${live}  not ended\n`;
    writeFileSync(join(box.sessionDirectory(ended), "large"), "x".repeat(2_000_000));
    expect(await box.call(["gc", "--dry-run"])).toEqual({
      status: 0,
      stdout: `${box.home}\n  remove   ${ended}\n${kept}Would remove 1 session, 2.0 MB.\n`,
      stderr: "",
    });
    expect((await box.call(["gc"])).stdout).toBe(
      `${box.home}\n  removed  ${ended}\n${kept}Removed 1 session, 2.0 MB.\n`,
    );
  });
});

describe("gc --dry-run", () => {
  test("says what would be removed, and changes nothing", async () => {
    const box = sandbox();
    const live = await box.create("cat");
    const exited = await endedSession(box, "true");
    const died = await abandoned(box);
    const [leftover] = ULIDS;
    mkdirSync(join(sessionsOf(box), leftover));
    const longAgo = new Date(Date.now() - 2 * HOUR_MS);
    utimesSync(join(sessionsOf(box), leftover), longAgo, longAgo);
    const before = readdirSync(sessionsOf(box), { recursive: true }).sort();
    const manifest = readFileSync(manifestOf(box, died), "utf8");

    const result = await box.ok("gc", "--dry-run");
    expect(result).toMatchObject({ dryRun: true, removedSessionCount: 3 });
    expect(result.homes[0].removedSessions).toEqual([exited, died, leftover].sort());
    expect(result.homes[0].skippedSessions).toEqual([{ sessionId: live, reason: "active" }]);
    expect(result.totalBytesFreed).toBe(bytesOf(box.sessionDirectory(exited)) + bytesOf(box.sessionDirectory(died)));

    expect(readdirSync(sessionsOf(box), { recursive: true }).sort()).toEqual(before);
    expect(readFileSync(manifestOf(box, died), "utf8")).toBe(manifest);
  });

  test("does not take a home off the list", async () => {
    const box = sandbox();
    await endedSession(box, "true");
    rmSync(box.home, { recursive: true });
    const dry = await box.ok("gc", "--dry-run");
    expect(dry).toMatchObject({ homes: [{ existed: false, deregistered: true }], deregisteredHomes: [box.home] });
    expect(await box.ok("gc")).toEqual({ ...dry, dryRun: false });
  });
});

describe("gc --stale-only", () => {
  test("removes what ended by its host's death, noticed or not", async () => {
    const box = sandbox();
    const live = await box.create("cat");
    const exited = await endedSession(box, "exit 1");
    const noticed = await abandoned(box);
    await box.ok("list");
    const unnoticed = await abandoned(box);
    const failed = await endedSession(box, "true");
    amend(box, failed, { status: "failed", failureOrigin: "storage-corruption" });
    const destroyed = await abandoned(box);
    await box.ok("destroy", destroyed);

    const [collection] = (await box.ok("gc", "--stale-only")).homes;
    expect(collection.removedSessions).toEqual([noticed, unnoticed].sort());
    expect(collection.skippedSessions).toEqual(
      [
        { sessionId: live, reason: "active" },
        { sessionId: exited, reason: "not-stale" },
        { sessionId: failed, reason: "not-stale" },
        { sessionId: destroyed, reason: "not-stale" },
      ].sort((one, other) => (one.sessionId < other.sessionId ? -1 : 1)),
    );
  });
});

describe("gc --older-than", () => {
  test("counts from the end of a session", async () => {
    const box = sandbox();
    const [young, old] = [await endedSession(box, "true"), await endedSession(box, "true")];
    age(box, young, 6 * 24 * HOUR_MS);
    age(box, old, 8 * 24 * HOUR_MS);
    const [collection] = (await box.ok("gc", "--older-than", "7d")).homes;
    expect(collection.removedSessions).toEqual([old]);
    expect(collection.skippedSessions).toEqual([{ sessionId: young, reason: "too-recent" }]);
    expect((await box.ok("gc", "--older-than", "200h")).removedSessionCount).toBe(0);
    expect((await box.ok("gc", "--older-than", "30m")).removedSessionCount).toBe(1);
  });

  test("counts from the last that was seen of one whose host died unnoticed", async () => {
    const box = sandbox();
    const id = await abandoned(box);
    // The host has written the manifest long ago, and the log until it died.
    age(box, id, 48 * HOUR_MS);
    expect((await box.ok("gc", "--older-than", "1h", "--dry-run")).removedSessionCount).toBe(0);
    const longAgo = new Date(Date.now() - 48 * HOUR_MS);
    utimesSync(join(box.sessionDirectory(id), "events.jsonl"), longAgo, longAgo);
    expect((await box.ok("gc", "--older-than", "1h")).removedSessionCount).toBe(1);
  });

  test("of a session that goes on means nothing", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    age(box, id, 48 * HOUR_MS);
    expect((await box.ok("gc", "--older-than", "1h")).homes[0].skippedSessions).toEqual([
      { sessionId: id, reason: "active" },
    ]);
  });

  test.each(["", "7", "1w", "-1h", "1.5h", "soon"])("refuses %p", async (value) => {
    const error = await sandbox().error("gc", `--older-than=${value}`);
    expect(error).toMatchObject({ status: 2, code: "INVALID_DURATION", details: { option: "--older-than", value } });
    expect(error.message).toBe(
      `--older-than must be a whole number with a unit, such as 30m, 1h or 7d, not '${value}'.`,
    );
  });
});

describe("what is left of a session", () => {
  /** A session's directory that has been without a manifest for so long. */
  function leftover(box: Sandbox, name: string, ageMs: number): string {
    const directory = join(sessionsOf(box), name);
    mkdirSync(join(directory, "artifacts"), { recursive: true });
    writeFileSync(join(directory, "artifacts", "file"), "12345");
    utimesSync(directory, new Date(Date.now() - ageMs), new Date(Date.now() - ageMs));
    return name;
  }

  test("without a manifest goes after an hour, and not before", async () => {
    const box = sandbox();
    const young = leftover(box, ULIDS[0], 0.9 * HOUR_MS);
    const old = leftover(box, ULIDS[1], 1.1 * HOUR_MS);
    const [collection] = (await box.ok("gc")).homes;
    expect(collection).toMatchObject({
      removedSessions: [old],
      skippedSessions: [{ sessionId: young, reason: "being-made" }],
      totalBytesFreed: 5,
    });
  });

  test("without a manifest goes only as old as is asked for", async () => {
    const box = sandbox();
    leftover(box, ULIDS[0], 3 * HOUR_MS);
    expect(await box.ok("gc", "--older-than", "1d")).toMatchObject({ removedSessionCount: 0 });
    expect(await box.ok("gc", "--older-than", "1m", "--stale-only")).toMatchObject({ removedSessionCount: 1 });
  });

  test("without a manifest stays while something listens there", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const manifest = readFileSync(manifestOf(box, id));
    rmSync(manifestOf(box, id));
    const longAgo = new Date(Date.now() - 48 * HOUR_MS);
    utimesSync(box.sessionDirectory(id), longAgo, longAgo);
    expect((await box.ok("gc")).homes[0].skippedSessions).toEqual([{ sessionId: id, reason: "active" }]);
    writeFileSync(manifestOf(box, id), manifest);
  });

  test("by a gc that was killed is no session, and goes with the next one", async () => {
    const box = sandbox();
    await box.create("cat");
    const hidden = join(sessionsOf(box), `.removed-${ULIDS[0]}-123`);
    mkdirSync(hidden);
    writeFileSync(join(hidden, "events.jsonl"), "1234567");
    expect((await box.ok("list", "--all")).sessions).toHaveLength(1);
    expect(await box.error("inspect", ".removed-01ARZ3")).toMatchObject({ code: "SESSION_NOT_FOUND" });
    expect(await box.ok("gc", "--dry-run")).toMatchObject({ removedSessionCount: 0, totalBytesFreed: 7 });
    expect(existsSync(hidden)).toBe(true);
    expect(await box.ok("gc")).toMatchObject({ removedSessionCount: 0, totalBytesFreed: 7 });
    expect(existsSync(hidden)).toBe(false);
  });
});

describe("the homes that gc looks at", () => {
  /** A home of its own with a session that has ended; gives the home and the session. */
  async function otherHome(box: Sandbox, name: string): Promise<[home: string, id: string]> {
    const home = join(box.root, name);
    const { sessionId } = await box.ok("--home", home, "create", "true");
    await box.ok("--home", home, "wait", sessionId, "--exit");
    return [home, sessionId];
  }

  test("are the one that is named, by option or variable", async () => {
    const box = sandbox();
    const [one, oneId] = await otherHome(box, "one");
    const [, twoId] = await otherHome(box, "two");
    const byOption = await box.ok("--home", one, "gc", "--dry-run");
    expect(byOption.homes).toMatchObject([{ home: one, removedSessions: [oneId] }]);
    const byVariable = await box.call(["--json", "gc"], { env: { AGENT_TTY_HOME: one } });
    expect(JSON.parse(byVariable.stdout).result.homes).toMatchObject([{ home: one, removedSessions: [oneId] }]);
    expect(readdirSync(join(box.root, "two", "sessions"))).toEqual([twoId]);
  });

  test("are otherwise the default one and every one that is remembered, each once", async () => {
    const box = sandbox();
    const [one, oneId] = await otherHome(box, "one");
    const [standard, standardId] = await otherHome(box, ".agent-tty");
    const [two, twoId] = await otherHome(box, "two");
    const result = await gcEverywhere(box);
    expect(result.homes).toMatchObject([
      { home: standard, removedSessions: [standardId] },
      { home: two, removedSessions: [twoId] },
      { home: one, removedSessions: [oneId] },
    ]);
    expect(result.removedSessionCount).toBe(3);
    expect(result.totalBytesFreed).toBeGreaterThan(0);
  });

  test("are forgotten when they are gone", async () => {
    const box = sandbox();
    const [gone] = await otherHome(box, "gone");
    const [there] = await otherHome(box, "there");
    rmSync(gone, { recursive: true });
    const result = await gcEverywhere(box);
    expect(result.homes).toMatchObject([
      { home: join(box.root, ".agent-tty"), existed: false, deregistered: false },
      { home: there, existed: true, deregistered: false },
      { home: gone, existed: false, removedSessions: [], skippedSessions: [], totalBytesFreed: 0, deregistered: true },
    ]);
    expect(result.deregisteredHomes).toEqual([gone]);
    expect(existsSync(join(box.root, ".agent-tty"))).toBe(false);
    const registry = readFileSync(join(box.root, "state", "agent-tty", "homes.json"), "utf8");
    expect(JSON.parse(registry).homes).toMatchObject([{ path: there }]);
  });

  test("are cleaned even if one of them cannot be read, of which people are told", async () => {
    const box = sandbox();
    const [broken] = await otherHome(box, "broken");
    const [fine, id] = await otherHome(box, "fine");
    rmSync(join(broken, "sessions"), { recursive: true });
    writeFileSync(join(broken, "sessions"), "");
    const result = await gcEverywhere(box);
    expect(result.homes).toMatchObject([{ existed: false }, { home: fine, removedSessions: [id] }]);
    expect(result.stderr).toStartWith(`STORAGE_READ_ERROR: Cannot read '${broken}/sessions'`);
    expect(await box.error("--home", broken, "gc")).toMatchObject({ status: 8, code: "STORAGE_READ_ERROR" });
  });

  test("are cleaned even if the list of homes cannot be written", async () => {
    const box = sandbox();
    const [gone] = await otherHome(box, "gone");
    const [fine, id] = await otherHome(box, "fine");
    rmSync(gone, { recursive: true });
    mkdirSync(join(box.root, "state", "agent-tty", "homes.json.lock"));
    const result = await gcEverywhere(box);
    expect(result).toMatchObject({
      homes: [{ existed: false }, { home: fine, removedSessions: [id] }, { home: gone, deregistered: false }],
      deregisteredHomes: [],
    });
    expect(result.stderr).toStartWith("STORAGE_WRITE_ERROR: ");
  });
});

test("a session that cannot be removed is kept as a whole, of which people are told", async () => {
  const box = sandbox();
  const id = await endedSession(box, "true");
  const files = readdirSync(box.sessionDirectory(id));
  // What it would hide as is taken: the shell becomes the program, and so knows its process id.
  const script = 'mkdir -p "$1/.removed-$2-$$/taken" && shift 2 && exec "$@"';
  const child = Bun.spawn(["sh", "-c", script, "sh", sessionsOf(box), id, ...PROGRAM, "gc", "--json"], {
    env: box.environment,
    stdout: "pipe",
    stderr: "pipe",
  });
  const { result } = JSON.parse(await child.stdout.text());
  expect(result.homes[0]).toMatchObject({
    removedSessions: [],
    skippedSessions: [{ sessionId: id, reason: "not-removable" }],
    totalBytesFreed: 0,
  });
  expect(await child.stderr.text()).toStartWith(`STORAGE_WRITE_ERROR: Cannot remove '${box.sessionDirectory(id)}': `);
  expect(readdirSync(box.sessionDirectory(id))).toEqual(files);
});
