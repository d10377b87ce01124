import { describe, expect, test } from "bun:test";
import type { ShellMark } from "../../../src/core/shell-marks/grammar.ts";
import { ShellFollower, type ShellHappening, type ShellPhase } from "../../../src/core/shell-marks/shell-follower.ts";

const END: ShellMark = { kind: "end", exitCode: 0 };
const INPUT: ShellMark = { kind: "input" };
const START: ShellMark = { kind: "start" };
const MORE: ShellMark = { kind: "more" };
const ANSWER: ShellMark = { kind: "answer", exitCode: 0 };
const DIRECTORY: ShellMark = { kind: "directory", path: "/lab" };

/** The marks that lead to a phase. */
const WAYS: Readonly<Record<ShellPhase, readonly ShellMark[]>> = {
  starting: [],
  prompting: [END],
  ready: [END, INPUT],
  more: [END, INPUT, MORE],
  running: [END, INPUT, START],
};

function shellIn(phase: ShellPhase): ShellFollower {
  const shell = new ShellFollower({ tellsStarts: false, isBehind: true });
  for (const mark of WAYS[phase]) shell.take(mark);
  expect(shell.phase).toBe(phase);
  return shell;
}

const ASLEEP = { quietMs: 0, isClean: true };
const failed: ShellMark = { kind: "end", exitCode: 7 };
const prompted: ShellHappening = { kind: "prompt" };
const ready: ShellHappening = { kind: "ready" };

/** In which phase a shell is behind a mark, and what the mark comes to, where no run has been typed. */
const TRANSITIONS: readonly (readonly [ShellPhase, ShellMark, ShellPhase, ...ShellHappening[]])[] = [
  ["starting", failed, "prompting"],
  ["starting", INPUT, "starting"],
  ["starting", START, "starting"],
  ["starting", MORE, "starting"],
  ["starting", DIRECTORY, "starting"],
  ["starting", ANSWER, "starting"],

  ["prompting", failed, "prompting"],
  ["prompting", INPUT, "ready", prompted, ready],
  ["prompting", START, "running", { kind: "start" }],
  ["prompting", MORE, "more"],
  ["prompting", DIRECTORY, "prompting", { kind: "prompt", directory: "/lab" }],
  ["prompting", ANSWER, "prompting"],

  ["ready", failed, "prompting"],
  ["ready", INPUT, "ready", ready],
  ["ready", START, "running", { kind: "start" }],
  ["ready", { kind: "start", command: "ls" }, "running", { kind: "start", command: "ls" }],
  ["ready", MORE, "more"],
  ["ready", DIRECTORY, "ready"],
  ["ready", ANSWER, "ready"],

  ["more", failed, "prompting"],
  ["more", INPUT, "more"],
  ["more", START, "running", { kind: "start" }],
  ["more", MORE, "more"],
  ["more", DIRECTORY, "more"],
  ["more", ANSWER, "more"],

  ["running", failed, "prompting", { kind: "end", exitCode: 7 }],
  ["running", { kind: "end" }, "prompting", { kind: "end" }],
  ["running", INPUT, "running"],
  ["running", START, "running"],
  ["running", MORE, "more", { kind: "end" }],
  ["running", DIRECTORY, "running"],
  ["running", ANSWER, "running"],
];

describe("without a run", () => {
  test.each(TRANSITIONS.map(([from, mark, to, ...happenings]) => [from, mark, to, happenings] as const))(
    "%s, %j: %s",
    (from, mark, to, happenings) => {
      const shell = shellIn(from);
      expect(shell.take(mark)).toEqual([...happenings]);
      expect(shell.phase).toBe(to);
    },
  );

  test("a prompt is told once, with the directory where it is known", () => {
    const shell = shellIn("prompting");
    expect(shell.directory).toBeUndefined();
    expect(shell.take(DIRECTORY)).toEqual([{ kind: "prompt", directory: "/lab" }]);
    expect(shell.take(INPUT)).toEqual([ready]);
    expect(shell.directory).toBe("/lab");
    shell.take(END);
    expect(shell.take(INPUT)).toEqual([{ kind: "prompt", directory: "/lab" }, ready]);
  });
});

