import { describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useSandbox } from "../sandbox.ts";
import { type Setup, WIDTHS } from "./setups.ts";
import { expectNoTrace, ShellSession } from "./shell-session.ts";

// What bash remembers where runs are followed by a sentinel: what was typed, and nothing else.

const sandbox = useSandbox();
const BASH: Setup = {
  ...{ name: "bash", program: "bash", args: [], syntax: "sh", prompt: "\\$", edits: true },
  integrated: false,
};
const FALSE = "sh -c 'exit 3' x last";

async function open(rc: string, cols = 80): Promise<ShellSession> {
  writeFileSync(join(sandbox().root, ".bashrc"), `PS1='$ '\n${rc}\n`);
  return ShellSession.open(sandbox(), BASH, cols);
}

/** What bash has in its list; that it is asked stands in it too. */
async function remembered(shell: ShellSession): Promise<string[]> {
  const path = join(sandbox().root, "remembered");
  await shell.run(`HISTTIMEFORMAT= history | sed 's/ *[0-9]* *//' > ${path}`);
  return readFileSync(path, "utf8").trimEnd().split("\n").slice(0, -1);
}

/** Runs these, and expects each to be seen to its end. */
async function runAll(shell: ShellSession, commands: readonly string[]): Promise<void> {
  for (const command of commands) {
    expect(await shell.run(command)).toMatchObject({ completed: true, detection: "sentinel" });
  }
}

test.each(WIDTHS)("runs are remembered, and the lines behind them are not (%p columns)", async (cols) => {
  const shell = await open("", cols);
  const commands = ["echo one", FALSE, `test "$? $_" = "3 last" && echo kept`, "for i in 1; do\necho two\ndone"];
  await runAll(shell, commands);
  expect((await shell.look()).lines).toContain("kept");
  expect(await remembered(shell)).toEqual([...commands.slice(0, 3), "for i in 1; do echo two; done"]);
  expectNoTrace(shell);
});

describe("the list is as if nothing else had been typed with", () => {
  const once = ["echo one", "echo one", " echo hidden", "echo one"];
  test.each([
    ["HISTCONTROL=ignorespace", once, ["echo one", "echo one", "echo one"]],
    ["HISTCONTROL=ignoredups", once, ["echo one", "echo hidden", "echo one"]],
    ["HISTCONTROL=ignoreboth", once, ["echo one"]],
    ["HISTCONTROL=erasedups", once, ["echo hidden", "echo one"]],
    ["HISTIGNORE='*printf*:* one'", once, ["echo hidden"]],
    ["HISTTIMEFORMAT='%F %T '", once, ["echo one", "echo one", "echo hidden", "echo one"]],
    ["set +o history", once, []],
    ["set -eux", ["echo one"], ["echo one"]],
    ["trap 'echo failed' ERR", [FALSE, "echo one"], [FALSE, "echo one"]],
    [
      "shopt -s histappend; PROMPT_COMMAND='history -a; history -c; history -r'",
      ["echo 1", "echo 2"],
      ["echo 1", "echo 2"],
    ],
    ['history() { builtin history "$@"; }; alias history=history', ["echo one"], ["echo one"]],
  ])("%s", async (rc, commands, expected) => {
    const shell = await open(rc);
    await runAll(shell, commands);
    expect(await remembered(shell)).toEqual(expected);
  });
});

test("the file is as if nothing else had been typed", async () => {
  const shell = await open("HISTFILE=~/kept; PROMPT_COMMAND='history -a'");
  await runAll(shell, ["echo one", "echo one", "echo two"]);
  expect(readFileSync(join(sandbox().root, "kept"), "utf8")).toBe("echo one\necho one\necho two\n");
});

test("a trap for each command sees none of it, so the line stays", async () => {
  const shell = await open("trap 'echo \"saw $BASH_COMMAND\"' DEBUG");
  await runAll(shell, ["echo one"]);
  expect((await shell.look()).lines.filter((line) => line.startsWith("saw"))).toEqual(["saw echo one"]);
});
