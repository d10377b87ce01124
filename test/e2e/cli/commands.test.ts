import { describe, expect, test } from "bun:test";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

describe("in an integrated shell", () => {
  test("commands are listed, whoever typed them, and give their output, live and ended", async () => {
    const box = sandbox();
    const id = await box.create("bash", "--norc");
    const { commandId } = await box.ok("run", id, "printf '\\033[31mred\\033[m\\n10%%\\r100%%\\n'; sh -c 'exit 3'");
    await box.ok("run", id, "cd /tmp\necho one\necho two");
    await box.ok("type", id, "echo by-hand\r");
    await box.ok("wait", id, "--regex", "^by-hand");
    await box.ok("run", id, "true");
    const check = async () => {
      const { commands } = await box.ok("commands", id);
      expect(commands).toMatchObject([
        { commandId, source: "run", state: "ended", exitCode: 3, detection: "integration", cwd: box.root },
        { command: "cd /tmp\necho one\necho two", exitCode: 0, outputBytes: 10 },
        { command: "echo by-hand", source: "typed", exitCode: 0, cwd: "/tmp" },
        { command: "true", outputBytes: 0 },
      ]);
      const texts = commands.map(
        async (each: { commandId: string }) => (await box.call(["output", id, each.commandId])).stdout,
      );
      expect(await Promise.all(texts)).toEqual(["red\n100%\n", "one\ntwo\n", "by-hand\n", ""]);
      const raw = await box.call(["output", id, commandId, "--raw"]);
      expect(raw.stdout).toBe("\x1b[31mred\x1b[m\r\n10%\r100%\r\n");
      expect(atob((await box.ok("output", id, commandId, "--raw")).raw)).toBe(raw.stdout);
    };
    await check();
    await box.ok("destroy", id);
    await check();
  });

  test("what is at work says so, and shows what it has printed so far", async () => {
    const box = sandbox();
    const id = await box.create("bash", "--norc");
    await box.ok("run", id, "echo started; sleep 600", "--timeout", "500");
    await box.ok("wait", id, "--regex", "^started");
    const { commands } = await box.ok("commands", id);
    expect(commands).toMatchObject([{ state: "running", command: "echo started; sleep 600" }]);
    const { output, state } = await box.ok("output", id, commands[0].commandId);
    expect({ state, text: output.text }).toEqual({ state: "running", text: "started" });
    expect((await box.call(["commands", id])).stdout).toContain("running");
  });

  test("a full-screen program gives its last screen", async () => {
    const box = sandbox();
    const id = await box.create("--rows", "6", "--", "bash", "--norc");
    await box.ok("run", id, "seq 100 > list; less list", "--no-wait");
    await box.ok("wait", id, "--regex", "^5$");
    await box.ok("send-keys", id, "G");
    await box.ok("wait", id, "--regex", "^100$");
    await box.ok("send-keys", id, "q");
    await box.ok("run", id, "true");
    const { commands } = await box.ok("commands", id);
    const { output } = await box.ok("output", id, commands[0].commandId);
    expect(output.kind).toBe("screen");
    expect(output.text).toContain("99\n100");
  });
});

describe("in a shell whose prompts bear no marks", () => {
  test("runs are listed, and their output is without echo and prompt", async () => {
    const box = sandbox();
    const id = await box.create("--no-shell-integration", "sh");
    await box.ok("run", id, "echo hi; (exit 4)");
    await box.ok("run", id, "seq 200");
    const { commands } = await box.ok("commands", id);
    expect(commands).toMatchObject([
      { command: "echo hi; (exit 4)", state: "ended", detection: "sentinel", exitCode: 4 },
      { command: "seq 200", state: "ended", exitCode: 0 },
    ]);
    const first = await box.ok("output", id, commands[0].commandId);
    expect(first.output).toMatchObject({ kind: "text", text: "hi", lines: 1, truncated: false });
    expect(first.output).not.toHaveProperty("exact");
    const last = (await box.call(["output", id])).stdout.split("\n");
    expect([last.length, last[0], last[199]]).toEqual([201, "1", "200"]);
  });
});

describe("lines can be chosen", () => {
  test.each([
    [["--head", "2"], "1\n2\n"],
    [["--tail", "1"], "30\n"],
    [["--grep", "^2.?$"], `2\n${[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `2${digit}\n`).join("")}`],
    [["--grep", "0", "--tail", "2"], "20\n30\n"],
    [["--grep", "x"], ""],
  ])("%j", async (options, text) => {
    const box = sandbox();
    const id = await box.create("bash", "--norc");
    await box.ok("run", id, "seq 30");
    expect((await box.call(["output", id, ...options])).stdout).toBe(text);
    expect((await box.ok("output", id, ...options)).output).toMatchObject({
      lines: 30,
      selectedLines: text.split("\n").length - 1,
    });
  });

  test.each([
    [["--head", "1", "--tail", "1"], "--head and --tail"],
    [["--raw", "--grep", "x"], "--raw"],
    [["--grep", "(a+)+b"], "--grep"],
    [["--grep", "("], "--grep"],
  ])("%j is refused", async (options, what) => {
    const error = await sandbox().error("output", "any", ...options);
    expect(error).toMatchObject({ code: "INVALID_INPUT", status: 2 });
    expect(error.message).toContain(what);
  });
});

test("an id that is not there is answered with those that are", async () => {
  const box = sandbox();
  const id = await box.create("bash", "--norc");
  expect((await box.error("output", id)).message).toContain("none at all");
  const { commandId } = await box.ok("run", id, "true");
  expect(await box.error("output", id, "c999")).toMatchObject({
    ...{ code: "INVALID_INPUT", details: { commandId: "c999", known: [commandId] } },
  });
});

test("of a damaged log, what is whole is told", async () => {
  const box = sandbox();
  const id = await box.create("bash", "--norc");
  await box.ok("run", id, "echo whole");
  await box.ok("destroy", id);
  box.damaged.add(id);
  appendFileSync(join(box.sessionDirectory(id), "events.jsonl"), '{"seq":');
  const reason = "it ends in the middle of a record";
  expect(await box.ok("commands", id)).toMatchObject({
    commands: [{ command: "echo whole" }],
    logIncomplete: { reason },
  });
  expect(await box.ok("output", id)).toMatchObject({ output: { text: "whole" }, logIncomplete: { reason } });
});

test("ids are completed", async () => {
  const box = sandbox();
  const id = await box.create("bash", "--norc");
  const { commandId } = await box.ok("run", id, "echo hi");
  const { candidates } = await box.ok("completions", "bash", "--", `agent-tty output ${id} `);
  expect(candidates).toEqual([{ value: commandId, description: "echo hi" }]);
});
