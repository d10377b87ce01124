import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { Sandbox } from "../sandbox.ts";
import { isInstalled, type Setup } from "./setups.ts";
import { expectNoTrace, ShellSession } from "./shell-session.ts";
import { ASKED, START_UP_LINES } from "./start-up-files.ts";

// Whatever a start-up file does to prompts, hooks, traps and options: a status is never wrong, two commands are never merged,
// and nothing of ours is seen, remembered, or written into a file. START_UP_FILES tells how many are tried.

const COUNT = Number(process.env["START_UP_FILES"] ?? 10);
const SEED = Number(process.env["START_UP_SEED"] ?? 20_261_127);
const BASE = { args: [], syntax: "sh", edits: true, prompt: "" } as const;
const SHELLS: readonly (Setup & {
  readonly program: "bash" | "zsh";
  readonly file: string;
  readonly history: string;
})[] = [
  { ...BASE, name: "bash", program: "bash", file: ".bashrc", history: "history" },
  { ...BASE, name: "zsh", program: "zsh", file: ".zshrc", history: "fc -l 1" },
];

describe.each([...SHELLS])("in $name", (setup) => {
  test.skipIf(!isInstalled(setup.program))(
    `${COUNT} start-up files`,
    async () => {
      const lines = fc.shuffledSubarray([...START_UP_LINES[setup.program]], { maxLength: 8 });
      const asked = fc.shuffledSubarray([...ASKED], { minLength: ASKED.length });
      const left = fc.array(fc.boolean(), { minLength: ASKED.length, maxLength: ASKED.length });
      const property = fc.asyncProperty(lines, asked, left, (file, commands, typed) =>
        follow(setup, file, commands, typed),
      );
      await fc.assert(property, { numRuns: COUNT, seed: SEED, endOnFailure: true });
    },
    COUNT * 20_000,
  );
});

/** No array takes the hook, and no prompt can tell `$?`: then the status may be unknown, but never wrong. */
function hidesStatus(file: readonly string[]): boolean {
  return file.includes("shopt -u promptvars") && file.includes("export PROMPT_COMMAND");
}

async function follow(
  setup: (typeof SHELLS)[number],
  file: readonly string[],
  commands: typeof ASKED,
  typed: readonly boolean[],
): Promise<void> {
  const box = new Sandbox();
  try {
    writeFileSync(join(box.root, setup.file), `${file.join("\n")}\n`);
    const shell = await ShellSession.start(box, setup, 80);
    for (const [index, { command, exitCode, text }] of commands.entries()) {
      if (typed[index]) {
        await shell.call("wait", { state: "ready" });
        await shell.call("type", { data: "rm left over" });
      }
      const outcome = await shell.run(command);
      expect(outcome, shell.story()).toMatchObject({ completed: true, output: { text } });
      const isUnknown = hidesStatus(file) && !("exitCode" in outcome);
      if (!isUnknown) expect(outcome, shell.story()).toMatchObject({ exitCode });
    }
    const { output } = (await shell.run(setup.history)) as unknown as { output: { text: string } };
    expect(output.text).not.toMatch(/agent_tty|aid=[0-9a-f]{8}|left over/);
    expectNoTrace(shell);
    for (const name of [".bash_history", ".zsh_history", "hook.log"]) {
      const path = join(box.root, name);
      if (existsSync(path)) expect(readFileSync(path, "utf8")).not.toMatch(/agent_tty|aid=[0-9a-f]{8}|\x1b/);
    }
  } finally {
    await box.dispose();
  }
}
