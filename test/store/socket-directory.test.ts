import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppError } from "../../src/protocol/errors.ts";
import { preparePrivateDirectory, prepareSocketPath } from "../../src/store/socket-directory.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** The fault found in a directory, and the error's message. */
function refusal(path: string): { code: string; message: string; fault: unknown; path: unknown } {
  try {
    preparePrivateDirectory(path);
  } catch (error) {
    const { code, message, details } = error as AppError;
    return { code, message, fault: details["fault"], path: details["path"] };
  }
  throw new Error("It was not refused.");
}

describe("a private directory", () => {
  test("is made for its owner alone, and found again", () => {
    const path = join(root, "sockets");
    for (let time = 0; time < 2; time++) {
      expect(preparePrivateDirectory(path)).toBe(path);
      expect(lstatSync(path).mode & 0o777).toBe(0o700);
    }
  });

  test.each([0o755, 0o701, 0o710, 0o770, 0o1777])("is refused with mode %o", (mode) => {
    const path = join(root, "sockets");
    mkdirSync(path);
    chmodSync(path, mode);
    const fault = `others may enter it (mode ${(mode & 0o777).toString(8)})`;
    expect(refusal(path)).toMatchObject({ code: "STORAGE_WRITE_ERROR", fault, path });
    expect(lstatSync(path).mode & 0o7777).toBe(mode);
  });

  test("is refused if it is a link, even to a directory that would do", () => {
    const path = join(root, "sockets");
    mkdirSync(join(root, "good"), { mode: 0o700 });
    symlinkSync(join(root, "good"), path);
    expect(refusal(path)).toMatchObject({ code: "STORAGE_WRITE_ERROR", fault: "it is a symbolic link", path });
  });

  test("is refused if it is a file", () => {
    const path = join(root, "sockets");
    writeFileSync(path, "");
    expect(refusal(path)).toMatchObject({ code: "STORAGE_WRITE_ERROR", fault: "it is not a directory", path });
  });

  test("is refused if it belongs to somebody else", () => {
    const path = othersDirectory();
    const fault = `it belongs to user ${lstatSync(path).uid}`;
    expect(refusal(path)).toMatchObject({ code: "STORAGE_WRITE_ERROR", fault, path });
  });

  test("says why and what to do", () => {
    const path = join(root, "sockets");
    mkdirSync(path, { mode: 0o755 });
    chmodSync(path, 0o755);
    expect(refusal(path).message).toBe(
      `'${path}' cannot be trusted with sockets: others may enter it (mode 755). ` +
        "Remove it, or set XDG_RUNTIME_DIR to a directory of your own.",
    );
    expect(refusal(join(root, "no", "parent"))).toMatchObject({ code: "STORAGE_WRITE_ERROR" });
  });
});

/** Root can give a directory away; anybody else finds one of root's. */
function othersDirectory(): string {
  if (process.getuid?.() !== 0) return "/usr";
  const path = join(root, "theirs");
  mkdirSync(path, { mode: 0o700 });
  chownSync(path, 65534, 65534);
  return path;
}

describe("a socket's path", () => {
  const id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

  const makeSession = (home: string) => mkdirSync(join(home, "sessions", id), { recursive: true });

  test("lies in the runtime directory and is the session directory's own", () => {
    const runtime = join(root, "run");
    mkdirSync(runtime, { mode: 0o700 });
    const homes = ["one", "two"].map((name) => join(root, name));
    for (const home of homes) makeSession(home);
    const [one, two] = homes.map((home) => prepareSocketPath(home, id, { XDG_RUNTIME_DIR: runtime }));
    expect(one).toStartWith(`${runtime}/agent-tty/`);
    expect(one).toEndWith(id);
    expect(one).not.toBe(two as string);
    // The same home by another name is the same home.
    symlinkSync(join(root, "one"), join(root, "link"));
    expect(prepareSocketPath(join(root, "link"), id, { XDG_RUNTIME_DIR: runtime })).toBe(one as string);
    renameSync(join(root, "one"), join(root, "moved"));
    expect(prepareSocketPath(join(root, "moved"), id, { XDG_RUNTIME_DIR: runtime })).toBe(one as string);
  });

  test("is short enough in the longest runtime directory that is used", () => {
    makeSession(root);
    const longest = join(root, "x".repeat(56 - root.length - 1));
    mkdirSync(longest, { mode: 0o700 });
    expect(longest).toHaveLength(56);
    const path = prepareSocketPath(root, id, { XDG_RUNTIME_DIR: longest });
    expect(path).toStartWith(longest);
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(103);
    mkdirSync(`${longest}x`, { mode: 0o700 });
    expect(prepareSocketPath(root, id, { XDG_RUNTIME_DIR: `${longest}x` })).toStartWith("/tmp/agent-tty-");
  });
});
