import { describe, expect, test } from "bun:test";
import { commandHistory } from "../../src/export/command-history.ts";
import { loggedOutput, rawOutput } from "../../src/export/logged-output.ts";
import type { LogEvent } from "../../src/protocol/events.ts";

const SIZE = { cols: 40, rows: 5 };

function outputOf(...call: Parameters<typeof loggedOutput>) {
  const { text, ...facts } = loggedOutput(...call);
  return { ...facts, text: Buffer.concat([...text.take()]).toString() };
}

/** Events a second apart. */
function logOf(...events: [LogEvent["type"], object][]): LogEvent[] {
  return events.map(([type, payload], seq) => {
    const ts = new Date(Date.UTC(2026, 0, 1, 0, 0, seq)).toISOString();
    return { seq, ts, type, payload } as LogEvent;
  });
}

const out = (data: string): [LogEvent["type"], object] => ["output", { data }];
const waited = (command: string): [LogEvent["type"], object] => ["input_run", { command, noWait: false, marker: "m" }];
const started = (command: string, run?: number): [LogEvent["type"], object] => [
  "command_start",
  { command, ...(run !== undefined && { inputRunSeq: run }) },
];
const ended = (startSeq: number, exitCode?: number): [LogEvent["type"], object] => [
  "command_end",
  { startSeq, exitCode },
];
const complete = (inputRunSeq: number, exitCode?: number): [LogEvent["type"], object] => [
  "run_complete",
  { marker: "m", inputRunSeq, ...(exitCode !== undefined && { exitCode }) },
];
const prompt = (cwd: string): [LogEvent["type"], object] => ["prompt", { cwd }];

function raw(log: LogEvent[], index: number): string {
  const command = commandHistory(log, true)[index];
  return command ? Buffer.concat([...rawOutput(log, command)]).toString() : "";
}

describe("in an integrated shell", () => {
  const log = logOf(
    ...[prompt("/src"), out("$ "), waited("echo hi"), out("echo hi\r\n"), started("echo hi", 2), out("hi\r\n")],
    ...[ended(4, 0), prompt("/tmp"), complete(2, 0), out("$ "), ["input_text", { data: "x\r" }] as const].map(
      (event) => event as [LogEvent["type"], object],
    ),
    ...[out("x\r\n"), started("x"), out("not found\r\n"), ended(12, 127), prompt("/tmp"), out("$ ")],
  );

  test("a run's command has its id, text, status, time, directory and place", () => {
    expect(commandHistory(log, true)[0]).toEqual({
      ...{ commandId: "c2", command: "echo hi", source: "run", state: "ended", detection: "integration", exitCode: 0 },
      ...{ startedAt: "2026-01-01T00:00:04.000Z", durationMs: 2000, cwd: "/src", outputBytes: 4 },
      ...{ outputRange: { fromSeq: 4, toSeq: 6 }, parts: [{ fromSeq: 4, toSeq: 6 }] },
    });
    expect(raw(log, 0)).toBe("hi\r\n");
  });

  test("so has one that somebody has typed", () => {
    const command = commandHistory(log, true)[1];
    expect(command).toMatchObject({ commandId: "c12", command: "x", source: "typed", state: "ended", exitCode: 127 });
    expect(command).toMatchObject({ cwd: "/tmp", outputRange: { fromSeq: 12, toSeq: 14 } });
  });

  test("several lines of a run are one command, without the prompts between them", () => {
    const lines = logOf(
      ...[prompt("/"), waited("echo a\nfalse"), started("echo a", 1), out("a\r\n"), ended(2, 0), prompt("/")],
      ...[out("$ false\r\n"), started("false", 1), out("b\r\n"), ended(7, 1), prompt("/"), complete(1, 1)],
    );
    const commands = commandHistory(lines, true);
    expect(commands).toHaveLength(1);
    expect(commands[0]).toMatchObject({ exitCode: 1, durationMs: 7000, outputBytes: 6 });
    expect(commands[0]).toMatchObject({ outputRange: { fromSeq: 2, toSeq: 9 } });
    expect(raw(lines, 0)).toBe("a\r\nb\r\n");
  });

  test("what is at work has no end; with the session's end it has one, if that is known", () => {
    const working = logOf(prompt("/"), waited("sleep 9"), started("sleep 9", 1), out("x"));
    expect(commandHistory(working, true)[0]).toMatchObject({ state: "running", outputBytes: 1 });
    expect(commandHistory(working, true)[0]).not.toHaveProperty("durationMs");
    expect(commandHistory(working, false)[0]).toMatchObject({ state: "unknown", detection: "integration" });
    const exited = [
      ...working,
      ...logOf(out(""), out(""), out(""), out(""), ["exit", { exitCode: 0, exitSignal: null }]).slice(4),
    ];
    expect(commandHistory(exited, false)[0]).toMatchObject({ state: "ended", durationMs: 2000 });
    expect(commandHistory(exited, false)[0]).not.toHaveProperty("exitCode");
  });

  test("a line with nothing to carry out has ended, and has printed nothing", () => {
    const comment = logOf(prompt("/"), waited("# x"), out("# x\r\n"), prompt("/"), complete(1));
    expect(commandHistory(comment, true)[0]).toMatchObject({
      state: "ended",
      detection: "integration",
      outputBytes: 0,
    });
    expect(raw(comment, 0)).toBe("");
  });

  test("a run that nobody waits for is found again by its text", () => {
    const log = logOf(
      ...[prompt("/"), ["input_run", { command: "echo a", noWait: true }] as [LogEvent["type"], object]],
      ...[out("echo a\r\n"), started("echo a"), out("a\r\n"), ended(3, 0), started("other"), ended(6, 0)],
    );
    const [first, second] = commandHistory(log, true);
    expect(first).toMatchObject({ commandId: "c1", source: "run", state: "ended", exitCode: 0, outputBytes: 3 });
    expect(second).toMatchObject({ commandId: "c6", source: "typed" });
  });
});

