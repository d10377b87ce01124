import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useSandbox } from "../sandbox.ts";
import { EVERY_SHELL, isInstalled, type Setup } from "./setups.ts";
import { expectNoTrace, ShellSession } from "./shell-session.ts";

// What stands in a shell's line editor is taken away before a run: two commands are never merged.

const sandbox = useSandbox();
const CLEAN = { completed: true, exitCode: 0, output: { text: "fine" }, clearedInput: true };

/** The shell around one that is met for the first time. */
const OUTER: Setup = { name: "bash", program: "bash", args: ["--norc"], syntax: "sh", edits: true, prompt: "" };

/** How each shell is told to edit as vi does. */
const VI_MODE: Readonly<Record<string, string>> = {
  ...{ bash: "set -o vi", ksh93: "set -o vi", mksh: "set -o vi" },
  ...{ zsh: "bindkey -v", fish: "fish_vi_key_bindings" },
};

/** How a shell is told to show what a history expansion has come to before it is carried out. */
const VERIFY: Readonly<Record<string, string>> = { bash: "shopt -s histverify", zsh: "setopt hist_verify" };

describe.each([...EVERY_SHELL])("$name", (setup: Setup) => {
  const it = test.skipIf(!isInstalled(setup.program));
  const open = () => ShellSession.open(sandbox(), setup, 80);

  it("loses what somebody has typed and left", async () => {
    const shell = await open();
    await shell.call("type", { data: "rm -rf left over" });
    expect(await shell.run("echo fi''ne"), shell.story()).toMatchObject(CLEAN);
    expect(await shell.run("echo next"), shell.story()).not.toHaveProperty("clearedInput");
    expectNoTrace(shell);
  });

  it("loses what has been left in a shell that is met for the first time", async () => {
    const shell = await ShellSession.start(sandbox(), OUTER, 80);
    await shell.type(`PS1='$ ' ${[setup.program, ...setup.args].join(" ")}`);
    await shell.untilInFront(setup.program);
    await shell.call("wait", { state: "ready" });
    await shell.call("type", { data: "touch left over" });
    expect(await shell.run("echo fi''ne"), shell.story()).toMatchObject(CLEAN);
    expect(existsSync(join(sandbox().root, "left"))).toBe(false);
    expectNoTrace(shell);
  });

  it("keeps the status of the last command where something is taken away", async () => {
    const shell = await open();
    await shell.run("sh -c 'exit 7'");
    await shell.call("type", { data: "left over" });
    const status = setup.syntax === "fish" ? "$status" : "$?";
    expect(await shell.run(`echo ${status}`), shell.story()).toMatchObject({
      output: { text: "7" },
      clearedInput: true,
    });
  });

  it("loses the beginning of a command", async () => {
    const shell = await open();
    await shell.call("type", { data: "echo 'unfinished\r" });
    await shell.call("wait", { state: setup.syntax === "fish" ? "ready" : "awaiting-input" });
    expect(await shell.run("echo fi''ne"), shell.story()).toMatchObject(CLEAN);
    expectNoTrace(shell);
  });

  it("loses the terminal's answers to questions that nobody has read", async () => {
    const shell = await open();
    writeFileSync(join(sandbox().root, "questions"), "\x1b[c\x1b]11;?\x07");
    await shell.run("cat questions");
    for (const word of ["one", "two"]) {
      const outcome = await shell.run(`echo ${word}`);
      expect(outcome, shell.story()).toMatchObject({ completed: true, exitCode: 0, output: { text: word } });
    }
  });

  const vi = VI_MODE[setup.program];
  test.skipIf(!isInstalled(setup.program) || vi === undefined)("takes a command in vi's normal mode", async () => {
    const shell = await open();
    await shell.run(vi ?? "");
    await shell.press("Escape");
    const fine = { completed: true, exitCode: 0, output: { text: "fine" } };
    expect(await shell.run("echo fi''ne"), shell.story()).toMatchObject(fine);
    await shell.call("type", { data: "half" });
    await shell.press("Escape");
    expect(await shell.run("echo fi''ne"), shell.story()).toMatchObject({ ...fine, clearedInput: true });
  });

  const verify = VERIFY[setup.program];
  test.skipIf(!isInstalled(setup.program) || verify === undefined)("loses a line that it has kept", async () => {
    const shell = await open();
    await shell.run(verify ?? "");
    expect(await shell.run('echo "wow!!"'), shell.story()).not.toHaveProperty("exitCode");
    expect(await shell.run("echo fi''ne"), shell.story()).toMatchObject({ exitCode: 0, output: { text: "fine" } });
  });
});

test.skipIf(!isInstalled("fish"))("fish loses a line that it has refused", async () => {
  const fish = EVERY_SHELL.find(({ program }) => program === "fish") as Setup;
  const shell = await ShellSession.open(sandbox(), fish, 80);
  const refused = await shell.run("echo tok-$((40+2))");
  expect(refused, shell.story()).toMatchObject({ completed: true });
  expect(refused).not.toHaveProperty("exitCode");
  expect(await shell.run("echo fi''ne"), shell.story()).toMatchObject({ exitCode: 0, output: { text: "fine" } });
});

describe("a command arrives byte for byte", () => {
  const LONG = `echo ${"x".repeat(20_000)}`;

  test.each(EVERY_SHELL.filter(({ program }) => ["bash", "zsh", "fish"].includes(program)))(
    "in $name",
    async (setup) => {
      if (!isInstalled(setup.program)) return console.log(`NOT TESTED: ${setup.program} is not installed`);
      const shell = await ShellSession.open(sandbox(), setup, 80);
      const text = "all:\n\ttrue\n";
      const rule = setup.syntax === "fish" ? `echo -n '${text}' > Makefile` : `cat > Makefile <<'END'\n${text}END`;
      expect(await shell.run(rule), shell.story()).toMatchObject({ completed: true, exitCode: 0 });
      expect(readFileSync(join(sandbox().root, "Makefile"), "utf8")).toBe(text);
      expect(await shell.run("\t\techo two tabs"), shell.story()).toMatchObject({ output: { text: "two tabs" } });
      const long = (await shell.run(LONG)) as unknown as { output: { bytes: number } };
      expect(long, shell.story()).toMatchObject({ exitCode: 0 });
      expect(long.output.bytes).toBeGreaterThanOrEqual(20_000);
    },
  );
});