describe("a shell that sleeps", () => {
  test.each([
    ["starting", "starting", []],
    ["prompting", "ready", [prompted, ready]],
    ["ready", "ready", []],
    ["more", "more", []],
    ["running", "running", []],
  ] as const)("%s: %s", (from, to, happenings) => {
    const shell = shellIn(from);
    expect(shell.sleeps(ASLEEP)).toEqual({ happenings: [...happenings], done: [] });
    expect(shell.phase).toBe(to);
  });
});

describe("an answer to a line of ours", () => {
  test.each([
    ["starting", "prompting", []],
    ["prompting", "prompting", []],
    ["ready", "ready", []],
    ["more", "more", []],
    ["running", "prompting", [{ kind: "end", exitCode: 7 }]],
  ] as const)("%s: %s", (from, to, happenings) => {
    const shell = shellIn(from);
    expect(shell.answers(7)).toEqual([...happenings]);
    expect(shell.phase).toBe(to);
  });

  test("ends the run whose command is at work", () => {
    const shell = shellWith("ready");
    shell.take(START);
    expect(shell.answers(7)).toEqual([{ kind: "end", exitCode: 7, run: 1 }]);
    expect(shell.sleeps(ASLEEP).done).toEqual([{ run: 1, exitCode: 7, begun: true, exact: false }]);
  });

  test("leaves a run exact whose end the shell has told itself", () => {
    const shell = shellWith("ready");
    shell.take(START);
    shell.take(failed);
    expect(shell.answers(0)).toEqual([]);
    expect(shell.sleeps(ASLEEP).done).toEqual([{ run: 1, exitCode: 7, begun: true, exact: true }]);
  });
});

/** A shell with run 1 typed, in this phase as it was typed. */
function shellWith(phase: ShellPhase, text = "ls", line = { isLast: true, beginsAtLineEnd: false }): ShellFollower {
  const shell = shellIn(phase);
  expect(shell.expect(1, text)).toEqual([]);
  shell.enter(1, line);
  return shell;
}

