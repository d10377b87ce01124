import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Sandbox } from "../sandbox.ts";
import { useSandbox } from "../sandbox.ts";
import { endedSession } from "./programs.ts";

const sandbox = useSandbox();
const modeOf = (path: string) => (lstatSync(path).mode & 0o777).toString(8);

async function socketOf(box: Sandbox, id: string): Promise<string> {
  return (await box.ok("inspect", id)).host.rpcSocketPath;
}

describe("the home", () => {
  test.each(["000", "077"])("is its owner's alone under umask %s, with all that is in it", async (umask) => {
    const box = sandbox();
    const { status } = await box.call(["create", "cat"], { umask });
    expect(status).toBe(0);
    const [id = ""] = readdirSync(join(box.home, "sessions"));
    await box.ok("snapshot", id);
    const directory = box.sessionDirectory(id);
    const artifacts = readdirSync(join(directory, "artifacts"));
    expect(artifacts.sort()).toEqual(["manifest.json", expect.stringMatching(/^snapshot-\d+-structured\.json$/)]);
    const directories = [box.home, join(box.home, "sessions"), directory, join(directory, "artifacts")];
    expect(directories.map(modeOf)).toEqual(directories.map(() => "700"));
    const files = ["session.json", "events.jsonl", ...artifacts.map((name) => `artifacts/${name}`)];
    expect(files.map((name) => modeOf(join(directory, name)))).toEqual(files.map(() => "600"));
  });

  test("keeps its mode if it is there", async () => {
    const box = sandbox();
    mkdirSync(box.home);
    chmodSync(box.home, 0o755);
    await box.create("cat");
    expect(modeOf(box.home)).toBe("755");
    expect(modeOf(join(box.home, "sessions"))).toBe("700");
  });

  test.each([
    { what: "deeper than a socket's path may be", name: Array.from({ length: 12 }, () => "x".repeat(100)).join("/") },
    { what: "with blanks, quotes and more", name: "my 'home' $HOME \"—\" ö 日本\n語" },
    { what: "behind a trailing slash", name: "home/" },
  ])("may be $what", async ({ name }) => {
    const box = sandbox();
    const home = `${box.root}/${name}`;
    const { sessionId } = await box.ok("--home", home, "create", "sh");
    expect(await box.ok("--home", home, "run", sessionId, "echo $((40 + 2))")).toMatchObject({ completed: true });
    const { visibleLines } = await box.ok("--home", home, "snapshot", sessionId);
    expect(visibleLines[1]).toEqual({ row: 1, text: "42" });
    await box.ok("--home", home, "destroy", sessionId);
    expect((await box.ok("--home", home, "list", "--all")).sessions).toMatchObject([
      { sessionId, status: "destroyed" },
    ]);
  });

  test("may be reached through a link", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const link = join(box.root, "link");
    symlinkSync(box.home, link);
    expect(await box.ok("--home", link, "inspect", id)).toMatchObject({ session: { status: "running" } });
  });
});

describe("a copy of a home", () => {
  test("does not reach, or harm, the sessions of the original", async () => {
    const box = sandbox();
    const live = await box.create("cat");
    const ended = await endedSession(box, "echo was here");
    const copy = join(box.root, "copy");
    cpSync(box.home, copy, { recursive: true, verbatimSymlinks: true });
    const inCopy = (...args: string[]) => box.error("--home", copy, ...args);
    for (const args of [
      ["type", live, "x"],
      ["snapshot", live],
      ["destroy", "--force", live],
    ]) {
      expect(await inCopy(...args)).toMatchObject({ status: 6, code: "HOST_UNREACHABLE", retryable: true });
    }
    await box.ok("--home", copy, "gc");
    expect(await box.ok("inspect", live)).toMatchObject({ session: { status: "running" }, eventCount: 0 });
    await box.ok("--home", copy, "list", "--all");
    expect(await box.ok("type", live, "y")).toEqual({ seq: 0 });
    expect(await box.screen(ended)).toEqual(["was here"]);

    // Once its host has gone, what was copied of it is a session that has lost its host.
    await box.ok("destroy", live);
    expect((await box.ok("--home", copy, "inspect", live)).session).toMatchObject({ failureOrigin: "host-death" });
  });

  test("is another thing than a home that was moved: that takes its sessions with it", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const moved = join(box.root, "moved");
    renameSync(box.home, moved);
    expect(await box.ok("--home", moved, "type", id, "x")).toEqual({ seq: 0 });
    renameSync(moved, box.home);
  });
});

describe("the socket", () => {
  test("lies in the runtime directory, for the user alone", async () => {
    const box = sandbox();
    const socket = await socketOf(box, await box.create("cat"));
    expect(dirname(socket)).toBe(join(box.runtimeDirectory, "agent-tty"));
    expect(statSync(socket).isSocket()).toBe(true);
    expect([modeOf(dirname(socket)), modeOf(socket)]).toEqual(["700", "600"]);
    expect(Buffer.byteLength(socket)).toBeLessThan(104);
  });

  test.each([
    { what: "is not set", directory: () => "" },
    { what: "does not exist", directory: (box: Sandbox) => join(box.root, "nowhere") },
    { what: "is relative", directory: (box: Sandbox) => basename(box.runtimeDirectory) },
    { what: "is open to others", directory: (box: Sandbox) => made(join(box.root, "open"), 0o755) },
    { what: "is too deep for a socket", directory: (box: Sandbox) => made(join(box.root, "ö".repeat(30)), 0o700) },
  ])("lies in /tmp where the runtime directory $what", async ({ directory }) => {
    const box = sandbox();
    const env = { XDG_RUNTIME_DIR: directory(box) };
    const { stdout } = await box.call(["--json", "create", "cat"], { env });
    const { sessionId } = JSON.parse(stdout).result;
    try {
      // The caller that asks has another runtime directory, which must not matter.
      const socket = await socketOf(box, sessionId);
      expect(dirname(socket)).toBe(`/tmp/agent-tty-${process.getuid?.()}`);
      expect([modeOf(dirname(socket)), modeOf(socket)]).toEqual(["700", "600"]);
    } finally {
      await box.ok("destroy", "--force", sessionId);
    }
  });

  test("is not put where others could have prepared the place, and nothing is started", async () => {
    const box = sandbox();
    const place = join(box.runtimeDirectory, "agent-tty");
    for (const [prepare, why] of [
      [() => made(place, 0o755), "others may enter it (mode 755)"],
      [() => symlinkSync(tmpdir(), place), "it is a symbolic link"],
    ] as const) {
      prepare();
      const error = await box.error("create", "cat");
      expect(error).toMatchObject({ status: 8, code: "STORAGE_WRITE_ERROR", details: { path: place, fault: why } });
      expect(error.message).toStartWith(`'${place}' cannot be trusted with sockets: ${why}.`);
      expect(readdirSync(join(box.home, "sessions"))).toEqual([]);
      rmSync(place, { recursive: true });
    }
  });

  test("is gone when the session has ended", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const socket = await socketOf(box, id);
    await box.ok("destroy", id);
    expect(existsSync(socket)).toBe(false);
    expect(readdirSync(box.sessionDirectory(id)).sort()).toEqual(["events.jsonl", "session.json"]);
  });
});

function made(path: string, mode: number): string {
  mkdirSync(path);
  chmodSync(path, mode);
  return path;
}
