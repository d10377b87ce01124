import { describe, expect, test } from "bun:test";
import { bash, cutAt, type Entry, FakeSession, inner, marks, PROMPTED, prompt, readySession, ssh } from "./harness.ts";

const TALK = `before${marks.end(3)}${marks.directory("/tmp/a b")}$ ${marks.input()}ls\r\n${marks.start()}out${prompt(1)}behind`;
const TOLD: readonly Entry[] = [
  "before",
  { kind: "prompt", directory: "/tmp/a b" },
  "$ ",
  { kind: "ready" },
  "ls\r\n",
  { kind: "start" },
  "out",
  { kind: "end", exitCode: 1 },
  "$ ",
  { kind: "prompt", directory: "/tmp/a b" },
  { kind: "ready" },
  "behind",
];

describe("marks are taken out of the output, and told at their places", () => {
  test("in one read", () => {
    const session = new FakeSession();
    session.feed(TALK);
    expect(session.log).toEqual([...TOLD]);
  });

  test("cut in two at every place", () => {
    for (let place = 1; place < TALK.length; place++) {
      const session = new FakeSession();
      session.feed(...cutAt(TALK, [place]));
      expect(session.log).toEqual([...TOLD]);
    }
  });

  test("byte for byte", () => {
    const session = new FakeSession();
    session.feed(...TALK);
    expect(session.log).toEqual([...TOLD]);
  });

  test("back to back", () => {
    const session = new FakeSession();
    session.feed(marks.end(0) + marks.input() + marks.start() + marks.end(7) + marks.input());
    const prompted = [{ kind: "prompt" }, { kind: "ready" }] as const;
    expect(session.log).toEqual([...prompted, { kind: "start" }, { kind: "end", exitCode: 7 }, ...prompted]);
  });
});

describe("what is in front decides whether a mark counts", () => {
  test.each([
    ["end", marks.end(0)],
    ["directory", marks.directory("/forged")],
    ["input", marks.input()],
    ["more", marks.more()],
  ])("%s says nothing while a program is in front, and is not shown", (_kind, mark) => {
    const session = readySession();
    session.feed(marks.start());
    session.front = undefined;
    session.feed(`a${mark}b${mark}`);
    expect(session.log).toEqual([{ kind: "start" }, "ab"]);
    expect(session.coordinator.phaseOf(bash.id)).toBe("running");
    expect(session.coordinator.directoryOf(bash.id)).toBeUndefined();
  });

  test("what stands around a refused mark is output byte for byte, however it is cut", () => {
    const text = `a${marks.end(1)}b${marks.directory("/")}${marks.input().replace("\x07", "\x1b\\")}c`;
    for (let place = 1; place < text.length; place++) {
      const session = new FakeSession();
      session.front = undefined;
      session.feed(...cutAt(text, [place]));
      expect(session.log).toEqual(["abc"]);
    }
  });

  test("what counts is who is in front when the last byte of a mark is read", () => {
    const session = new FakeSession();
    session.front = undefined;
    session.feed(prompt().slice(0, 10));
    session.front = bash;
    session.feed(prompt().slice(10));
    expect(session.log).toEqual([...PROMPTED]);
    session.feed(prompt(3).slice(0, 10));
    session.front = undefined;
    session.feed(prompt(3).slice(10));
    expect(session.log).toEqual([...PROMPTED, "$ "]);
  });

  test("the system is asked once for each read with a mark, and not for others", () => {
    const session = new FakeSession();
    session.feed("output", marks.end(0, "f".repeat(32)));
    expect(session.looks).toBe(0);
    session.feed(prompt() + prompt(), prompt());
    expect(session.looks).toBe(2);
  });

  test("where the system does not tell, marks count for the shell that spoke last", () => {
    const session = new FakeSession();
    session.feed(prompt() + marks.start());
    session.front = inner;
    session.feed(prompt() + marks.start());
    session.taken();
    session.front = "unknown";
    session.feed(prompt(4));
    expect(session.log).toEqual([{ kind: "end", exitCode: 4 }, ...PROMPTED]);
    expect(session.coordinator.phaseOf(inner.id)).toBe("ready");
    expect(session.coordinator.phaseOf(bash.id)).toBe("running");
  });

  test("where the system does not tell, a shell is followed that none has spoken before", () => {
    const session = new FakeSession();
    session.front = "unknown";
    session.feed(prompt() + marks.start() + prompt(1));
    expect(session.log).toEqual([...PROMPTED, { kind: "start" }, { kind: "end", exitCode: 1 }, ...PROMPTED]);
  });

  test("a start counts whoever is in front", () => {
    for (const front of [undefined, bash, ssh]) {
      const session = readySession();
      session.front = front;
      session.feed(`${marks.start()}out`);
      expect(session.log).toEqual([{ kind: "start" }, "out"]);
    }
  });

  test("a start counts at the place where the shell asks for the rest of a command", () => {
    const session = readySession();
    session.feed(`> ${marks.more()}${marks.start()}out`);
    expect(session.log).toEqual(["> ", { kind: "start" }, "out"]);
  });

  test("a start does not count while a command is at work", () => {
    // bash tells one for each line of a paste; whose it is cannot be told, so that none is shown.
    const session = readySession();
    session.feed(marks.start(), "one", marks.start(), "two", prompt(4));
    expect(session.log).toEqual([{ kind: "start" }, "onetwo", { kind: "end", exitCode: 4 }, ...PROMPTED]);
  });

  test("a start says nothing where no shell has told anything yet", () => {
    const session = new FakeSession();
    session.feed(`${marks.start()}out`);
    expect(session.log).toEqual(["out"]);
    expect(session.coordinator.phaseOf(undefined)).toBe("starting");
  });

  test("an answer says nothing where nothing has been asked", () => {
    const session = readySession();
    session.feed(`a${marks.answer(3)}b`);
    expect(session.log).toEqual(["ab"]);
    expect(session.coordinator.phaseOf(bash.id)).toBe("ready");
  });
});