describe("a run", () => {
  test("begins with the next start", () => {
    const shell = shellWith("ready");
    expect(shell.take(START)).toEqual([{ kind: "start", run: 1 }]);
    expect(shell.take(failed)).toEqual([{ kind: "end", exitCode: 7, run: 1 }]);
    expect(shell.runs).toEqual([1]);
    expect(shell.sleeps(ASLEEP)).toEqual({
      happenings: [prompted, ready],
      done: [{ run: 1, exitCode: 7, begun: true, exact: true }],
    });
    expect(shell.runs).toEqual([]);
  });

  test("may end behind its prompt, or where nothing has begun; not before it is entered, nor at work", () => {
    const shell = shellIn("ready");
    expect(shell.mayEnd).toBe(false);
    shell.expect(1, "ls");
    expect(shell.mayEnd).toBe(false);
    shell.enter(1, { isLast: false, beginsAtLineEnd: false });
    expect(shell.mayEnd).toBe(false);
    shell.enter(1, { isLast: true, beginsAtLineEnd: false });
    expect(shell.mayEnd).toBe(true);
    shell.take(START);
    expect(shell.mayEnd).toBe(false);
    shell.take(END);
    expect(shell.mayEnd).toBe(true);
    shell.take(INPUT);
    expect(shell.mayEnd).toBe(true);
    shell.sleeps(ASLEEP);
    expect(shell.mayEnd).toBe(false);
  });

  test("keeps its last line entered once it is", () => {
    const shell = shellWith("ready");
    shell.enter(1, { isLast: false, beginsAtLineEnd: false });
    expect(shell.mayEnd).toBe(true);
  });

  test("that is not known is not entered", () => {
    const shell = shellIn("ready");
    shell.enter(9, { isLast: true, beginsAtLineEnd: true });
    expect(shell.awaitsLineEnd).toBe(false);
  });

  test("is over when the shell, at its prompt, is given the next", () => {
    const shell = shellWith("ready");
    shell.take(START);
    shell.take(failed);
    shell.take(INPUT);
    expect(shell.expect(2, "pwd")).toEqual([{ run: 1, exitCode: 7, begun: true, exact: true }]);
    expect(shell.runs).toEqual([2]);
  });

  test.each(["prompting", "more", "running"] as const)(
    "is not over when the next is typed while the shell is %s",
    (phase) => {
      const shell = shellWith("ready");
      for (const mark of WAYS[phase].slice(2)) shell.take(mark);
      if (phase === "prompting") shell.take(END);
      expect(shell.phase).toBe(phase);
      expect(shell.expect(2, "pwd")).toEqual([]);
      expect(shell.runs).toEqual([1, 2]);
    },
  );

  test("is followed by those behind it, each with its own status", () => {
    const shell = shellWith("prompting");
    shell.expect(2, "pwd");
    shell.enter(2, { isLast: true, beginsAtLineEnd: false });
    shell.take(INPUT);
    shell.take(START);
    shell.take(failed);
    shell.take(INPUT);
    expect(shell.sleeps(ASLEEP).done).toEqual([{ run: 1, exitCode: 7, begun: true, exact: true }]);
    expect(shell.take(START)).toEqual([{ kind: "start", run: 2 }]);
    shell.take(END);
    expect(shell.sleeps(ASLEEP).done).toEqual([{ run: 2, exitCode: 0, begun: true, exact: true }]);
  });

  test("has an answer once the shell prompts or asks for the rest, and where it is not known", () => {
    for (const mark of [END, MORE]) {
      const shell = shellWith("ready");
      expect(shell.hasAnswered(1)).toBe(false);
      shell.take(INPUT);
      shell.take(START);
      expect(shell.hasAnswered(1)).toBe(false);
      shell.take(mark);
      expect(shell.hasAnswered(1)).toBe(true);
      shell.enter(1, { isLast: true, beginsAtLineEnd: false });
      expect(shell.hasAnswered(1)).toBe(false);
    }
    expect(shellIn("ready").hasAnswered(1)).toBe(true);
  });

  test("is forgotten with its shell", () => {
    const shell = shellWith("ready", "ls", { isLast: true, beginsAtLineEnd: true });
    expect(shell.clear()).toEqual([1]);
    expect(shell.runs).toEqual([]);
    expect(shell.awaitsLineEnd).toBe(false);
    expect(shell.clear()).toEqual([]);
  });
});

describe("which run a command belongs to", () => {
  const shellWithThree = (): ShellFollower => {
    const shell = shellIn("prompting");
    for (const [index, text] of ["one", "  two  \nlines", "three"].entries()) shell.expect(index + 1, text);
    shell.take(INPUT);
    return shell;
  };

  test.each([
    ["the first, where the shell does not tell it", undefined, 1, [1, 2, 3]],
    ["the one whose first line it is; those before have been read by something else", "two\nlines", 2, [2, 3]],
    ["the last", " three ", 3, [3]],
    ["the first, where it is nobody's", "four", 1, [1, 2, 3]],
  ] as const)("%s", (_what, command, run, left) => {
    const shell = shellWithThree();
    const told = command === undefined ? {} : { command };
    expect(shell.take({ kind: "start", ...told })).toEqual([{ kind: "start", ...told, run }]);
    expect(shell.runs).toEqual([...left]);
  });

  test("that of the run which has begun, whatever it says", () => {
    const shell = shellWithThree();
    shell.take({ kind: "start", command: "one" });
    shell.take(END);
    expect(shell.take({ kind: "start", command: "three" })).toEqual([
      { kind: "start", command: "three", run: 1, goesOn: true },
    ]);
    expect(shell.runs).toEqual([1, 2, 3]);
  });
});

