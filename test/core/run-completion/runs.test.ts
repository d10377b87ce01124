import { describe, expect, test } from "bun:test";
import { bash, FakeSession, marks, never, outcomeNow, PROMPTED, prompt, readySession } from "./harness.ts";

const ended = (exitCode: number, run: number) => ({ kind: "end", exitCode, run }) as const;

describe("a run", () => {
  test("is over when its shell sleeps behind its end, and has the status that the shell has told", async () => {
    const session = readySession();
    const waiting = session.enter(5, "false").wait(never());
    session.feed("false\r\n", `${marks.start()}out`, prompt(1));
    expect(await outcomeNow(waiting)).toBe("pending");
    session.sleep();
    session.feed("later");
    expect(session.log).toEqual([
      "false\r\n",
      { kind: "start", run: 5 },
      "out",
      ended(1, 5),
      ...PROMPTED,
      { complete: 5, exitCode: 1 },
      "later",
    ]);
    const told = {
      kind: "completed",
      seq: 100,
      detection: "integration",
      exitCode: 1,
      begun: true,
      exact: true,
    } as const;
    expect(await waiting).toEqual(told);
  });

  test("is not over while its command is at work, or its prompt has not been read", () => {
    const session = readySession();
    session.enter(5);
    session.sleep({ quietMs: 200 });
    session.feed(marks.start());
    session.sleep({ quietMs: 1000 });
    expect(session.coordinator.mayEnd).toBe(false);
    session.feed(marks.end(0));
    expect(session.coordinator.mayEnd).toBe(true);
    expect(session.log).toEqual([{ kind: "start", run: 5 }, ended(0, 5)]);
  });

  test("is over behind a prompt that was never said to be drawn", () => {
    const session = readySession();
    session.enter(5);
    session.feed(`${marks.start()}${marks.end(3)}my prompt> `);
    session.sleep();
    expect(session.log).toEqual([
      { kind: "start", run: 5 },
      ended(3, 5),
      "my prompt> ",
      { kind: "prompt" },
      { kind: "ready" },
      { complete: 5, exitCode: 3 },
    ]);
  });

  test("is not over before all of its lines have been typed", () => {
    const session = readySession();
    const run = session.run(5, "one\ntwo");
    run.enter({ isLast: false, beginsAtLineEnd: false });
    session.feed(marks.start() + prompt(1));
    session.sleep({ quietMs: 1000 });
    expect(session.log).toEqual([{ kind: "start", run: 5 }, ended(1, 5), ...PROMPTED]);
    run.enter({ isLast: true, beginsAtLineEnd: false });
    session.feed(marks.start() + prompt(2));
    session.sleep();
    expect(session.log.slice(5)).toEqual([
      { kind: "start", run: 5 },
      ended(2, 5),
      ...PROMPTED,
      { complete: 5, exitCode: 2 },
    ]);
  });

  test("is not ended by another shell's sleep", () => {
    const session = readySession();
    session.enter(5);
    session.feed(marks.start() + prompt());
    session.taken();
    session.coordinator.shellSleeps("unknown", { quietMs: 0, isClean: true });
    expect(session.log).toEqual([]);
  });

  test("that nobody waits for has its start and end, and no completion", async () => {
    const session = readySession();
    const run = session.coordinator.registerRun({ inputRunSeq: 5, text: "ls", shellId: bash.id });
    run.enter({ isLast: true, beginsAtLineEnd: false });
    session.feed(marks.start() + prompt(1));
    session.sleep();
    expect(session.log).toEqual([{ kind: "start", run: 5 }, ended(1, 5), ...PROMPTED]);
  });

  test("of a shell that is not followed ends only when it is completed", async () => {
    const session = readySession();
    const run = session.coordinator.registerRun({
      inputRunSeq: 5,
      marker: `__AT_MARKER_${"5".padStart(32, "0")}__`,
      text: "ls",
    });
    run.enter({ isLast: true, beginsAtLineEnd: true });
    session.feed("ls\r\n", marks.start(), prompt(1));
    session.sleep({ quietMs: 1000 });
    expect(session.taken().filter((entry) => typeof entry !== "string" && "complete" in entry)).toEqual([]);
    run.complete("sentinel", 9);
    run.complete("sentinel", 10);
    expect(session.log).toEqual([{ complete: 5, exitCode: 9 }]);
    const told = { kind: "completed", seq: 100, detection: "sentinel", exitCode: 9, begun: true, exact: true } as const;
    expect(await run.wait(never())).toEqual(told);
  });

  test.each(["sentinel", "none"] as const)("that is completed without a status has none: %s", async (detection) => {
    const session = readySession();
    const run = session.run(5);
    run.complete(detection);
    expect(session.log).toEqual([{ complete: 5 }]);
    const told = { kind: "completed", seq: 100, detection, begun: true, exact: true } as const;
    expect(await run.wait(never())).toEqual(told);
  });

  test("whose end only an answer tells has no status, if somebody has typed a line", () => {
    const session = readySession();
    const run = session.run(5);
    session.coordinator.sawOthersLine();
    run.complete("sentinel", 0);
    expect(session.log).toEqual([{ complete: 5 }]);
  });

  test("is over when its shell takes the next", async () => {
    const session = readySession();
    const first = session.enter(5);
    session.feed(marks.start() + prompt(1));
    session.taken();
    session.enter(6);
    expect(session.taken()).toEqual([{ complete: 5, exitCode: 1 }]);
    session.feed(marks.start() + prompt(2));
    session.sleep();
    expect(session.log).toEqual([{ kind: "start", run: 6 }, ended(2, 6), ...PROMPTED, { complete: 6, exitCode: 2 }]);
    expect((await first.wait(never())).kind).toBe("completed");
  });

  test("is told by its command where another was read before it", () => {
    const session = readySession();
    session.enter(5, "first");
    session.feed(marks.startOf("first") + marks.end(0));
    session.enter(6, "second");
    session.feed(marks.startOf("third") + marks.end(1));
    session.enter(7, "fourth\nfifth");
    expect(session.log).toEqual([
      { kind: "start", command: "first", run: 5 },
      ended(0, 5),
      { kind: "start", command: "third", run: 5, goesOn: true },
      ended(1, 5),
    ]);
  });
});

