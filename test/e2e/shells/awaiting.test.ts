import { describe, expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";
import { EVERY_SHELL, isInstalled, type Setup } from "./setups.ts";
import { expectNoTrace, ShellSession } from "./shell-session.ts";

// A run ends when it can go no further without its user: at once, by cause, and with a word for it.

const sandbox = useSandbox();
const BASH = EVERY_SHELL.find(({ program }) => program === "bash") as Setup;
const AWAITS = { completed: false, timedOut: false, outcome: "awaiting-input", detection: "none" };

describe.each([...EVERY_SHELL])("in $name", (setup: Setup) => {
  test.skipIf(!isInstalled(setup.program))("a question ends the waiting, and is answered by its caller", async () => {
    const shell = await ShellSession.open(sandbox(), setup, 80);
    const ask = setup.syntax === "fish" ? "read -P 'Name? ' x" : "printf 'Name? '; read x";
    const asked = await shell.runSettled(`${ask}; echo "got=[$x]"; sh -c 'exit 3'`);
    expect(asked, shell.story()).toMatchObject({ ...AWAITS, state: { state: "awaiting-input" } });
    await shell.call("type", { data: "joe\r" });
    await shell.call("wait", { state: "ready" });
    expect((await shell.look()).lines).toContain("got=[joe]");
    expect(await shell.run("echo next"), shell.story()).toMatchObject({ exitCode: 0, output: { text: "next" } });
    const completion = shell
      .events()
      .find(({ type, payload }) => type === "run_complete" && payload.inputRunSeq === asked.seq);
    expect(completion.payload, shell.story()).toMatchObject({ exitCode: 3 });
    expectNoTrace(shell);
  });
});

test("a secret that is asked for ends the waiting", async () => {
  const shell = await ShellSession.open(sandbox(), BASH, 80);
  const asked = await shell.runSettled("read -s x");
  expect(asked, shell.story()).toMatchObject({ ...AWAITS, outcome: "awaiting-secret" });
  await shell.call("type", { data: "hunter2\r" });
  expect(await shell.run("echo ${#x}"), shell.story()).toMatchObject({ output: { text: "7" } });
});

test("--until completed waits on", async () => {
  const shell = await ShellSession.open(sandbox(), BASH, 80);
  const running = shell.run("read x; (exit 4)");
  await shell.call("wait", { state: "awaiting-input" });
  await shell.call("type", { data: "joe\r" });
  expect(await running, shell.story()).toMatchObject({ completed: true, outcome: "completed", exitCode: 4 });
});

test.each(["bash --norc", "zsh -f", "dash"])(
  "exec %s puts a shell in front that is ready, and runs go on in it",
  async (command) => {
    if (!isInstalled(command.split(" ")[0] as string)) return console.log(`NOT TESTED: ${command} is not installed`);
    const shell = await ShellSession.open(sandbox(), BASH, 80);
    expect(await shell.runSettled(`PS1='in$ ' exec ${command}`), shell.story()).toMatchObject({
      ...AWAITS,
      state: { state: "ready" },
    });
    for (const exitCode of [0, 3, 42]) {
      expect(await shell.run(`sh -c 'exit ${exitCode}'`), shell.story()).toMatchObject({ completed: true, exitCode });
    }
    expectNoTrace(shell);
  },
);

test.skipIf(!isInstalled("python3"))(
  "nothing of ours is typed into a program that takes the shell's place",
  async () => {
    const shell = await ShellSession.open(sandbox(), { ...BASH, program: "dash", args: [] }, 80);
    expect(await shell.runSettled("exec python3 -q"), shell.story()).toMatchObject(AWAITS);
    expect(await shell.runSettled("print(6 * 7)"), shell.story()).toMatchObject(AWAITS);
    expect((await shell.look()).lines.slice(-2)).toEqual(["42", ">>>"]);
    expectNoTrace(shell);
  },
);

test("a run into a session that is busy is not typed", async () => {
  const shell = await ShellSession.open(sandbox(), BASH, 80);
  expect(await shell.run("sleep 60", 50)).toMatchObject({ outcome: "timed-out" });
  const refused = await shell.run("echo never", 300).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "HOST_TIMEOUT", retryable: true });
  expect(shell.events().filter(({ type }) => type === "input_run")).toHaveLength(1);
});

test("a call that is given up after something was typed says what, and is not to be made again", async () => {
  const box = sandbox();
  const id = await box.create("bash", "--norc");
  await box.ok("run", id, "true");
  const error = await box.error("--timeout-ms", "500", "run", id, "sleep 60");
  expect(error).toMatchObject({ code: "HOST_TIMEOUT", retryable: false, status: 5 });
  const { commandId } = error.details;
  const { commands } = await box.ok("commands", id);
  expect(commands.at(-1)).toMatchObject({ commandId, command: "sleep 60" });
});
