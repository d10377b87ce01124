import { expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";
import { isInstalled, type Setup } from "./setups.ts";
import { expectNoTrace, ShellSession } from "./shell-session.ts";

const sandbox = useSandbox();
const DASH: Setup = { name: "dash", program: "dash", args: [], syntax: "sh", prompt: "\\$", edits: false };

if (!isInstalled("fish")) console.log("NOT TESTED: fish is not installed");

test.skipIf(!isInstalled("fish"))(
  "a shell that takes the place of another is introduced in its own words",
  async () => {
    const shell = await ShellSession.open(sandbox(), DASH, 80);
    const replaced = { completed: false, outcome: "awaiting-input", state: { state: "ready" } };
    expect(await shell.runSettled("exec fish"), shell.story()).toMatchObject(replaced);
    expect(await shell.run("sh -c 'exit 3'"), shell.story()).toMatchObject({ completed: true, exitCode: 3 });
    expectNoTrace(shell);
  },
);