describe("elsewhere", () => {
  const log = logOf(
    ...[
      out("$ "),
      waited("echo hi"),
      out("echo hi\r\n"),
      out("hi\r\n$ "),
      complete(1, 0),
      waited("cd /"),
      out("cd /\r\n/# "),
    ],
    ...[complete(5, 0), waited("vi"), out("vi\r\n\x1b[?1049h\x1b[Htext")],
  );

  test("a run lies between what was typed and its sentinel", () => {
    expect(commandHistory(log, true)[0]).toMatchObject({
      ...{ commandId: "c1", detection: "sentinel", state: "ended", exitCode: 0, durationMs: 3000 },
      ...{ outputBytes: 15, outputRange: { fromSeq: 1, toSeq: 4 } },
    });
  });

  test("its output is told without echo and prompt; where that is not certain, it is said", () => {
    const [echo, cd] = commandHistory(log, true);
    const output = echo && outputOf(log, echo, SIZE);
    expect(output).toEqual({ kind: "text", text: "hi", lines: 1, bytes: 15, truncated: false });
    expect(cd && outputOf(log, cd, SIZE)).toMatchObject({ text: "/#", exact: false });
  });

  test("what has not ended may be at work or not", () => {
    const vi = commandHistory(log, true)[2];
    expect(vi).toMatchObject({ commandId: "c8", state: "unknown", detection: "none" });
    expect(vi && outputOf(log, vi, SIZE)).toMatchObject({ kind: "screen", text: "text" });
  });

  test("of what was typed where the terminal hid it, the text is not known", () => {
    const secret = logOf(out("Password: "), ["input_run", { command: "", noWait: true, secretLength: 8 }]);
    expect(commandHistory(secret, true)[0]).toMatchObject({ commandId: "c1", state: "unknown" });
    expect(commandHistory(secret, true)[0]).not.toHaveProperty("command");
  });

  test("a prompt of perhaps more than one row makes no output exact", () => {
    const rows = logOf(out("~/src\r\n$ "), waited("echo hi"), out("echo hi\r\nhi\r\n~/src\r\n$ "), complete(1, 0));
    const [command] = commandHistory(rows, true);
    expect(command && outputOf(rows, command, SIZE)).toMatchObject({ text: "hi\n~/src", exact: false });
  });

  test("a shell within an integrated one is such a place, and its directory is not known", () => {
    const inner = logOf(...[prompt("/"), started("sh"), out("$ "), waited("true"), out("true\r\n$ "), complete(3, 0)]);
    const [outer, run] = commandHistory(inner, true);
    expect(outer).toMatchObject({ commandId: "c1", state: "running" });
    expect(run).toMatchObject({ commandId: "c3", state: "ended", detection: "sentinel" });
    expect(run).not.toHaveProperty("cwd");
  });
});
