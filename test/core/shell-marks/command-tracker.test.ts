import { describe, expect, test } from "bun:test";
import { CommandTracker, type ShellHappening } from "../../../src/core/shell-marks/command-tracker.ts";
import type { ShellMark } from "../../../src/core/shell-marks/grammar.ts";

const PROMPT: ShellMark[] = [{ kind: "prompt" }, { kind: "input" }];
const ANOTHER_LINE: ShellMark = { kind: "input", isAnotherLine: true };
const MORE: ShellMark = { kind: "more" };
const start = (command?: string): ShellMark => ({ kind: "start", ...(command !== undefined && { command }) });
const end = (exitCode: number): ShellMark => ({ kind: "end", exitCode });

/** A shell that has shown its first prompt. */
function readyShell(): CommandTracker {
  const tracker = new CommandTracker();
  for (const mark of [end(0), ...PROMPT]) tracker.take(mark);
  return tracker;
}

/** What the marks come to, prompts left out. */
function told(tracker: CommandTracker, ...marks: ShellMark[]): ShellHappening[] {
  return marks.flatMap((mark) => tracker.take(mark)).filter(({ kind }) => kind !== "prompt" && kind !== "ready");
}

describe("a run is over", () => {
  test("when its command has ended and the shell prompts", () => {
    const tracker = readyShell();
    tracker.expect(5, "make", 0);
    expect(told(tracker, start())).toEqual([{ kind: "start", run: 5 }]);
    expect(tracker.phase).toBe("running");
    expect(told(tracker, end(2), ...PROMPT)).toEqual([
      { kind: "end", exitCode: 2, run: 5 },
      { kind: "done", run: 5, exitCode: 2 },
    ]);
    expect(tracker.phase).toBe("ready");
  });

  test("behind the last of several lines, with the last status", () => {
    const tracker = readyShell();
    tracker.expect(5, "false\n\ntrue", 0);
    expect(told(tracker, start(), end(1), ...PROMPT, end(1), ...PROMPT)).toEqual([
      { kind: "start", run: 5 },
      { kind: "end", exitCode: 1, run: 5 },
    ]);
    expect(told(tracker, start(), end(0), ...PROMPT).at(-1)).toEqual({ kind: "done", run: 5, exitCode: 0 });
  });

  test("behind a command of several lines, for which the shell asks one by one", () => {
    const tracker = readyShell();
    tracker.expect(5, "for x in a\ndo echo $x\ndone", 0);
    const text = "for x in a\ndo echo $x\ndone";
    for (const command of [undefined, text]) {
      const again = readyShell();
      again.expect(5, text, 0);
      expect(told(again, MORE, MORE, start(command), end(0), ...PROMPT).at(-1)).toMatchObject({ kind: "done", run: 5 });
    }
  });

  test("behind a command of several lines that the shell edits at once", () => {
    const tracker = readyShell();
    tracker.expect(5, "for x in a\n  echo $x\nend\necho on", 0);
    const marks = [start("for x in a\n  echo $x\nend"), end(0), ...PROMPT];
    expect(told(tracker, ...marks).map(({ kind }) => kind)).toEqual(["start", "end"]);
    expect(told(tracker, start("echo on"), end(3), ...PROMPT).at(-1)).toEqual({ kind: "done", run: 5, exitCode: 3 });
  });

  test("when nothing was to be carried out, without a status, and only after a while", () => {
    const tracker = readyShell();
    tracker.expect(5, "# nothing", 0);
    expect(told(tracker, end(0), ...PROMPT)).toEqual([]);
    expect(tracker.quietLimitMs).toBe(50);
    expect(tracker.settle()).toEqual([{ kind: "done", run: 5 }]);
    expect(tracker.quietLimitMs).toBeUndefined();
  });

  test("when the shell could not read it, with the status that this gave", () => {
    const tracker = readyShell();
    tracker.expect(5, "echo )", 0);
    told(tracker, end(2), ...PROMPT);
    expect(tracker.settle()).toEqual([{ kind: "done", run: 5, exitCode: 2 }]);
  });

  test("when the shell has refused it and prompts again without a word, without a status, and only after a while", () => {
    const tracker = readyShell();
    tracker.expect(5, 'echo "Hi!there"', 0);
    tracker.sawText(new TextEncoder().encode('echo "Hi!there"\r\nbash: !there: event not found\r\n'));
    expect(told(tracker, ANOTHER_LINE)).toEqual([]);
    expect(tracker.quietLimitMs).toBe(250);
    expect(tracker.settle()).toEqual([{ kind: "done", run: 5 }]);
    expect(tracker.quietLimitMs).toBeUndefined();
  });

  test("not when the prompt is only drawn anew, as after a resize", () => {
    const tracker = readyShell();
    tracker.expect(5, "make", 0);
    tracker.sawText(new TextEncoder().encode("\r$ make"));
    expect(told(tracker, ANOTHER_LINE)).toEqual([]);
    expect(tracker.quietLimitMs).toBeUndefined();
    expect(told(tracker, start())).toEqual([{ kind: "start", run: 5 }]);
  });

  test("not when the shell prompts with the line that it could not read, and keeps it", () => {
    const tracker = readyShell();
    tracker.expect(5, "echo )", 0);
    tracker.sawText(new TextEncoder().encode("echo )\r\nfish: Unexpected ')'\r\n"));
    expect(told(tracker, { kind: "input" })).toEqual([]);
    expect(tracker.quietLimitMs).toBeUndefined();
  });

  test("not when what is left of it begins behind a line that was refused", () => {
    const tracker = readyShell();
    tracker.expect(5, "echo !there\ntrue", 0);
    tracker.sawText(new TextEncoder().encode("echo !there\r\nbash: !there: event not found\r\n"));
    tracker.take(ANOTHER_LINE);
    expect(told(tracker, start(), end(0), ...PROMPT)).toEqual([
      { kind: "start", run: 5 },
      { kind: "end", exitCode: 0, run: 5 },
    ]);
    expect(tracker.quietLimitMs).toBe(1000);
    expect(tracker.settle()).toEqual([{ kind: "done", run: 5 }]);
  });

  test("when its commands have read the rest of its lines, without a status", () => {
    const tracker = readyShell();
    tracker.expect(5, "read x\nvalue", 0);
    told(tracker, start(), end(0), ...PROMPT);
    expect(tracker.quietLimitMs).toBe(1000);
    expect(tracker.settle()).toEqual([{ kind: "done", run: 5 }]);
  });
});