describe("whether a shell has asked for another line", () => {
  test("is told of the line that was entered last", () => {
    const session = readySession();
    const run = session.run(5, "if true\nthen echo\nfi");
    run.enter({ isLast: false, beginsAtLineEnd: false });
    expect(run.hasAnswer()).toBe(false);
    session.feed(marks.more());
    expect(run.hasAnswer()).toBe(true);
    run.enter({ isLast: false, beginsAtLineEnd: false });
    expect(run.hasAnswer()).toBe(false);
    session.feed(prompt());
    expect(run.hasAnswer()).toBe(true);
  });

  test("is so where it is not followed, or the run is over", () => {
    const session = readySession();
    const run = session.enter(5);
    expect(run.hasAnswer()).toBe(false);
    session.feed(marks.start() + prompt());
    session.sleep();
    expect(run.hasAnswer()).toBe(true);
    expect(session.run(6, "ls", { shellId: "unknown" }).hasAnswer()).toBe(true);
  });
});

describe("of two ends without a start between them", () => {
  test("the last counts, if nothing was typed", () => {
    const session = readySession();
    session.enter(5);
    session.feed(marks.start(), "out", marks.end(0), "more", prompt(3));
    session.sleep();
    expect(session.log).toEqual([
      { kind: "start", run: 5 },
      "out",
      ended(0, 5),
      "more",
      ended(3, 5),
      ...PROMPTED,
      { complete: 5, exitCode: 3 },
    ]);
  });

  test("none counts if something was typed and they differ", () => {
    const session = readySession();
    session.enter(5);
    session.feed(marks.start(), marks.end(0));
    session.coordinator.sawInput();
    session.feed(prompt(130));
    session.sleep();
    expect(session.log).toEqual([{ kind: "start", run: 5 }, ended(0, 5), ...PROMPTED, { complete: 5 }]);
  });

  test("their status counts if something was typed and they are the same", () => {
    const session = readySession();
    session.enter(5);
    session.feed(marks.start(), marks.end(2));
    session.coordinator.sawInput();
    session.feed(prompt(2));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 5, exitCode: 2 });
  });

  test("the last counts if something was typed before the command began", () => {
    const session = readySession();
    session.enter(5);
    session.coordinator.sawInput();
    session.feed(marks.start(), marks.end(0), prompt(3));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 5, exitCode: 3 });
  });

  test("one end counts, whatever was typed while the command was at work", () => {
    const session = readySession();
    session.enter(5);
    session.feed(marks.start());
    session.coordinator.sawInput();
    session.feed(prompt(3));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 5, exitCode: 3 });
  });

  test("with a start between them, the last counts", () => {
    const session = readySession();
    session.enter(5, "one\ntwo");
    session.feed(marks.start(), marks.end(1));
    session.coordinator.sawInput();
    session.feed(marks.start(), prompt(4));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 5, exitCode: 4 });
  });
});

