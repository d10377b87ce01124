import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writeFileAtomic } from "../../src/store/atomic-file.ts";
import { withFileLock } from "../../src/store/file-lock.ts";
import { processStartTime } from "../../src/store/process-identity.ts";
import { thrown } from "../thrown.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("an atomic file", () => {
  test("is its owner's alone, and replaced as a whole", () => {
    const path = join(root, "file");
    writeFileAtomic(path, "a longer text");
    writeFileAtomic(path, Uint8Array.of(0xff));
    expect([...readFileSync(path)]).toEqual([0xff]);
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(root)).toEqual(["file"]);
  });

  test("leaves nothing behind where it cannot be written", () => {
    const occupied = join(root, "directory");
    mkdirSync(join(occupied, "full"), { recursive: true });
    for (const path of [occupied, join(root, "no", "parent")]) {
      const error = thrown(() => writeFileAtomic(path, "x"));
      expect(error).toMatchObject({ code: "STORAGE_WRITE_ERROR", details: { path } });
      expect(error.message).toStartWith(`Cannot write '${path}': `);
    }
    expect(readdirSync(root)).toEqual(["directory"]);
  });
});

describe("a file lock", () => {
  const lock = () => join(root, "lock");

  test("is there during the action only, however that ends", () => {
    expect(withFileLock(lock(), () => existsSync(lock()))).toBe(true);
    expect(existsSync(lock())).toBe(false);
    expect(() =>
      withFileLock(lock(), () => {
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(existsSync(lock())).toBe(false);
  });

  test.each([
    { what: "a process that is gone", owner: () => "2147483646 1" },
    { what: "another process of this id", owner: () => `${process.pid} 1` },
  ])("of $what is taken over", ({ owner }) => {
    writeFileSync(lock(), owner());
    expect(withFileLock(lock(), () => readFileSync(lock(), "utf8"))).toBe(
      `${process.pid} ${processStartTime(process.pid)}`,
    );
    expect(readdirSync(root)).toEqual([]);
  });

  test("that a process has begun and not finished, long ago, is taken over", () => {
    writeFileSync(lock(), "");
    utimesSync(lock(), 0, 0);
    expect(withFileLock(lock(), () => "done")).toBe("done");
    expect(readdirSync(root)).toEqual([]);
  });

  test("that is just being written is waited for", () => {
    writeFileSync(lock(), "");
    // Whatever the time here: nobody would take it over.
    utimesSync(lock(), new Date(), new Date(Date.now() + 3_600_000));
    expect(thrown(() => withFileLock(lock(), () => {}, 20))).toMatchObject({ code: "STORAGE_WRITE_ERROR" });
    expect(existsSync(lock())).toBe(true);
  });

  test("is not left behind where it cannot be written", async () => {
    const script = `
      const { withFileLock } = await import(${JSON.stringify(resolve(import.meta.dir, "../../src/store/file-lock.ts"))});
      process.on("SIGXFSZ", () => {});
      try {
        withFileLock("lock", () => {});
      } catch ({ code }) {
        process.exit(code === "STORAGE_WRITE_ERROR" ? 3 : 4);
      }
    `;
    const limited = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", process.execPath, "-e", script];
    expect(await Bun.spawn(limited, { cwd: root }).exited).toBe(3);
    expect(readdirSync(root)).toEqual([]);
  });

  test("cannot be made where there is no directory", () => {
    const path = join(root, "no", "lock");
    expect(thrown(() => withFileLock(path, () => {}))).toMatchObject({
      code: "STORAGE_WRITE_ERROR",
      details: { path },
    });
  });

  test("lets one process in at a time, also when all find a dead one's lock", async () => {
    // Each of them reads the number and writes the next one; any two at once would lose one.
    const script = `
      const { withFileLock } = await import(${JSON.stringify(resolve(import.meta.dir, "../../src/store/file-lock.ts"))});
      const { readFileSync, writeFileSync } = await import("node:fs");
      for (let time = 0; time < 20; time++) {
        withFileLock("lock", () => writeFileSync("number", String(Number(readFileSync("number", "utf8")) + 1)));
      }
    `;
    writeFileSync(join(root, "number"), "0");
    writeFileSync(lock(), "2147483646 1");
    const processes = Array.from({ length: 10 }, () => Bun.spawn([process.execPath, "-e", script], { cwd: root }));
    expect(await Promise.all(processes.map((child) => child.exited))).toEqual(Array(10).fill(0));
    expect(readFileSync(join(root, "number"), "utf8")).toBe("200");
  });
});
