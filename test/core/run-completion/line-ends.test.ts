import { describe, expect, test } from "bun:test";
import { bash, cutAt, dash, FakeSession, marks, PROMPTED, prompt, readySession, ssh } from "./harness.ts";

const AT_LINE_END = { isLast: true, beginsAtLineEnd: true };

/** A session in which a shell behind a carrier has been introduced, and waits. */
function introducedSession(): FakeSession {
  const session = new FakeSession();
  session.front = ssh;
  void session.coordinator.drawVeil(ssh, true);
  session.feed(marks.answer(0), prompt());
  session.coordinator.liftVeil();
  session.sleep();
  session.taken();
  return session;
}

describe("where a command begins at the end of its line", () => {
  test("its start stands right behind the first LF that comes", () => {
    const session = readySession(dash);
    session.enter(5, "ls", AT_LINE_END);
    session.feed("ls\r\none\r\ntwo\r\n", prompt(3));
    session.sleep();
    expect(session.log).toEqual([
      "ls\r\n",
      { kind: "start", run: 5 },
      "one\r\ntwo\r\n",
      { kind: "end", exitCode: 3, run: 5 },
      ...PROMPTED,
      { complete: 5, exitCode: 3 },
    ]);
  });

  test("however the output is cut", () => {
    const text = `ls\r\none\r\n${prompt(3)}`;
    for (let place = 1; place < text.length; place++) {
      const session = readySession(dash);
      session.enter(5, "ls", AT_LINE_END);
      session.feed(...cutAt(text, [place]));
      expect(session.log).toEqual([
        "ls\r\n",
        { kind: "start", run: 5 },
        "one\r\n",
        { kind: "end", exitCode: 3, run: 5 },
        ...PROMPTED,
      ]);
    }
  });

  test("an LF that ends a read has nothing behind it", () => {
    const session = readySession(dash);
    session.enter(5, "ls", AT_LINE_END);
    session.feed("ls\r\n", "out");
    expect(session.log).toEqual(["ls\r\n", { kind: "start", run: 5 }, "out"]);
    expect(session.tellers.at(-1)).toBe(dash.id);
  });

  test("an LF before the line is entered begins nothing", () => {
    const session = readySession(dash);
    const run = session.run(5, "ls");
    session.feed("a job has ended\r\n");
    run.enter(AT_LINE_END);
    session.feed("ls\r\n");
    expect(session.log).toEqual(["a job has ended\r\nls\r\n", { kind: "start", run: 5 }]);
  });

  test("a prompt before the line's end begins nothing: the line is not shown", () => {
    const session = readySession(dash);
    session.enter(5, "ls", AT_LINE_END);
    session.feed(`${prompt(2)}x\r\n`);
    session.sleep();
    expect(session.log).toEqual([...PROMPTED, "x\r\n", { complete: 5, exitCode: 2 }]);
  });

  test("not in a shell that has told a start itself", () => {
    const session = introducedSession();
    session.feed(marks.start() + prompt());
    session.taken();
    session.enter(5, "ls", AT_LINE_END);
    session.feed("ls\r\nredrawn\r\n", `${marks.start()}out`);
    expect(session.log).toEqual(["ls\r\nredrawn\r\n", { kind: "start", run: 5 }, "out"]);
  });

  test("in a shell behind a carrier that has told no start", () => {
    const session = introducedSession();
    session.enter(5, "ls", AT_LINE_END);
    session.feed("ls\r\none\r\n");
    expect(session.log).toEqual(["ls\r\n", { kind: "start", run: 5 }, "one\r\n"]);
  });

  test("in a local shell without start marks, though a program has printed one", () => {
    const session = readySession(dash);
    session.feed(marks.start() + prompt());
    session.taken();
    session.enter(5, "ls", AT_LINE_END);
    session.feed("ls\r\none\r\n");
    expect(session.log).toEqual(["ls\r\n", { kind: "start", run: 5 }, "one\r\n"]);
  });

  test("what is hidden by a veil is no line's end", () => {
    const session = readySession(dash);
    session.enter(5, "ls", AT_LINE_END);
    void session.coordinator.drawVeil(dash, false);
    session.feed("hidden\r\n");
    session.coordinator.liftVeil();
    expect(session.log).toEqual(["hidden\r\n"]);
    session.feed("ls\r\n");
    expect(session.log).toEqual(["hidden\r\nls\r\n", { kind: "start", run: 5 }]);
  });
});

