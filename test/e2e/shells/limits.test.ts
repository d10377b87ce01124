import { describe, expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";
import { eachShell } from "./each-shell.ts";
import { PLAIN } from "./setups.ts";
import { expectNoTrace, ShellSession } from "./shell-session.ts";

/** What differs from typing the command by hand, as docs/run-completion.md has it. Here so that a change is noticed. */
describe("known limits:", () => {
  const sandbox = useSandbox();

  eachShell(
    PLAIN.filter(({ name }) => name === "dash"),
    (setup, cols) => {
      test("dash counts our line when it says on which line of its input an error was", async () => {
        const shell = await ShellSession.open(sandbox(), setup, cols);
        expect(await shell.run("echo one")).toMatchObject({ completed: true });
        expect(await shell.run("nope")).toMatchObject({ completed: true });
        const { lines } = await shell.look();
        // Typed by hand, it is the second line.
        expect(lines.join("")).toBe("$ echo oneone$ nopedash: 3: nope: not found$");
        expectNoTrace(shell);
      });
    },
  );

  eachShell(
    PLAIN.filter(({ name }) => name === "fish"),
    (setup, cols) => {
      test("fish keeps a line with a syntax error: the run times out, and Ctrl+C helps", async () => {
        const shell = await ShellSession.open(sandbox(), setup, cols);
        expect(await shell.run("echo )", 300)).toMatchObject({ completed: false, timedOut: true });
        await shell.press("Ctrl+C");
        await shell.waitFor(setup.prompt);
        expect(await shell.run("echo o''n")).toMatchObject({ completed: true, timedOut: false });
        expect((await shell.look()).lines.slice(-2)[0]).toBe("on");
      });
    },
  );
});
