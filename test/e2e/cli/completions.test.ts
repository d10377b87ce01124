import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS } from "../../../src/cli/command-table.ts";
import { PROGRAM, type Sandbox, useSandbox } from "../sandbox.ts";
import { isInstalled } from "../shells/setups.ts";

const sandbox = useSandbox();

/** What a script asks the program, and the candidates it gets, by their values. */
async function offered(box: Sandbox, ...words: string[]) {
  const { kind, candidates } = await box.ok("completions", "fish", "--", ...words);
  return { kind, values: candidates.map(({ value }: { value: string }) => value) };
}

describe("what can be completed", () => {
  test("the words of every command, and those of groups after their first", async () => {
    const box = sandbox();
    const first = [...new Set(COMMANDS.map(({ name }) => name.split(" ")[0] as string))];
    expect((await offered(box, "")).values.sort()).toEqual([...first, "help"].sort());
    expect((await offered(box, "skills", "")).values).toEqual(["list", "get", "path"]);
    expect((await offered(box, "--home", "/x", "--json", "insp")).values).toEqual(["inspect"]);
    expect((await offered(box, "help", "snap")).values).toEqual(["snapshot"]);
    expect((await offered(box, "nonsense", "")).values).toEqual([]);
  });

  test.each(COMMANDS.map(({ name }) => name))("the options of %s, as its help has them", async (name) => {
    const box = sandbox();
    const help = await box.call([...name.split(" "), "--help"]);
    const named = [...help.stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option as string);
    expect((await offered(box, ...name.split(" "), "-")).values.sort()).toEqual([...new Set(named)].sort());
  });

  test.each([
    [["snapshot", "x", "--format", ""], "words", ["structured", "text"]],
    [["snapshot", "x", "--format=t"], "words", ["--format=text"]],
    [["paste", "--bracketed", "a"], "words", ["auto", "always"]],
    [["list", "--log-level", ""], "words", ["debug", "info", "warn", "error"]],
    [["--renderer", "x"], "words", ["xterm"]],
    [["send-keys", "x", "Up", "PageD"], "words", ["PageDown"]],
    [["send-keys", "x", "Ctrl+C"], "words", ["Ctrl+C"]],
    [["signal", "x", "SIGUSR"], "words", ["SIGUSR1", "SIGUSR2"]],
    [["skills", "get", ""], "words", ["agent-tty", "dogfood-tui"]],
    [["completions", ""], "words", ["bash", "zsh", "fish"]],
    [["run", "x", "--file", ""], "files", []],
    [["run", "x", "--file="], "files", []],
    [["create", "--cwd", ""], "directories", []],
    [["create", ""], "programs", []],
    [["create", "--", "ls", "--co"], "files", []],
    [["create", "ls", "--co"], "files", []],
    [["run", "x", "text of its own"], "words", []],
    [["wait", "x", "--idle-ms", ""], "words", []],
    [["wait", "x", "--state", "awaiting"], "words", ["awaiting-input", "awaiting-secret"]],
    [["snapshot", "--unknown=", ""], "words", []],
    [["snapshot", "x", "--unknown="], "words", []],
  ])("%p", async (words, kind, values) => {
    expect(await offered(sandbox(), ...words)).toEqual({ kind, values });
  });

  test("an option is offered once, unless it may be repeated", async () => {
    const box = sandbox();
    const { values } = await offered(box, "create", "--cols", "90", "--env", "A=1", "--home=/x", "--");
    expect(values).toContain("--env");
    expect(values).toContain("--rows");
    expect(values).not.toContain("--cols");
    expect(values).not.toContain("--home");
  });

  test("sessions by name and id, active ones first, and nothing is done to them", async () => {
    const box = sandbox();
    const ended = await box.create("--name", "old", "true");
    await box.ok("wait", ended, "--exit");
    const running = await box.create("--name", "new one", "--", "sh", "-c", "exec\ncat");
    const unnamed = await box.create("sleep", "600");
    const { candidates } = await box.ok("completions", "fish", "--", "type", "");
    expect(candidates).toEqual([
      { value: unnamed, description: "running: sleep 600" },
      { value: "new one", description: "running: sh -c exec cat" },
      { value: running, description: "new one, running: sh -c exec cat" },
      { value: "old", description: "exited: true" },
      { value: ended, description: "old, exited: true" },
    ]);
    expect((await offered(box, "--home", box.root, "type", "")).values).toEqual([]);
    expect((await offered(box, "type", "--home", box.home, "ol")).values).toEqual(["old"]);
    expect((await offered(box, "--home", "relative", "type", "")).values).toEqual([]);
    expect((await offered(box, "type", running.slice(0, 25))).values).toContain(running);
    // The name now means the session that is active.
    const again = await box.create("--name", "old", "cat");
    const { candidates: both } = await box.ok("completions", "fish", "--", "type", "old");
    expect(both).toEqual([{ value: "old", description: "running: cat" }]);
    expect((await offered(box, "type", "")).values).toEqual(expect.arrayContaining([again, ended]));
  });

  test("a home that is not there is not made", async () => {
    const box = sandbox();
    expect((await offered(box, "inspect", "")).values).toEqual([]);
    expect(existsSync(box.home)).toBe(false);
  });

  test("a line of bash is cut as bash cuts it, and nothing of it is run", async () => {
    const box = sandbox();
    for (const line of ["agent-tty insp", "A=1 B= ./agent-tty insp", "agent-tty --home 'x y' \"insp"]) {
      const { candidates } = await box.ok("completions", "bash", "--", line);
      expect(candidates).toMatchObject([{ value: "inspect" }]);
    }
  });
});