describe("a command belongs to", () => {
  test("nobody, if nothing was typed for a run", () => {
    const tracker = readyShell();
    expect(told(tracker, start("ls"), end(0), ...PROMPT)).toEqual([
      { kind: "start", command: "ls" },
      { kind: "end", exitCode: 0 },
    ]);
  });

  test("the run, though somebody else's empty line came first", () => {
    const tracker = readyShell();
    tracker.expect(5, "make", 0);
    told(tracker, end(0), ...PROMPT);
    expect(told(tracker, start(), end(1), ...PROMPT).at(-1)).toEqual({ kind: "done", run: 5, exitCode: 1 });
  });

  test("the later run, if the shell has not taken the earlier one", () => {
    const tracker = readyShell();
    tracker.expect(5, "echo )", 0);
    tracker.expect(9, "echo on", 0);
    expect(told(tracker, start("echo on"))).toEqual([{ kind: "start", command: "echo on", run: 9 }]);
    const quiet = readyShell();
    quiet.expect(5, "echo )", 0);
    quiet.expect(9, "echo on", 250);
    expect(told(quiet, start())).toEqual([{ kind: "start", run: 9 }]);
  });

  test("the earlier run, if both have been typed", () => {
    const tracker = readyShell();
    tracker.expect(5, "one", 0);
    tracker.expect(9, "two", 0);
    expect(told(tracker, start("one"), end(1), ...PROMPT).at(-1)).toEqual({ kind: "done", run: 5, exitCode: 1 });
    expect(told(tracker, start("two"), end(2), ...PROMPT).at(-1)).toEqual({ kind: "done", run: 9, exitCode: 2 });
  });
});

test("marks of a shell within the shell are left out of account", () => {
  const tracker = readyShell();
  tracker.expect(5, "bash", 0);
  told(tracker, start());
  expect(told(tracker, { kind: "input" }, MORE, start("inner"), { kind: "prompt" })).toEqual([]);
  expect(tracker.phase).toBe("running");
  expect(told(tracker, end(0), ...PROMPT).at(-1)).toMatchObject({ kind: "done", run: 5 });
});

test("the directory is told with the prompt", () => {
  const tracker = readyShell();
  tracker.take({ kind: "directory", path: "/lab" });
  expect(tracker.take({ kind: "prompt" })).toEqual([{ kind: "prompt", directory: "/lab" }]);
});
