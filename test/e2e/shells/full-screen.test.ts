import { describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useSandbox } from "../sandbox.ts";
import { eachShell } from "./each-shell.ts";
import { isInstalled, PLAIN } from "./setups.ts";
import { completionOf, expectNoTrace, ShellSession } from "./shell-session.ts";

const TEXT = Array.from({ length: 200 }, (_, index) => `line ${index + 1}\n`).join("");

const PROGRAMS = [
  {
    program: "vi",
    command: "vi -u NONE -n --cmd 'set shortmess=aoOtTWF' text",
    quit: ["Escape", ":", "q", "!", "Enter"],
  },
  { program: "less", command: "less text", quit: ["q"] },
];

for (const { program } of PROGRAMS) {
  if (!isInstalled(program)) console.log(`NOT TESTED: ${program} is not installed`);
}

/** A full-screen program gets nothing but its own keys: the run returns when it waits for one, and its end is told when it is quit. */
eachShell(PLAIN, (setup, cols) => {
  const sandbox = useSandbox();

  describe.each(PROGRAMS)("$program", ({ program, command, quit }) => {
    test.skipIf(!isInstalled(program))(
      "ends the waiting, and once it has been quit the next run is right",
      async () => {
        const box = sandbox();
        writeFileSync(join(box.root, "text"), TEXT);
        const shell = await ShellSession.open(box, setup, cols);
        const outcome = await shell.runSettled(command);
        const awaiting = { completed: false, timedOut: false, outcome: "awaiting-input", detection: "none" };
        expect(outcome, shell.story()).toMatchObject(awaiting);
        await shell.waitFor("line \\d+");
        expect(await shell.look()).toMatchObject({ isAltScreen: true });

        await shell.press(...quit);
        await shell.waitFor(setup.prompt);
        const next = await shell.run("echo ba''ck");
        expect(next, shell.story()).toMatchObject({ completed: true, timedOut: false });
        const { lines, isAltScreen } = await shell.look();
        expect({ isAltScreen, line: lines.at(-2) }).toEqual({ isAltScreen: false, line: "back" });
        expect(completionOf(shell, outcome).payload).toMatchObject({ marker: outcome.marker, exitCode: 0 });
        expectNoTrace(shell);
        expect(readFileSync(join(box.root, "text"), "utf8")).toBe(TEXT);
      },
    );
  });
});
