import { expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";
import { eachShell } from "./each-shell.ts";
import { PLAIN } from "./setups.ts";
import { expectNoTrace, ShellSession } from "./shell-session.ts";

const sandbox = useSandbox();

// Each asks with the editor of the shell itself, so that the terminal looks as it does at a prompt.
const QUESTIONS: Readonly<Record<string, readonly { readonly asks: string; readonly command: string }[]>> = {
  bash: [{ asks: "Name\\?", command: `read -ep 'Name? ' name; echo "hello $name"` }],
  fish: [{ asks: "Name\\?", command: `read -P 'Name? ' name; echo "hello $name"` }],
  "bash, not integrated": [{ asks: "Name\\?", command: `read -ep 'Name? ' name; echo "hello $name"` }],
  "zsh without start-up files": [{ asks: "Name\\?", command: `vared -p 'Name? ' -c name; echo "hello $name"` }],
  "fish, not integrated": [
    { asks: "Name\\?", command: `read -P 'Name? ' name; echo "hello $name"` },
    { asks: "read>", command: `read name; echo "hello $name"` },
  ],
};

eachShell(
  PLAIN.filter(({ name }) => name in QUESTIONS),
  (setup, cols) => {
    test.each(QUESTIONS[setup.name] ?? [])("nobody but the caller answers $command", async ({ asks, command }) => {
      const shell = await ShellSession.open(sandbox(), setup, cols);
      const running = shell.run(command);
      await shell.waitFor(asks);
      // So long that any look of a run at its terminal comes.
      await shell.call("wait", { screenStableMs: 700 });
      await shell.call("type", { data: "you\r" });
      expect(await running, shell.story()).toMatchObject({ completed: true });
      expect((await shell.look()).lines.join("")).toContain("hello you");
      expect(await shell.run("echo next"), shell.story()).toMatchObject({ completed: true, exitCode: 0 });
      expectNoTrace(shell);
    });
  },
);
