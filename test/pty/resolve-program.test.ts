import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PtySpawnError } from "../../src/pty/pty.ts";
import { resolveProgram } from "../../src/pty/resolve-program.ts";

let root = "";
const at = (path: string) => join(root, path);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "agent-tty-resolve-"));
  for (const directory of ["a", "b", "b/tool.d", "work"]) mkdirSync(at(directory));
  const program = (path: string, text = "#!/bin/sh\n", mode = 0o755) => writeFileSync(at(path), text, { mode });
  program("a/tool", "#!/bin/sh\n", 0o644);
  program("b/tool");
  program("work/local");
  program("b/binary", "\x7fELF\0\0");
  program("b/spaced", "#! /bin/sh -e\n");
  program("b/orphan", "#!/no/such/interpreter\n");
  symlinkSync(at("b/tool"), at("b/link"));
  symlinkSync(at("b/nowhere"), at("b/dangling"));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What the contract says of a call: the path below the root, or the code of the refusal. */
function resolved(file: string, path: string | undefined, cwd = "work"): string {
  try {
    return resolveProgram(file, at(cwd), path).replace(`${root}/`, "");
  } catch (error) {
    if (error instanceof PtySpawnError) return error.code;
    throw error;
  }
}

describe("resolveProgram", () => {
  test.each([
    ["the first that can be run wins, a plain file before it is passed over", "tool", "a:b", "b/tool"],
    ["a plain file alone is not executable", "tool", "a", "not-executable"],
    ["a directory is not executable", "tool.d", "b", "not-executable"],
    ["a name that is nowhere", "tool", "work", "not-found"],
    ["a link counts as what it leads to", "link", "b", "b/link"],
    ["a link that leads nowhere is nothing", "dangling", "b", "not-found"],
    ["a binary", "binary", "b", "b/binary"],
    ["blanks and arguments after #! do no harm", "spaced", "b", "b/spaced"],
    ["a script whose interpreter is missing", "orphan", "b", "not-executable"],
    ["the empty name", "", "b", "not-found"],
    ["a name with a NUL", "to\0ol", "b", "not-found"],
  ])("%s", (_what, file, path, expected) => {
    const absolute = path.split(":").map(at).join(":");
    expect(resolved(file, absolute)).toBe(expected);
  });

  test("an empty entry of PATH is the working directory", () => {
    expect(resolved("local", `${at("b")}:`)).toBe("work/local");
  });

  test("a relative entry of PATH is looked up from the working directory", () => {
    expect(resolved("tool", "../b")).toBe("b/tool");
  });

  test("a name with a slash is a path from the working directory, whatever PATH says", () => {
    expect(resolved("./local", "")).toBe("work/local");
    expect(resolved("../b/tool", undefined)).toBe("b/tool");
    expect(resolved("./tool", at("b"))).toBe("not-found");
    expect(resolved(at("b/tool"), undefined)).toBe("b/tool");
  });

  test("without PATH the system's default is used", () => {
    expect(resolved("sh", undefined)).toMatch(/^\/(usr\/)?bin\/sh$/);
  });

  test("the working directory must be one", () => {
    expect(resolved("/bin/sh", undefined, "missing")).toBe("bad-cwd");
    expect(resolved("/bin/sh", undefined, "work/local")).toBe("bad-cwd");
  });
});
