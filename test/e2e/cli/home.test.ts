import { describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { killHost } from "../host/processes.ts";
import type { Sandbox } from "../sandbox.ts";
import { useSandbox } from "../sandbox.ts";
import { endedSession } from "./programs.ts";

const sandbox = useSandbox();

const registryOf = (box: Sandbox) => join(box.root, "state", "agent-tty", "homes.json");
const paths = (homes: { path: string }[]) => homes.map(({ path }) => path);

/** A session that has ended, in a home of its own. */
async function otherHome(box: Sandbox, name: string): Promise<string> {
  const home = join(box.root, name);
  const { sessionId } = await box.ok("--home", home, "create", "true");
  await box.ok("--home", home, "wait", sessionId, "--exit");
  return home;
}

describe("a home is remembered", () => {
  test("when a session is created in it, under its real path, with the time", async () => {
    const box = sandbox();
    const before = Date.now();
    const link = join(box.root, "link");
    await box.create("true");
    symlinkSync(box.home, link);
    await box.ok("--home", link, "create", "true");
    const registry = JSON.parse(readFileSync(registryOf(box), "utf8"));
    expect(registry).toEqual({ version: 1, homes: [{ path: box.home, lastSeenAt: expect.any(String) }] });
    expect(Date.parse(registry.homes[0].lastSeenAt)).toBeGreaterThanOrEqual(before);
    expect(readdirSync(join(box.root, "state", "agent-tty"))).toEqual(["homes.json"]);
  });

  test("by no other command", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    rmSync(registryOf(box));
    await box.ok("type", id, "x");
    await box.ok("snapshot", id);
    await box.ok("list", "--all");
    await box.ok("inspect", id);
    await box.ok("home", "list", "--all");
    await box.ok("destroy", id);
    expect(existsSync(registryOf(box))).toBe(false);
  });

  test("below the home directory where XDG_STATE_HOME is not set", async () => {
    const box = sandbox();
    expect((await box.call(["create", "true"], { env: { XDG_STATE_HOME: "" } })).status).toBe(0);
    expect(existsSync(join(box.root, ".local", "state", "agent-tty", "homes.json"))).toBe(true);
  });

  test("or not, where that cannot be written: a create does not fail for it", async () => {
    const box = sandbox();
    writeFileSync(join(box.root, "state"), "");
    expect(await box.call(["create", "true"])).toMatchObject({ status: 0, stderr: "" });
    expect(await box.ok("home", "list", "--all")).toEqual({ homes: [] });
  });
});

describe("home list", () => {
  test("shows the homes with active sessions, and with --all the others, last seen first", async () => {
    const box = sandbox();
    const quiet = await otherHome(box, "quiet");
    await box.create("cat");
    await endedSession(box, "exit 1");
    const { homes } = await box.ok("home", "list");
    expect(homes).toEqual([{ path: box.home, activeSessions: 1, totalSessions: 2, lastSeenAt: expect.any(String) }]);
    expect(homes[0].lastSeenAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

    const all = (await box.ok("home", "list", "--all")).homes;
    expect(paths(all)).toEqual([box.home, quiet]);
    expect(all[1]).toMatchObject({ activeSessions: 0, totalSessions: 1 });

    await otherHome(box, "quiet");
    expect(paths((await box.ok("home", "list", "--all")).homes)).toEqual([quiet, box.home]);
  });

  test("is for people, too", async () => {
    const box = sandbox();
    expect(await box.call(["home", "list"])).toEqual({ status: 0, stdout: "No homes.\n", stderr: "" });
    await box.create("cat");
    expect((await box.call(["home", "list"])).stdout).toMatch(
      new RegExp(`^ACTIVE +TOTAL +LAST SEEN +HOME\n1 +1 +2\\S+Z +${box.home}\n$`),
    );
  });

  test("does not show a home that is gone, and keeps it on the list", async () => {
    const box = sandbox();
    const gone = await otherHome(box, "gone");
    rmSync(gone, { recursive: true });
    expect(await box.ok("home", "list", "--all")).toEqual({ homes: [] });
    expect(readFileSync(registryOf(box), "utf8")).toContain(gone);
  });

  test("does not count as active what only its manifest calls so, and changes nothing", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    await killHost(box, id);
    const manifest = readFileSync(join(box.sessionDirectory(id), "session.json"), "utf8");
    expect(await box.ok("home", "list")).toEqual({ homes: [] });
    expect((await box.ok("home", "list", "--all")).homes).toMatchObject([{ activeSessions: 0, totalSessions: 1 }]);
    expect(readFileSync(join(box.sessionDirectory(id), "session.json"), "utf8")).toBe(manifest);
  });

  test("counts a session whose manifest is broken, and no directory that is none", async () => {
    const box = sandbox();
    await box.create("cat");
    const sessions = join(box.home, "sessions");
    for (const name of ["01ARZ3NDEKTSV4RRFFQ69G5FA0", "01ARZ3NDEKTSV4RRFFQ69G5FA1", ".removed-x"]) {
      mkdirSync(join(sessions, name));
    }
    writeFileSync(join(sessions, "01ARZ3NDEKTSV4RRFFQ69G5FA0", "session.json"), "{");
    expect((await box.ok("home", "list")).homes).toMatchObject([{ activeSessions: 1, totalSessions: 2 }]);
  });

  test("tells of a home that cannot be read, and shows the others", async () => {
    const box = sandbox();
    const broken = await otherHome(box, "broken");
    await box.create("cat");
    rmSync(join(broken, "sessions"), { recursive: true });
    writeFileSync(join(broken, "sessions"), "");
    const { status, stdout, stderr } = await box.call(["--json", "home", "list", "--all"]);
    expect(status).toBe(0);
    expect(paths(JSON.parse(stdout).result.homes)).toEqual([box.home]);
    expect(stderr).toStartWith(`STORAGE_READ_ERROR: Cannot read '${broken}/sessions': `);
  });

  test("shows no homes where the list is broken", async () => {
    const box = sandbox();
    await box.create("cat");
    writeFileSync(registryOf(box), '{"version": 1, "homes": "all of them"}');
    expect(await box.ok("home", "list", "--all")).toEqual({ homes: [] });
  });
});