describe("a line that somebody else types", () => {
  test("and an end that did not count take the status away", () => {
    const session = readySession();
    session.enter(5);
    session.feed(marks.start());
    session.coordinator.sawOthersLine();
    session.front = undefined;
    session.feed(marks.end(0));
    session.front = bash;
    session.feed(prompt(7));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 5 });
  });

  test("alone leaves the status", () => {
    const session = readySession();
    session.enter(5);
    session.coordinator.sawOthersLine();
    session.feed(marks.start(), prompt(7));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 5, exitCode: 7 });
  });

  test("is not needed for a refused end to leave the status", () => {
    const session = readySession();
    session.enter(5);
    session.feed(marks.start());
    session.front = undefined;
    session.feed(marks.end(0));
    session.front = bash;
    session.feed(prompt(7));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 5, exitCode: 7 });
  });

  test("and another mark than an end leave the status", () => {
    const session = readySession();
    session.enter(5);
    session.feed(marks.start());
    session.coordinator.sawOthersLine();
    session.front = undefined;
    session.feed(marks.input() + marks.directory("/"));
    session.front = bash;
    session.feed(prompt(7));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 5, exitCode: 7 });
  });

  test("does not concern a run that is registered later", () => {
    const session = readySession();
    session.coordinator.sawOthersLine();
    session.front = undefined;
    session.feed(marks.end(0));
    session.front = bash;
    session.enter(5);
    session.feed(marks.start(), prompt(7));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 5, exitCode: 7 });
  });
});

describe("a line for which nothing has begun", () => {
  test("is over when the shell has answered it and its line is clean", async () => {
    const session = readySession();
    const run = session.enter(5, "# nothing");
    session.feed("# nothing\r\n", prompt(0));
    session.sleep();
    expect(session.log).toEqual(["# nothing\r\n$ ", { kind: "prompt" }, { kind: "ready" }, { complete: 5 }]);
    expect(await run.wait(never())).toEqual({
      kind: "completed",
      seq: 100,
      detection: "integration",
      begun: false,
      exact: true,
    });
  });

  test("has the status of a shell that could not read it", () => {
    const session = readySession();
    session.enter(5, "(");
    session.feed(prompt(2));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 5, exitCode: 2 });
  });

  test("has no status where that is the one before", () => {
    const session = new FakeSession();
    session.feed(prompt(2));
    session.sleep();
    session.enter(5, "# nothing");
    session.feed(prompt(2));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 5 });
  });

  test("has no status where that becomes 0", () => {
    const session = new FakeSession();
    session.feed(prompt(2));
    session.sleep();
    session.enter(5, "# nothing");
    session.feed(prompt(0));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 5 });
  });

  test.each([
    ["answered, not clean", true, false, 249, false],
    ["answered, not clean, quiet", true, false, 250, true],
    ["not answered, clean", false, true, 249, false],
    ["not answered, clean, quiet", false, true, 250, true],
    ["not answered, not clean, quiet", false, false, 250, true],
  ])("%s", (_what, answered, isClean, quietMs, isOver) => {
    const session = readySession();
    session.enter(5, "kept");
    if (answered) session.feed(prompt());
    session.taken();
    session.sleep({ isClean, quietMs });
    expect(session.log).toEqual(isOver ? [{ complete: 5 }] : []);
  });
});
