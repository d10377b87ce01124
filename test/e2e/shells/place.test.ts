import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { eachShell } from "./each-shell.ts";
import { PLAIN } from "./setups.ts";
import { useSharedSessions } from "./shared-sessions.ts";
import { completionOf, expectNoTrace, outputOf, type RunOutcome, type ShellSession } from "./shell-session.ts";

// Where `run_complete` stands in the log: behind all that the command printed, before all that comes later.
eachShell(PLAIN, (setup, cols) => {
  const sessions = useSharedSessions(setup, cols, 1);
  const take = async () => (await sessions.take()) as [ShellSession];

  test("between the output of a command and that of the next", async () => {
    const [shell] = await take();
    const first = await shell.run("echo fi''rst");
    const second = await shell.run("echo sec''ond");
    const [during, after] = outputAround(shell, first);
    expect(during).toContain("first\r\n");
    expect(during).not.toContain("second\r\n");
    expect(after).toContain("second\r\n");
    expect(outputAround(shell, second)[0]).toContain("second\r\n");
    expectNoTrace(shell);
    sessions.giveBack([shell]);
  });

  test("before what a command in the background prints later, which is not lost", async () => {
    const [shell] = await take();
    const script = 'until test -e go; do sleep 0.01; done; echo "back""ground"';
    const run = await shell.run(`echo front; sh -c '${script}' &`);
    expect(run).toMatchObject({ completed: true });
    expect(outputAround(shell, run)[0]).toContain("front\r\n");
    writeFileSync(join(sessions.box.root, "go"), "");
    await shell.waitFor(".*background");
    const [during, after] = outputAround(shell, run);
    expect(during).not.toContain("background\r\n");
    expect(after).toContain("background\r\n");
    expectNoTrace(shell);
    sessions.giveBack([shell]);
  });

  test("in the order of their commands, when two clients run at the same time", async () => {
    const [shell] = await take();
    const runs = await Promise.all([ONE, "sleep 0.05; echo t''wo"].map((command) => shell.run(command)));
    for (const run of runs) expect(run).toMatchObject({ completed: true, timedOut: false });
    const [first, second] = runs.sort((a, b) => a.seq - b.seq) as [RunOutcome, RunOutcome];
    expect(completionOf(shell, first).seq).toBeLessThan(completionOf(shell, second).seq);
    // Whichever came first: its output is its own.
    const oneIsFirst = shell.events()[first.seq].payload.command === ONE;
    const [mine, others] = oneIsFirst ? (["one\r\n", "two\r\n"] as const) : (["two\r\n", "one\r\n"] as const);
    expect(outputAround(shell, first)[0]).toContain(mine);
    expect(outputAround(shell, first)[0]).not.toContain(others);
    expect(outputAround(shell, second)[0]).toContain(others);
    expectNoTrace(shell);
    expect(await shell.run("echo still")).toMatchObject({ completed: true });
    expect((await shell.look()).lines.slice(-2)[0]).toBe("still");
    sessions.giveBack([shell]);
  });

  test("behind a megabyte, of which no byte is lost or added", async () => {
    const [shell] = await take();
    const run = await shell.run("seq 1 150000");
    expect(run).toMatchObject({ completed: true });
    const printed = Array.from({ length: 150_000 }, (_, index) => `${index + 1}\r\n`).join("");
    const [during] = outputAround(shell, run);
    const start = during.indexOf("1\r\n2\r\n");
    expect(hash(during.slice(start, start + printed.length))).toBe(hash(printed));
    // Behind it stands nothing but the prompt.
    expect(during.length - start - printed.length).toBeLessThan(600);
    expectNoTrace(shell);
    sessions.giveBack([shell]);
  });
});

const ONE = "echo o''ne";

const hash = (text: string): string => new Bun.CryptoHasher("sha256").update(text).digest("hex");

/** What was output between a run's `input_run` and its `run_complete`, and what came later. */
function outputAround(shell: ShellSession, run: RunOutcome): [during: string, after: string] {
  const { seq } = completionOf(shell, run);
  const events = shell.events();
  return [outputOf(events.slice(run.seq, seq)), outputOf(events.slice(seq))];
}
