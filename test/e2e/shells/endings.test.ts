import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { eventually } from "../sandbox.ts";
import { eachShell } from "./each-shell.ts";
import { PLAIN, type Setup } from "./setups.ts";
import { useSharedSessions } from "./shared-sessions.ts";
import {
  completionOf,
  expectNoTrace,
  outputOf,
  type RunOutcome,
  type ShellSession,
  settled,
  shownByRun,
} from "./shell-session.ts";

const WAITING = {
  sh: (file: string) => `until test -e ${file}; do sleep 0.01; done; echo "at last"`,
  fish: (file: string) => `while not test -e ${file}; sleep 0.01; end; echo "at last"`,
};

/** Says that it has begun, but not before it is in front (only then may it set modes): a key can only mean it. */
const inFront = (command: string): string => `sh -c 'stty echo; echo be""gun; exec ${command}'`;

const ENDLESS = { sh: "while :; do :; done", fish: "while true; true; end" };

/**
 * What keeps a shell itself busy. Not a loop in zsh: interrupted at an unlucky moment of one, zsh 5.9 carries out nothing any
 * more, neither commands nor hooks (seen once in 1,500 interrupts on a busy machine).
 */
const busy = ({ program, syntax }: Setup): string => (program === "zsh" ? "read -r never" : ENDLESS[syntax]);

eachShell(PLAIN, (setup, cols) => {
  const sessions = useSharedSessions(setup, cols, 2);
  const take = async () => (await sessions.take()) as [ShellSession, ShellSession];

  test("a run that times out goes on, and its end is told when it comes", async () => {
    const [run, typed] = await take();
    const file = "now-it-may-end";
    const command = WAITING[setup.syntax](file);
    const outcome = await run.run(command, 50);
    expect(outcome).toMatchObject({ completed: false, timedOut: true });
    expect(completionOf(run, outcome)).toBeUndefined();

    writeFileSync(join(sessions.box.root, file), "");
    await untilCompleted(run, outcome);
    await typed.type(command);
    await typed.waitFor("at last");
    // Both prompt in their own time, and perhaps in more than one write.
    for (const session of [run, typed]) await session.waitForPrompt();
    await eventually("both to show the same", async () => isDeepStrictEqual(await typed.look(), await run.look()));

    // The next run has an end of its own.
    const next = await shownByRun(run, "echo next");
    await typed.type("echo next");
    expect(await settled(typed, next)).toEqual(next);
    expectNoTrace(run);
    sessions.giveBack([run, typed]);
  });

  test.each([
    { what: "a program", command: inFront("sleep 60"), key: "Ctrl+C" },
    { what: "a program, by a quit", command: inFront("sleep 60"), key: "Ctrl+\\" },
    { what: "the shell itself", command: `echo be''gun; ${busy(setup)}`, key: "Ctrl+C" },
    { what: "what reads all that is typed", command: inFront("cat >/dev/null"), key: "Ctrl+C" },
  ])("an interrupt of $what completes the run", async ({ command, key }) => {
    const [run, typed] = await take();
    const running = run.run(command);
    await untilPrinted(run, command, "begun\r\n");
    await run.press(key);
    const outcome = await running;
    expect(outcome, run.story()).toMatchObject({ completed: true, timedOut: false });
    expectNoTrace(run);
    await shownByRun(run, "echo next");
    expect((await run.look()).lines.slice(-2)[0]).toBe("next");
    sessions.giveBack([run, typed]);
  });

  test("a shell that exits ends the run, which has not completed", async () => {
    const [run] = await take();
    const outcome = await run.run("echo bye; exit 3");
    expect(outcome).toMatchObject({ completed: false, timedOut: false });
    expect(await sessions.box.ok("wait", run.id, "--exit")).toMatchObject({ exitCode: 3 });
    expect(completionOf(run, outcome)).toBeUndefined();
    expect(run.output()).toContain("bye\r\n");
    expectNoTrace(run);
  });
});

/** Waits until the log tells a run's end, and the shell has prompted. */
async function untilCompleted(session: ShellSession, run: RunOutcome): Promise<void> {
  await eventually("the end of the run", () => completionOf(session, run) !== undefined);
  expect(completionOf(session, run).payload).toMatchObject({ marker: run.marker, inputRunSeq: run.seq });
}

/** Waits until a run of the command has printed something. */
async function untilPrinted(session: ShellSession, command: string, text: string): Promise<void> {
  await eventually(`'${text}' to be printed`, () => {
    const events = session.events();
    const from = events.findLastIndex(({ type }) => type === "input_run");
    return events[from]?.payload.command === command && outputOf(events.slice(from)).includes(text);
  });
}
