import { expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";
import { eachShell } from "./each-shell.ts";
import { PLAIN } from "./setups.ts";
import { expectNoTrace, ShellSession } from "./shell-session.ts";

const sandbox = useSandbox();

// A line that a shell cannot read leaves a status behind, and the shell alive. bash ends itself.
const SURVIVORS = ["dash", "busybox sh", "zsh without start-up files"];

eachShell(
  PLAIN.filter(({ name }) => SURVIVORS.includes(name)),
  (setup, cols) => {
    test("a shell that ends at the first failure does not end by what a run needs", async () => {
      const shell = await ShellSession.open(sandbox(), setup, cols);
      const completed = { completed: true, detection: "integration" };
      expect(await shell.run("set -e"), shell.story()).toMatchObject({ ...completed, exitCode: 0 });
      expect(await shell.run("echo )"), shell.story()).toMatchObject(completed);
      expect(await shell.run("echo alive"), shell.story()).toMatchObject({ ...completed, exitCode: 0 });
      expect(shell.output()).toContain("alive\r\n");
      expectNoTrace(shell);
    });
  },
);