describe("the status of a run", () => {
  test("is the last that is told", () => {
    const shell = shellWith("ready");
    shell.take(START);
    shell.take(END);
    expect(shell.take(failed)).toEqual([{ kind: "end", exitCode: 7, run: 1 }]);
    expect(shell.sleeps(ASLEEP).done).toEqual([{ run: 1, exitCode: 7, begun: true, exact: true }]);
  });

  test("is none where the shell tells none", () => {
    const shell = shellWith("ready");
    shell.take(START);
    shell.take({ kind: "end" });
    expect(shell.sleeps(ASLEEP).done).toEqual([{ run: 1, begun: true, exact: true }]);
  });

  test("cannot be told of two, where something was typed between them", () => {
    const shell = shellWith("ready");
    shell.take(START);
    shell.take(END);
    shell.sawInput();
    expect(shell.take(failed)).toEqual([]);
    expect(shell.sleeps(ASLEEP).done).toEqual([{ run: 1, begun: true, exact: true }]);
  });

  test("stays unknown, once it cannot be told, until a command begins", () => {
    const shell = shellWith("ready");
    shell.take(START);
    shell.take(END);
    shell.sawInput();
    shell.take(failed);
    shell.take(failed);
    expect(shell.sleeps(ASLEEP).done).toEqual([{ run: 1, begun: true, exact: true }]);
  });

  test("is that of a command that begins behind what was typed", () => {
    const shell = shellWith("ready");
    shell.take(START);
    shell.take(END);
    shell.sawInput();
    shell.take(START);
    expect(shell.take(failed)).toEqual([{ kind: "end", exitCode: 7, run: 1 }]);
    expect(shell.sleeps(ASLEEP).done).toEqual([{ run: 1, exitCode: 7, begun: true, exact: true }]);
  });

  test("is the last of two behind a command into which nothing was typed", () => {
    const shell = shellWith("ready");
    shell.take(START);
    shell.sawInput();
    shell.take(END);
    shell.take(START);
    shell.take(END);
    shell.take(failed);
    expect(shell.sleeps(ASLEEP).done).toEqual([{ run: 1, exitCode: 7, begun: true, exact: true }]);
  });

  test.each([
    ["a new failure", [END], 7, 7],
    ["the same failure", [failed], 7, undefined],
    ["success behind a failure", [failed], 0, undefined],
    ["another failure", [failed], 2, 2],
    ["none", [END], undefined, undefined],
  ] as const)("of a line for which nothing has begun: %s", (_what, before, exitCode, status) => {
    const shell = new ShellFollower({ tellsStarts: false, isBehind: true });
    for (const mark of [...before, INPUT]) shell.take(mark);
    shell.expect(1, "(");
    shell.enter(1, { isLast: true, beginsAtLineEnd: false });
    expect(shell.take({ kind: "end", ...(exitCode !== undefined && { exitCode }) })).toEqual([]);
    const done = { run: 1, begun: false, exact: true, ...(status !== undefined && { exitCode: status }) };
    expect(shell.sleeps(ASLEEP).done).toEqual([done]);
  });
});