describe("home forget", () => {
  test("takes a home off the list, once, and nothing off the disk", async () => {
    const box = sandbox();
    const other = await otherHome(box, "other");
    const id = await box.create("cat");
    expect(await box.ok("home", "forget", box.home)).toEqual({ path: box.home, forgotten: true });
    expect(await box.ok("home", "forget", box.home)).toEqual({ path: box.home, forgotten: false });
    expect(paths((await box.ok("home", "list", "--all")).homes)).toEqual([other]);
    expect((await box.ok("list")).sessions).toMatchObject([{ sessionId: id }]);
    await box.create("true");
    expect(paths((await box.ok("home", "list", "--all")).homes)).toEqual([box.home, other]);
  });

  test("takes a path as people type it: relative, through a link, or of what is gone", async () => {
    const box = sandbox();
    for (const name of ["one", "two", "three"]) await otherHome(box, name);
    symlinkSync(join(box.root, "two"), join(box.root, "link"));
    rmSync(join(box.root, "three"), { recursive: true });
    expect(await box.ok("home", "forget", "one/")).toEqual({ path: join(box.root, "one"), forgotten: true });
    expect(await box.ok("home", "forget", "./link")).toEqual({ path: join(box.root, "two"), forgotten: true });
    expect(await box.ok("home", "forget", "three")).toEqual({ path: join(box.root, "three"), forgotten: true });
  });

  test("is for people, too", async () => {
    const box = sandbox();
    await box.create("true");
    const says = async () => (await box.call(["home", "forget", box.home])).stdout;
    expect(await says()).toBe(`Forgotten: ${box.home}\n`);
    expect(await says()).toBe(`Not on the list: ${box.home}\n`);
  });

  test("refuses an empty path", async () => {
    expect(await sandbox().error("home", "forget", "")).toMatchObject({
      status: 2,
      code: "INVALID_INPUT",
      command: "home forget",
    });
  });

  test("tells that the list cannot be written, and does not fail", async () => {
    const box = sandbox();
    await box.create("true");
    // A lock that nobody will ever give back.
    mkdirSync(`${registryOf(box)}.lock`);
    const { status, stdout, stderr } = await box.call(["--json", "home", "forget", box.home]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).result).toEqual({ path: box.home, forgotten: false });
    expect(stderr).toStartWith("STORAGE_WRITE_ERROR: ");
  });
});

describe("home without a known second word", () => {
  test("shows what there is", async () => {
    const { status, stdout, stderr } = await sandbox().call(["home"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^ {2}home list /m);
    expect(stdout).toMatch(/^ {2}home forget /m);
    expect(stdout).not.toMatch(/^ {2}create /m);
  });

  test("or guesses what was meant", async () => {
    const error = await sandbox().error("home", "lits");
    expect(error).toMatchObject({ status: 2, message: "Unknown command 'home lits'. Did you mean home list?" });
  });

  test.each(["list", "forget"])("or tells of home %s", async (second) => {
    const { stdout } = await sandbox().call(["home", second, "--help"]);
    expect(stdout).toStartWith(`Usage: agent-tty home ${second}`);
    expect(stdout).toContain("--json");
  });
});
