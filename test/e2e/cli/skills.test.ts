import { describe, expect, test } from "bun:test";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { COMMANDS, GROUPS } from "../../../src/cli/command-table.ts";
import { VERSION } from "../../../src/version.ts";
import type { Sandbox } from "../sandbox.ts";
import { PROGRAM, useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();
const FOLDER = resolve(import.meta.dir, "../../../skills");
const NAMES = readdirSync(FOLDER).sort();

const guideText = (name: string) => readFileSync(join(FOLDER, name, "SKILL.md"), "utf8");
const folderOf = (box: Sandbox, name: string) => join(box.home, "skills", VERSION, name);

test("skills list has every guide of the repository", async () => {
  const box = sandbox();
  const { skills } = await box.ok("skills", "list");
  expect(skills).toEqual(
    NAMES.map((name) => ({
      name,
      description: /^description: (.*)$/m.exec(guideText(name))?.[1] as string,
      source: "bundled",
    })),
  );
  expect((await box.call(["skills", "list"])).stdout).toMatch(/^agent-tty +Drive a real terminal .*\ndogfood-tui +/);
  expect(existsSync(box.home)).toBe(false);
});

test("the help of the program says where the guide is", async () => {
  expect((await sandbox().call(["--help"])).stdout).toContain("'agent-tty skills get agent-tty' prints a guide");
});

describe.each(NAMES)("the guide %s", (name) => {
  test("is printed byte for byte, and nothing is written for that", async () => {
    const box = sandbox();
    const outcome = await box.call(["skills", "get", name]);
    expect(outcome).toEqual({ status: 0, stdout: guideText(name), stderr: "" });
    expect(existsSync(box.home)).toBe(false);
  });

  test("is told to programs with a path that is there", async () => {
    const box = sandbox();
    const result = await box.ok("skills", "get", name);
    expect(result).toEqual({ name, source: "bundled", path: folderOf(box, name), content: guideText(name) });
    expect(readFileSync(join(result.path, "SKILL.md"), "utf8")).toBe(result.content);
  });

  test("is unpacked into a folder of the user's own", async () => {
    const box = sandbox();
    const { path } = await box.ok("skills", "path", name);
    expect(path).toBe(folderOf(box, name));
    expect(readdirSync(path)).toEqual(["SKILL.md"]);
    expect(readFileSync(join(path, "SKILL.md"), "utf8")).toBe(guideText(name));
    const modes = [box.home, path, join(path, "SKILL.md")].map((entry) => (lstatSync(entry).mode & 0o777).toString(8));
    expect(modes).toEqual(["700", "700", "600"]);
    expect(await box.call(["skills", "path", name])).toEqual({ status: 0, stdout: `${path}\n`, stderr: "" });
  });

  test("is unpacked anew only if it is not the same", async () => {
    const box = sandbox();
    const { path } = await box.ok("skills", "path", name);
    const file = join(path, "SKILL.md");
    const { ino } = statSync(file);
    await box.ok("skills", "path", name);
    expect(statSync(file).ino).toBe(ino);
    writeFileSync(file, "changed");
    await box.ok("skills", "path", name);
    expect(readFileSync(file, "utf8")).toBe(guideText(name));
    expect(readdirSync(path)).toEqual(["SKILL.md"]);
  });

  test("names only commands that exist", () => {
    const code = [...guideText(name).matchAll(/^```sh\n[\s\S]*?^```$|`[^`\n]+`/gm)].join("\n");
    const words = [...code.matchAll(/agent-tty ([a-z][a-z-]+)(?: ([a-z]+))?/g)].map(([, first = "", second]) =>
      Object.hasOwn(GROUPS, first) ? `${first} ${second}` : first,
    );
    expect(words.length).toBeGreaterThan(10);
    const known = COMMANDS.map((command) => command.name);
    expect(words.filter((word) => !known.includes(word))).toEqual([]);
  });

  test(
    "has commands that work as they stand, and leaves no session",
    async () => {
      const box = sandbox();
      const directory = join(box.root, "work here");
      mkdirSync(directory);
      const blocks = [...guideText(name).matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block as string);
      expect(blocks.length).toBeGreaterThan(4);
      for (const block of blocks) {
        const outcome = await runInShell(box, directory, block);
        expect(outcome, block).toMatchObject({ status: 0 });
      }
      expect((await box.ok("list")).sessions).toEqual([]);
    },
    { timeout: 60_000 },
  );
});

test.each(["get", "path"])("skills %s of an unknown guide names those there are", async (command) => {
  const box = sandbox();
  expect(await box.error("skills", command, "agent-ttty")).toEqual({
    status: 1,
    command: `skills ${command}`,
    code: "SKILL_NOT_FOUND",
    message: "There is no skill 'agent-ttty'. Did you mean agent-tty?",
    retryable: false,
    details: { name: "agent-ttty", available: NAMES, suggestion: "agent-tty" },
  });
  const other = await box.error("skills", command, "../../etc");
  expect(other.message).toBe("There is no skill '../../etc'. There are agent-tty and dogfood-tui.");
  expect(other.details).toEqual({ name: "../../etc", available: NAMES });
  expect(existsSync(box.home)).toBe(false);
});

test("a folder that cannot be made is a storage error", async () => {
  const box = sandbox();
  mkdirSync(box.home);
  writeFileSync(join(box.home, "skills"), "a file in its place");
  expect(await box.error("skills", "path", "agent-tty")).toMatchObject({
    status: 8,
    code: "STORAGE_WRITE_ERROR",
    details: { path: folderOf(box, "agent-tty") },
  });
});

/** Runs a piece of a guide as its reader would, stopping at the first command that fails. */
async function runInShell(box: Sandbox, directory: string, script: string) {
  const bin = join(box.root, "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "agent-tty"), `#!/bin/sh\nexec ${PROGRAM.join(" ")} "$@"\n`, { mode: 0o755 });
  const child = Bun.spawn(["bash", "-euo", "pipefail", "-c", script], {
    cwd: directory,
    env: { ...box.environment, PATH: `${bin}:${box.environment["PATH"]}` },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { status: await child.exited, stdout, stderr };
}