describe("a line for which nothing has begun", () => {
  test.each([
    ["answered, clean", true, 0, true, true],
    ["answered, not clean", true, 249, false, false],
    ["answered, not clean, quiet", true, 250, false, true],
    ["not answered, clean", false, 249, true, false],
    ["not answered, quiet", false, 250, false, true],
  ])("%s", (_what, isAnswered, quietMs, isClean, isOver) => {
    const shell = shellWith("ready");
    if (isAnswered) for (const mark of [END, INPUT]) shell.take(mark);
    expect(shell.sleeps({ quietMs, isClean }).done).toEqual(isOver ? [{ run: 1, begun: false, exact: true }] : []);
  });

  test("has not been answered anew where another line of it is entered", () => {
    const shell = shellWith("ready", "#\n#", { isLast: false, beginsAtLineEnd: false });
    for (const mark of [END, INPUT]) shell.take(mark);
    shell.enter(1, { isLast: true, beginsAtLineEnd: false });
    expect(shell.sleeps(ASLEEP).done).toEqual([]);
    for (const mark of [END, INPUT]) shell.take(mark);
    expect(shell.sleeps(ASLEEP).done).toEqual([{ run: 1, begun: false, exact: true }]);
  });
});

describe("a command that begins at its line's end", () => {
  const AT_LINE_END = { isLast: true, beginsAtLineEnd: true };

  test("begins there, once", () => {
    const shell = shellWith("ready", "ls", AT_LINE_END);
    expect(shell.awaitsLineEnd).toBe(true);
    expect(shell.lineEnded()).toEqual([{ kind: "start", run: 1 }]);
    expect(shell.phase).toBe("running");
    expect(shell.awaitsLineEnd).toBe(false);
    expect(shell.lineEnded()).toEqual([]);
  });

  test("begins where the shell tells, once it has told a start", () => {
    const shell = shellIn("running");
    for (const mark of [END, INPUT]) shell.take(mark);
    shell.expect(1, "ls");
    shell.enter(1, AT_LINE_END);
    expect(shell.awaitsLineEnd).toBe(false);
    expect(shell.lineEnded()).toEqual([]);
    expect(shell.take(START)).toEqual([{ kind: "start", run: 1 }]);
  });

  test("has not begun where the shell prompts before", () => {
    const shell = shellWith("ready", "ls", AT_LINE_END);
    shell.take(END);
    expect(shell.awaitsLineEnd).toBe(false);
    expect(shell.lineEnded()).toEqual([]);
    expect(shell.phase).toBe("prompting");
  });

  test("has not begun where the shell asks for the rest", () => {
    const shell = shellWith("ready", "echo 'a\nb'", AT_LINE_END);
    shell.lineEnded();
    expect(shell.take(MORE)).toEqual([{ kind: "end", run: 1 }]);
    expect(shell.take(MORE)).toEqual([]);
    expect(shell.sleeps({ quietMs: 9999, isClean: true })).toEqual({ happenings: [], done: [] });
    shell.enter(1, AT_LINE_END);
    expect(shell.lineEnded()).toEqual([{ kind: "start", run: 1 }]);
    expect(shell.take(failed)).toEqual([{ kind: "end", exitCode: 7, run: 1 }]);
    expect(shell.sleeps(ASLEEP).done).toEqual([{ run: 1, exitCode: 7, begun: true, exact: true }]);
  });

  test.each(["starting", "running"] as const)("begins there still, where a start mark came while %s", (phase) => {
    const shell = new ShellFollower({ tellsStarts: false, isBehind: true });
    if (phase === "running") {
      for (const mark of [END, INPUT]) shell.take(mark);
      shell.expect(1, "ls");
      shell.enter(1, AT_LINE_END);
      shell.lineEnded();
    }
    expect(shell.phase).toBe(phase);
    expect(shell.take(START)).toEqual([]);
    for (const mark of [END, INPUT]) shell.take(mark);
    shell.expect(2, "pwd");
    shell.enter(2, AT_LINE_END);
    expect(shell.awaitsLineEnd).toBe(true);
  });

  test("begins there in a local shell without start marks, whatever start mark comes", () => {
    const shell = localShell({ tellsStarts: false });
    expect(shell.take(START)).toEqual([]);
    expect(shell.phase).toBe("ready");
    shell.expect(1, "ls");
    shell.enter(1, AT_LINE_END);
    expect(shell.lineEnded()).toEqual([{ kind: "start", run: 1 }]);
  });

  test("never begins there in a shell that is known to have start marks", () => {
    const shell = localShell({ tellsStarts: true });
    shell.expect(1, "ls");
    shell.enter(1, AT_LINE_END);
    expect(shell.awaitsLineEnd).toBe(false);
    expect(shell.take(START)).toEqual([{ kind: "start", run: 1 }]);
  });
});

