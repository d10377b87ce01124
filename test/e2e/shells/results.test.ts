import { describe, expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";
import { eachShell } from "./each-shell.ts";
import { isInstalled, PLAIN, type Setup } from "./setups.ts";
import { useSharedSessions } from "./shared-sessions.ts";
import { expectNoTrace, ShellSession } from "./shell-session.ts";

/** How the end of a run is seen in a shell. */
const detectionIn = ({ integrated }: Setup) => (integrated === false ? "sentinel" : "integration");

const STATUSES = [
  { command: "true", exitCode: 0 },
  { command: "false", exitCode: 1 },
  { command: "sh -c 'exit 3'", exitCode: 3 },
  { command: "sh -c 'kill -KILL $$'", exitCode: 137 },
  { command: "no-such-command-anywhere", exitCode: 127 },
  { command: "sh -c 'exit 255'", exitCode: 255 },
  { command: "printf abc; sh -c 'exit 9'", exitCode: 9 },
  { command: "cd /usr/lib", exitCode: 0 },
];

const ASK = {
  sh: "printf 'Name? '; read name; echo \"hello $name\"; sh -c 'exit 4'",
  fish: "read -P 'Name? ' name; echo \"hello $name\"; sh -c 'exit 4'",
};

eachShell(PLAIN, (setup, cols) => {
  const sessions = useSharedSessions(setup, cols, 1);
  const take = async () => (await sessions.take()) as [ShellSession];
  const detection = detectionIn(setup);

  test("a run has the command's own exit status", async () => {
    const [shell] = await take();
    for (const { command, exitCode } of STATUSES) {
      expect(await shell.run(command), command).toMatchObject({ completed: true, exitCode, detection });
    }
    expectNoTrace(shell);
    sessions.giveBack([shell]);
  });

  test("what a command leaves behind is there for the next", async () => {
    const [shell] = await take();
    const [status, last] = setup.syntax === "fish" ? ["$status", undefined] : ["$?", "$_"];
    await shell.run("sh -c 'exit 7' one two");
    await shell.run(`echo "<${status}>"`);
    expect((await shell.look()).lines).toContain("<7>");
    if (last) {
      await shell.run("true one-word last-word");
      await shell.run(`echo "<${last}>"`);
      expect((await shell.look()).lines).toContain("<last-word>");
    }
    sessions.giveBack([shell]);
  });

  test("a question is answered by the caller, and by nobody else", async () => {
    const [shell] = await take();
    const running = shell.run(ASK[setup.syntax]);
    await shell.waitFor("Name\\?");
    await shell.call("type", { data: "you\r" });
    const outcome = await running;
    expect(outcome, shell.story()).toMatchObject({ completed: true });
    expect((await shell.look()).lines).toContain("hello you");
    // A line was typed meanwhile, which the shell might have carried out: without integration nobody can tell.
    const { exitCode } = outcome as { exitCode?: number };
    if (detection === "integration") expect(exitCode).toBe(4);
    else expect([4, undefined]).toContain(exitCode);
    expectNoTrace(shell);
    sessions.giveBack([shell]);
  });

  test("two clients at the same time get each its own result", async () => {
    const [shell] = await take();
    const wanted = [3, 5, 7, 9, 11, 13];
    const outcomes = await Promise.all(wanted.map((status) => shell.run(`sleep 0.0${status}; sh -c 'exit ${status}'`)));
    expect(outcomes.map((outcome) => (outcome as { exitCode?: number }).exitCode)).toEqual(wanted);
    sessions.giveBack([shell]);
  });

  test("an interrupt by another client is told", async () => {
    const [shell] = await take();
    const running = shell.run("sleep 60");
    await shell.untilInFront("sleep");
    await shell.press("Ctrl+C");
    expect(await running, shell.story()).toMatchObject({ completed: true, exitCode: 130 });
    sessions.giveBack([shell]);
  });

  describe.skipIf(!isInstalled("python3"))("a program that is no shell", () => {
    test("gets what is typed and nothing else; its end is not made up", async () => {
      const [shell] = await take();
      const awaiting = { completed: false, timedOut: false, outcome: "awaiting-input", detection: "none" };
      expect(await shell.runSettled("python3 -q")).toMatchObject(awaiting);
      await shell.waitFor(">>>");
      const typed = await shell.runSettled("print(6 * 7)");
      expect(typed).toMatchObject(awaiting);
      expect(typed).toMatchObject({ state: { foreground: { name: expect.stringContaining("python3") } } });
      await shell.waitFor("42\\n>>>");
      await shell.call("type", { data: "exit()\r" });
      await shell.waitFor(setup.prompt);
      expect(await shell.run("sh -c 'exit 6'"), shell.story()).toMatchObject({ completed: true, exitCode: 6 });
      expectNoTrace(shell);
      sessions.giveBack([shell]);
    });
  });
});
if (!isInstalled("python3")) console.log("NOT TESTED: python3 is not installed");

describe("a shell within the shell", () => {
  const sandbox = useSandbox();

  test.each(["bash --norc", "dash", "busybox sh", "zsh -f"])("%s: runs in it are followed too", async (command) => {
    if (!isInstalled(command.split(" ")[0] as string)) return console.log(`NOT TESTED: ${command} is not installed`);
    const bash = PLAIN.find(({ name }) => name === "bash") as Setup;
    const shell = await ShellSession.open(sandbox(), bash, 80);
    await shell.call("run", { command: `PS1='inner$ ' ${command}`, noWait: true });
    await shell.waitFor("inner\\$");
    expect(await shell.run("sh -c 'exit 3'")).toMatchObject({ completed: true, exitCode: 3, detection: "integration" });
    const left = await shell.run("exit 5");
    expect(left).toMatchObject({ completed: true, detection: "integration" });
    expect(left).not.toHaveProperty("exitCode");
    expect(await shell.run("sh -c 'exit 6'")).toMatchObject({ exitCode: 6, detection: "integration" });
    expectNoTrace(shell);
  });
});

describe("a run behind a line that has just been typed", () => {
  const sandbox = useSandbox();
  const bash = PLAIN.find(({ name }) => name === "bash") as Setup;

  test.each(["bash --norc", "dash", "sleep 0.1; bash --norc", "su -s /bin/bash root"])(
    "goes into the shell that it starts: %s",
    async (command) => {
      if (command.startsWith("su") && process.getuid?.() !== 0) return console.log("NOT TESTED: su needs root");
      const shell = await ShellSession.open(sandbox(), bash, 80);
      for (let count = 0; count < 5; count++) {
        await shell.call("run", { command, noWait: true });
        const outcome = await shell.run("echo $PPID; sh -c 'exit 3'");
        expect(outcome, shell.story()).toMatchObject({ completed: true, exitCode: 3, detection: "integration" });
        expect(await shell.run("exit"), shell.story()).toMatchObject({ completed: true, detection: "integration" });
      }
      expectNoTrace(shell);
    },
    60_000,
  );

  test("waits for the command that it starts, if that ends soon", async () => {
    const shell = await ShellSession.open(sandbox(), bash, 80);
    for (let count = 0; count < 5; count++) {
      await shell.call("run", { command: "sleep 0.05", noWait: true });
      const outcome = await shell.run("sh -c 'exit 3'");
      expect(outcome, shell.story()).toMatchObject({ completed: true, exitCode: 3, detection: "integration" });
    }
    expectNoTrace(shell);
  });
});

describe("many runs", () => {
  const sandbox = useSandbox();

  test("1,000 of them, one behind the other, are all right", async () => {
    const bash = PLAIN.find(({ name }) => name === "bash") as Setup;
    const shell = await ShellSession.open(sandbox(), bash, 80);
    for (let count = 0; count < 1000; count++) {
      const status = count % 256;
      const outcome = await shell.run(`(exit ${status})`);
      expect(outcome).toMatchObject({ completed: true, exitCode: status, detection: "integration" });
    }
    expectNoTrace(shell);
  });
});
