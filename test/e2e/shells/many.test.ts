import { expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";
import { eachShell } from "./each-shell.ts";
import { SETUPS } from "./setups.ts";
import { completionOf, expectNoTrace, ShellSession } from "./shell-session.ts";

const COUNT = 100;

eachShell(
  SETUPS.filter(({ name }) => name === "bash"),
  (setup, cols) => {
    const sandbox = useSandbox();

    test(`${COUNT} runs one behind the other`, async () => {
      const shell = await ShellSession.open(sandbox(), setup, cols);
      const runs = [];
      for (let count = 1; count <= COUNT; count++) runs.push(await shell.run(`echo ${count}`));
      const numbers = Array.from({ length: COUNT }, (_, index) => index + 1);
      expect((await shell.look()).lines).toEqual([...numbers.flatMap((n) => [`$ echo ${n}`, `${n}`]), "$"]);
      for (const run of runs) {
        expect(run).toMatchObject({ completed: true, timedOut: false });
        expect(completionOf(shell, run).payload.marker).toBe(run.marker);
      }
      expectNoTrace(shell);
    });
  },
);