/** A shell of this machine that waits for a command. */
function localShell({ tellsStarts }: { readonly tellsStarts: boolean }): ShellFollower {
  const shell = new ShellFollower({ tellsStarts, isBehind: false });
  for (const mark of [END, INPUT]) shell.take(mark);
  return shell;
}

describe("a line that somebody else types", () => {
  test("begins a command of no run at its end, once", () => {
    const shell = localShell({ tellsStarts: false });
    shell.sawOthersLine();
    expect(shell.awaitsLineEnd).toBe(true);
    expect(shell.phase).toBe("ready");
    expect(shell.lineEnded()).toEqual([{ kind: "start" }]);
    expect(shell.phase).toBe("running");
    expect(shell.awaitsLineEnd).toBe(false);
    expect(shell.lineEnded()).toEqual([]);
    expect(shell.take(failed)).toEqual([{ kind: "end", exitCode: 7 }]);
  });

  test("does not begin the command of a run that is registered and not entered", () => {
    const shell = localShell({ tellsStarts: false });
    shell.expect(1, "ls");
    shell.sawOthersLine();
    expect(shell.lineEnded()).toEqual([{ kind: "start" }]);
    expect(shell.take(failed)).toEqual([{ kind: "end", exitCode: 7 }]);
    expect(shell.runs).toEqual([1]);
  });

  test("leaves the line end to a run whose line is entered", () => {
    const shell = localShell({ tellsStarts: false });
    shell.expect(1, "ls");
    shell.enter(1, { isLast: true, beginsAtLineEnd: true });
    shell.sawOthersLine();
    expect(shell.lineEnded()).toEqual([{ kind: "start", run: 1 }]);
  });

  test("begins nothing where the shell prompts before its end", () => {
    const shell = localShell({ tellsStarts: false });
    shell.sawOthersLine();
    expect(shell.take(END)).toEqual([]);
    expect(shell.awaitsLineEnd).toBe(false);
    expect(shell.lineEnded()).toEqual([]);
  });

  test.each([
    ["starting", []],
    ["prompting", [END]],
    ["more", [END, INPUT, MORE]],
  ] as const)("begins nothing while the shell is %s", (phase, way) => {
    const shell = new ShellFollower({ tellsStarts: false, isBehind: false });
    for (const mark of way) shell.take(mark);
    expect(shell.phase).toBe(phase);
    shell.sawOthersLine();
    expect(shell.awaitsLineEnd).toBe(false);
    expect(shell.lineEnded()).toEqual([]);
  });

  test("begins nothing while a command is at work", () => {
    const shell = localShell({ tellsStarts: false });
    shell.sawOthersLine();
    shell.lineEnded();
    shell.sawOthersLine();
    expect(shell.awaitsLineEnd).toBe(false);
  });

  test("begins nothing in a shell that tells its starts", () => {
    const shell = localShell({ tellsStarts: true });
    shell.sawOthersLine();
    expect(shell.awaitsLineEnd).toBe(false);
    expect(shell.take(START)).toEqual([{ kind: "start" }]);
  });

  test("begins nothing behind a carrier", () => {
    const shell = shellIn("ready");
    shell.sawOthersLine();
    expect(shell.awaitsLineEnd).toBe(false);
    expect(shell.lineEnded()).toEqual([]);
  });

  test("is forgotten with its shell", () => {
    const shell = localShell({ tellsStarts: false });
    shell.sawOthersLine();
    expect(shell.clear()).toEqual([]);
    expect(shell.awaitsLineEnd).toBe(false);
  });
});