describe("behind a carrier", () => {
  test("marks say nothing until the shell there is introduced", () => {
    const session = new FakeSession();
    session.front = ssh;
    session.feed(prompt());
    expect(session.log).toEqual(["$ "]);
    expect(session.coordinator.phaseOf(ssh.id)).toBe("starting");
  });

  test("they count once it has answered its introduction", async () => {
    const session = new FakeSession();
    session.front = ssh;
    const answer = session.coordinator.drawVeil(ssh, true);
    session.feed(`echo of the line\r\n${marks.answer(5)}`);
    expect(await answer).toEqual({ answered: true, exitCode: 5 });
    expect(session.coordinator.phaseOf(ssh.id)).toBe("prompting");
    session.feed(prompt(5));
    session.coordinator.liftVeil();
    expect(session.log).toEqual([{ kind: "prompt" }, { kind: "ready" }]);
    session.feed(`ls\r\n${marks.start()}out${prompt(2)}`);
    expect(session.log.slice(2)).toEqual([
      "ls\r\n",
      { kind: "start" },
      "out",
      { kind: "end", exitCode: 2 },
      ...PROMPTED,
    ]);
  });

  test("the introduction of one carrier is not that of another", () => {
    const session = new FakeSession();
    session.front = ssh;
    void session.coordinator.drawVeil(ssh, true);
    session.feed(marks.answer());
    session.coordinator.liftVeil();
    session.front = { id: "another ssh", image: "t", tellsStarts: false, isBehind: true };
    session.feed(prompt());
    expect(session.log).toEqual(["$ "]);
    expect(session.coordinator.phaseOf("another ssh")).toBe("starting");
  });
});

describe("what is not ours goes through", () => {
  const other = "f".repeat(32);
  test.each([
    ["a mark with another word", marks.end(0, other)],
    ["a start with another word", marks.start(other)],
    ["a directory with another word", marks.directory("/", other)],
    ["a mark without a word", "\x1b]133;D;0\x07"],
    ["a directory without a word", "\x1b]7;file://vm/lab\x1b\\"],
    ["a title", "\x1b]0;title\x07"],
    ["a link", "\x1b]8;;https://example.org\x1b\\text\x1b]8;;\x1b\\"],
    ["a mark with an unknown letter", `\x1b]133;Z;aid=${"0".repeat(32)}\x07`],
    ["colours and keys", "\x1b[31mred\x1b[0m\x1b(B\x1b="],
    ["bytes that are no text", "\xff\xfe\x00\x80"],
  ])("%s", (_kind, text) => {
    const session = readySession();
    session.feed(`a${text}b`, ...`a${text}b`);
    expect(session.log).toEqual([`a${text}ba${text}b`]);
  });

  test("the beginning of a mark is held, and given out when it is released", () => {
    const session = readySession();
    session.feed(`out${marks.end(0).slice(0, 20)}`);
    expect(session.log).toEqual(["out"]);
    expect(session.coordinator.isHolding).toBe(true);
    session.coordinator.releaseHeld();
    expect(session.coordinator.isHolding).toBe(false);
    session.feed(marks.end(0).slice(20));
    expect(session.log).toEqual([`out${marks.end(0)}`]);
  });

  test("the beginning of a mark is given out at the session's exit", () => {
    const session = readySession();
    session.feed("out\x1b]133;D");
    session.coordinator.flushPtyDataOnExit();
    expect(session.log).toEqual(["out\x1b]133;D"]);
  });
});

describe("where a shell is", () => {
  test("is told of each shell, and of the last that spoke", () => {
    const session = new FakeSession();
    expect(session.coordinator.phaseOf(undefined)).toBe("starting");
    session.feed(prompt() + marks.start());
    session.front = inner;
    session.feed(marks.end(0));
    expect(session.coordinator.phaseOf(bash.id)).toBe("running");
    expect(session.coordinator.phaseOf(inner.id)).toBe("prompting");
    expect(session.coordinator.phaseOf(undefined)).toBe("prompting");
    expect(session.coordinator.phaseOf("unknown")).toBe("starting");
  });

  test("each has its own directory", () => {
    const session = new FakeSession();
    session.feed(marks.end(0) + marks.directory("/outer"));
    session.front = inner;
    session.feed(marks.end(0) + marks.directory("/inner"));
    expect(session.coordinator.directoryOf(bash.id)).toBe("/outer");
    expect(session.coordinator.directoryOf(inner.id)).toBe("/inner");
    expect(session.coordinator.directoryOf(undefined)).toBeUndefined();
  });
});
