import { expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";
import { eachShell } from "./each-shell.ts";
import { SETUPS } from "./setups.ts";
import { expectNoTrace, ShellSession } from "./shell-session.ts";

eachShell(SETUPS, (setup, cols) => {
  const sandbox = useSandbox();

  test("a run that does not wait for the first prompt completes, and leaves no trace", async () => {
    const shell = await ShellSession.start(sandbox(), setup, cols);
    expect(await shell.run("echo ea''rly")).toMatchObject({ completed: true, timedOut: false });
    expect(shell.output()).toContain("early\r\n");
    expect(await shell.run("echo la''ter")).toMatchObject({ completed: true, timedOut: false });
    const { lines } = await shell.look();
    expect(lines.filter((line) => line === "early" || line === "later")).toEqual(["early", "later"]);
    expect(lines.filter((line) => /printf|033/.test(line))).toEqual([]);
    expectNoTrace(shell);
  });
});
