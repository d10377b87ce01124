import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyOut, requirePlace } from "../../src/export/copy-out.ts";

let directory: string;
let source: string;
const CONTENT = "0123456789".repeat(60_000);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
  source = join(directory, "kept");
  writeFileSync(source, CONTENT, { mode: 0o600 });
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("a copy", () => {
  test("is a new file like any other of the user's", () => {
    const out = join(directory, "out");
    const umask = process.umask(0o027);
    try {
      copyOut(source, out);
    } finally {
      process.umask(umask);
    }
    expect(readFileSync(out, "utf8")).toBe(CONTENT);
    expect(statSync(out).mode & 0o777).toBe(0o640);
    expect(readdirSync(directory).sort()).toEqual(["kept", "out"]);
  });

  test("of nothing is an empty file", () => {
    writeFileSync(source, "");
    copyOut(source, join(directory, "out"));
    expect(readFileSync(join(directory, "out"), "utf8")).toBe("");
  });

  test("replaces a file, also behind a link", () => {
    const [out, link] = [join(directory, "out"), join(directory, "link")];
    writeFileSync(out, "old");
    symlinkSync("out", link);
    copyOut(source, link);
    expect(readlinkSync(link)).toBe("out");
    expect(readFileSync(out, "utf8")).toBe(CONTENT);
  });

  test("is written into a device, which stays one", () => {
    copyOut(source, "/dev/null");
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});

describe("it is told that there is no place", () => {
  test.each([
    { what: "in a directory that there is not", out: "missing/out", reason: "there is no directory '%/missing'" },
    { what: "below a file", out: "kept/out", reason: "'%/kept' is no directory" },
    { what: "for a file where a directory is", out: "folder", reason: "it is a directory" },
  ])("$what", ({ out, reason }) => {
    mkdirSync(join(directory, "folder"));
    const path = join(directory, out);
    expect(() => requirePlace(path)).toThrow(
      expect.objectContaining({
        code: "EXPORT_ERROR",
        message: `Cannot write '${path}': ${reason.replace("%", directory)}.`,
      }),
    );
  });

  test("when that shows only as it is written, and nothing is left behind", () => {
    const out = join(directory, "out");
    writeFileSync(out, "old");
    rmSync(source);
    expect(() => copyOut(source, out)).toThrow(expect.objectContaining({ code: "EXPORT_ERROR" }));
    expect(readFileSync(out, "utf8")).toBe("old");
    expect(readdirSync(directory)).toEqual(["out"]);
  });
});

test("there is a place for a new file, in place of an old one, and in a device", () => {
  for (const out of [join(directory, "new"), source, "/dev/null"]) expect(() => requirePlace(out)).not.toThrow();
});
