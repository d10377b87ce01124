import { describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { useSandbox } from "../sandbox.ts";
import { EVERY_SHELL, isInstalled, type Setup } from "./setups.ts";
import { expectNoTrace, ShellSession } from "./shell-session.ts";

// A prompt bears its marks however its user makes it.

const sandbox = useSandbox();
const named = (program: string): Setup => EVERY_SHELL.find((setup) => setup.program === program) as Setup;
const BASH = { ...named("bash"), args: [], prompt: ".*\\$" };

async function open(setup: Setup, files: Readonly<Record<string, string>> = {}): Promise<ShellSession> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(sandbox().root, path)), { recursive: true });
    writeFileSync(join(sandbox().root, path), text);
  }
  return await ShellSession.open(sandbox(), setup, 80);
}

async function expectTrueStatuses(shell: ShellSession): Promise<void> {
  for (const exitCode of [0, 2, 0, 42, 1]) {
    const outcome = await shell.run(`sh -c 'exit ${exitCode}'`);
    expect(outcome, shell.story()).toMatchObject({ completed: true, exitCode, output: { text: "" } });
  }
  expectNoTrace(shell);
}

describe("bash", () => {
  // A row that is full makes bash draw its prompt, and the mark in it, once more after Enter.
  test("with a subshell that ends as the mark of a prompt is read", async () => {
    const prompt = `${"x".repeat(60)}$ `;
    const shell = await open(BASH, { ".bashrc": `shopt -u promptvars; PS1='${prompt}'\n` });
    for (let count = 0; count < 60; count++) {
      const outcome = await shell.run("printf '\\033]0;title\\007'; (exit 5)");
      expect(outcome, shell.story()).toMatchObject({ completed: true, exitCode: 5, output: { text: "" } });
    }
  });

  test.each([
    ["a hook put in front", `PROMPT_COMMAND="history -a; $PROMPT_COMMAND"`],
    ["a hook put behind", `PROMPT_COMMAND="\${PROMPT_COMMAND:+$PROMPT_COMMAND; }history -a"`],
    ["a hook that makes the prompt anew, last of a list", `PROMPT_COMMAND+=('PS1="late\\$ "')`],
    ["a hook that makes the prompt anew", `PROMPT_COMMAND='PS1="[$?]\\$ "'`],
    ["another prompt", `PS1='[p] '`],
    ["an empty prompt", "PS1="],
    ["an exported prompt", "export PS1='$ '"],
    ["hooks taken away", "unset PROMPT_COMMAND"],
    ["errors that end it", "set -eu; set +e"],
  ])("with %s, in its start-up file and later", async (_, line) => {
    const shell = await open(BASH, { ".bashrc": `PS1='$ '\n`, mine: `${line}\n` });
    expect(await shell.run(". ~/mine"), shell.story()).toMatchObject({ completed: true });
    await expectTrueStatuses(shell);
    const other = await ShellSession.start(sandbox(), { ...BASH, args: ["--rcfile", "mine"] }, 80);
    await expectTrueStatuses(other);
  });

  test.each([["-l"], ["--norc"]])("%s has the options that it has without us", async (option) => {
    const shell = await open(
      { ...BASH, args: [option] },
      { ".bash_profile": "PS1='$ '\nset -e; v=$(false; printf ok); set +e\n" },
    );
    expect(await shell.run("shopt -p inherit_errexit"), shell.story()).toMatchObject({
      output: { text: "shopt -u inherit_errexit" },
    });
    await expectTrueStatuses(shell);
  });
});

test.skipIf(!isInstalled("zsh")).each([
  ["a hook at the end of the list", `precmd_functions+=(late); late() { PS1='late$ ' }`],
  ["a function of that name", `precmd() { PS1='[%?]$ ' }`],
  ["a prompt without percent signs", "setopt no_prompt_percent; PS1='$ '"],
])("zsh with %s", async (_, line) => {
  const shell = await open(named("zsh"), { mine: `${line}\n` });
  expect(await shell.run(". ~/mine"), shell.story()).toMatchObject({ completed: true });
  await expectTrueStatuses(shell);
});

test.skipIf(!isInstalled("fish"))("fish with a prompt defined anew", async () => {
  const shell = await open(named("fish"));
  expect(await shell.run("function fish_prompt; echo 'mine> '; end"), shell.story()).toMatchObject({ completed: true });
  await expectTrueStatuses(shell);
});

describe.each(["dash", "busybox", "ksh93", "mksh"].map(named))("$name", (setup) => {
  test.skipIf(!isInstalled(setup.program)).each(["[p] ", "what? ", "now: ", "(x) "])(
    "with the prompt %j",
    async (prompt) => {
      const shell = await ShellSession.start(sandbox(), { ...setup, env: { PS1: prompt } }, 80);
      await expectTrueStatuses(shell);
      // One that is set later bears no mark: the shell is asked, and introduced again. ksh93 reads an answer as it reads a command.
      if (setup.program === "ksh93") return;
      expect(await shell.run("PS1='new] '; sh -c 'exit 7'"), shell.story()).toMatchObject({ exitCode: 7 });
      await expectTrueStatuses(shell);
    },
  );
});