test("an unknown shell is refused", async () => {
  expect(await sandbox().error("completions", "tcsh")).toMatchObject({
    status: 2,
    code: "INVALID_INPUT",
    details: { value: "tcsh", allowed: ["bash", "zsh", "fish"] },
  });
});

interface ShellUnderTest {
  readonly shell: string;
  readonly start: readonly string[];
  readonly load: string;
  /** Makes sure that what is seen was completed, not merely suggested. */
  readonly prepare: string;
  /** How often Tab is pressed until a list is shown. */
  readonly tabs: number;
}

const SHELLS_UNDER_TEST: readonly ShellUnderTest[] = [
  { shell: "bash", start: ["bash", "--norc"], load: "source <(agent-tty completions bash)", prepare: "true", tabs: 2 },
  { shell: "zsh", start: ["zsh", "-f"], load: "source <(agent-tty completions zsh)", prepare: "true", tabs: 1 },
  {
    shell: "fish",
    start: ["fish", "--no-config"],
    load: "agent-tty completions fish | source",
    prepare: "set -g fish_autosuggestion_enabled 0",
    tabs: 1,
  },
];

/** What is typed in front of Tab, and the line that must come of it. */
const COMPLETED: readonly [typed: string, line: string][] = [
  ["agent-tty insp", "agent-tty inspect"],
  ["agent-tty --json skills l", "agent-tty --json skills list"],
  ["agent-tty snapshot x --format t", "--format text"],
  ["agent-tty snapshot x --format=st", "--format=structured"],
  ["agent-tty --log-level w", "--log-level warn"],
  ["agent-tty run x --no-w", "run x --no-wait"],
  ["agent-tty send-keys x Ctrl+A PageU", "Ctrl+A PageUp"],
  ["agent-tty signal x SIGQ", "signal x SIGQUIT"],
  ["agent-tty type buil", "type build-one"],
  ["agent-tty type my", "type my\\ session"],
  ["agent-tty type y --file not", "--file notes.txt"],
  ["agent-tty type y --file=not", "--file=notes.txt"],
  ["agent-tty create --cwd fol", "--cwd folder/"],
  ["agent-tty create -- agent-t", "create -- agent-tty"],
  ['agent-tty type z "$(touch executed)" --append-n', "--append-newline"],
];

for (const { shell } of SHELLS_UNDER_TEST)
  if (!isInstalled(shell)) console.log(`NOT TESTED: ${shell} is not installed`);

describe.each(SHELLS_UNDER_TEST.filter(({ shell }) => isInstalled(shell)))("in $shell", (under) => {
  let id = "";

  beforeEach(async () => {
    const box = sandbox();
    const bin = join(box.root, "bin");
    for (const directory of [bin, join(box.root, "folder")]) mkdirSync(directory);
    writeFileSync(join(bin, "agent-tty"), `#!/bin/sh\nexec ${PROGRAM.join(" ")} "$@"\n`, { mode: 0o755 });
    writeFileSync(join(box.root, "notes.txt"), "");
    await box.create("--name", "build-one", "cat");
    await box.create("--name", "my session", "cat");
    const path = `PATH=${bin}:${box.environment["PATH"]}`;
    id = await box.create("--rows", "50", "--env", path, "--", ...under.start);
    for (const command of [under.prepare, under.load, under.load]) await box.ok("run", id, command);
  });

  afterEach(() => {
    expect(existsSync(join(sandbox().root, "executed"))).toBe(false);
  });

  async function press(typed: string, tabs: number): Promise<number> {
    const box = sandbox();
    await box.ok("type", id, typed);
    return (await box.ok("send-keys", id, ...Array.from({ length: tabs }, () => "Tab"))).seq;
  }

  test("the script can be loaded twice, and says nothing", async () => {
    expect((await sandbox().screen(id)).join("\n")).not.toMatch(/error|readonly|not found/i);
  });

  test(
    "Tab completes",
    async () => {
      const box = sandbox();
      for (const [typed, line] of COMPLETED) {
        const seq = await press(typed, 1);
        const found = await box.call(["wait", id, "--text", line, "--after-seq", `${seq}`, "--timeout", "10000"]);
        if (found.status !== 0)
          throw new Error(`${typed} did not become ${line}:\n${(await box.screen(id)).join("\n")}`);
        await box.ok("send-keys", id, "Ctrl+U");
      }
    },
    { timeout: 60_000 },
  );

  test("several are shown with what they are", async () => {
    const box = sandbox();
    const seq = await press("agent-tty type ", under.tabs);
    // A list comes line by line, the newest session first.
    const lines = ["my\\\\? session", "build-one"].map((name) => `^${name} +\\(?running: cat`);
    const args = ["--regex", lines.join("[\\s\\S]*"), "--after-seq", `${seq}`, "--timeout", "10000"];
    const found = await box.call(["wait", id, ...args]);
    if (found.status !== 0) throw new Error(`They are not shown:\n${(await box.screen(id)).join("\n")}`);
  });
});