describe("a command of several lines, where the shell asks for the rest", () => {
  const lines = (session: ReturnType<typeof readySession>): void => {
    const run = session.run(5, "if true\nthen echo\nfi");
    run.enter({ isLast: false, beginsAtLineEnd: true });
    session.feed("if true\r\n", `> ${marks.more()}`);
    run.enter({ isLast: false, beginsAtLineEnd: true });
    session.feed("then echo\r\n", `> ${marks.more()}`);
    run.enter({ isLast: true, beginsAtLineEnd: true });
    session.feed("fi\r\n");
  };

  test("leaves an empty start and end for each part, and begins behind the last", () => {
    const session = readySession(dash);
    lines(session);
    session.feed("\r\n", prompt(4));
    session.sleep();
    const part = [{ kind: "start", run: 5 }, "> ", { kind: "end", run: 5 }] as const;
    expect(session.log).toEqual([
      "if true\r\n",
      ...part,
      "then echo\r\n",
      ...part,
      "fi\r\n",
      { kind: "start", run: 5 },
      "\r\n",
      { kind: "end", exitCode: 4, run: 5 },
      ...PROMPTED,
      { complete: 5, exitCode: 4 },
    ]);
  });

  test("is not over while the shell asks", () => {
    const session = readySession(dash);
    session.enter(5, "echo 'a", AT_LINE_END);
    session.feed("echo 'a\r\n", `> ${marks.more()}`);
    session.sleep({ quietMs: 1000 });
    expect(session.coordinator.phaseOf(dash.id)).toBe("more");
    expect(session.coordinator.mayEnd).toBe(false);
    expect(session.log).toEqual(["echo 'a\r\n", { kind: "start", run: 5 }, "> ", { kind: "end", run: 5 }]);
  });

  test("that is given up there has the status that the shell tells anew", async () => {
    const session = readySession(dash);
    const run = session.enter(5, "echo 'a", AT_LINE_END);
    session.feed("echo 'a\r\n", `> ${marks.more()}`);
    session.taken();
    session.feed("^C\r\n", prompt(130));
    session.sleep();
    expect(session.log).toEqual([
      "^C\r\n",
      { kind: "end", exitCode: 130, run: 5 },
      ...PROMPTED,
      { complete: 5, exitCode: 130 },
    ]);
    expect(await run.wait(new AbortController().signal)).toMatchObject({ kind: "completed", begun: true });
  });

  test("where the shell tells the start itself, has one start", () => {
    const session = readySession(bash);
    session.enter(5, "echo 'a\nb'");
    session.feed("echo 'a\r\n", `> ${marks.more()}`, "b'\r\n", marks.start(), "a\r\nb\r\n", prompt(0));
    session.sleep();
    expect(session.log).toEqual([
      "echo 'a\r\n> b'\r\n",
      { kind: "start", run: 5, goesOn: true },
      "a\r\nb\r\n",
      { kind: "end", exitCode: 0, run: 5 },
      ...PROMPTED,
      { complete: 5, exitCode: 0 },
    ]);
  });
});

describe("a line that somebody else types", () => {
  test("begins a command of no run right behind its end, in a shell without start marks", () => {
    const session = readySession(dash);
    session.coordinator.sawOthersLine();
    session.feed("ls\r\none\r\ntwo\r\n", prompt(3));
    session.sleep();
    expect(session.log).toEqual([
      "ls\r\n",
      { kind: "start" },
      "one\r\ntwo\r\n",
      { kind: "end", exitCode: 3 },
      ...PROMPTED,
    ]);
    expect(new Set(session.tellers)).toEqual(new Set([dash.id]));
  });

  test.each([
    ["a shell that tells its starts", bash],
    ["a shell behind a carrier", ssh],
  ] as const)("begins nothing by itself in %s", (_what, shell) => {
    const session = shell === ssh ? introducedSession() : readySession(shell);
    session.coordinator.sawOthersLine();
    session.feed("ls\r\none\r\n");
    expect(session.log).toEqual(["ls\r\none\r\n"]);
  });

  test("ends without a status where the shell asks for the rest of a command", () => {
    const session = readySession(dash);
    session.coordinator.sawOthersLine();
    session.feed("echo 'a\r\n", `> ${marks.more()}`);
    expect(session.log).toEqual(["echo 'a\r\n", { kind: "start" }, "> ", { kind: "end" }]);
  });

  test("is not ended by what is hidden by a veil", () => {
    const session = readySession(dash);
    session.coordinator.sawOthersLine();
    void session.coordinator.drawVeil(dash, false);
    session.feed("hidden\r\n", marks.answer(0));
    session.coordinator.liftVeil();
    session.feed("ls\r\n");
    expect(session.log).toEqual(["ls\r\n", { kind: "start" }]);
  });
});
