import { describe, expect, test } from "bun:test";
import type { Answer } from "../../../src/core/run-completion/contract.ts";
import { Veil } from "../../../src/core/run-completion/veil.ts";
import {
  bash,
  bytesOf,
  FakeSession,
  inner,
  marks,
  never,
  outcomeNow,
  prompt,
  readySession,
  textOf,
} from "./harness.ts";

const LIMIT = 64 * 1024;

/** A veil, what has passed it, and how it was settled. */
function veiled() {
  const passed: string[] = [];
  const settled: Answer[] = [];
  const veil = new Veil(
    (bytes) => passed.push(textOf(bytes)),
    (answer) => settled.push(answer),
  );
  return { veil, passed, settled };
}

describe("a veil", () => {
  test("keeps everything up to the answer and behind it, and drops it", () => {
    const { veil, passed, settled } = veiled();
    veil.push(bytesOf("echo"));
    expect(veil.isAnswered).toBe(false);
    veil.answer(3);
    expect(veil.isAnswered).toBe(true);
    veil.push(bytesOf("prompt"));
    veil.drop();
    expect(passed).toEqual([]);
    expect(settled).toEqual([{ answered: true, exitCode: 3 }]);
  });

  test("an answer without a status has none; a second answer is none", () => {
    const { veil, settled } = veiled();
    veil.answer(undefined);
    veil.answer(4);
    expect(settled).toEqual([{ answered: true }]);
  });

  test("gives out everything unchanged, in its order, when it is not answered", () => {
    const { veil, passed, settled } = veiled();
    const bytes = bytesOf("one\xff");
    veil.push(bytes);
    bytes.fill(0);
    veil.push(bytesOf("two"));
    veil.release();
    veil.release();
    expect(passed).toEqual(["one\xff", "two"]);
    expect(settled).toEqual([{ answered: false }]);
  });

  test("keeps 64 KiB, and gives out more than that at once", () => {
    const { veil, passed, settled } = veiled();
    veil.push(bytesOf("x".repeat(LIMIT)));
    expect(passed).toEqual([]);
    veil.push(bytesOf("y"));
    expect(passed.join("")).toBe(`${"x".repeat(LIMIT)}y`);
    expect(settled).toEqual([{ answered: false }]);
  });
});

describe("a line of ours", () => {
  test("is hidden with its echo and the prompt behind it", async () => {
    const session = readySession();
    const answer = session.coordinator.drawVeil(bash, false);
    session.feed("our line", "\r\n", `${marks.answer(7)}${prompt(7)}`);
    session.coordinator.liftVeil();
    session.feed("later");
    expect(await answer).toEqual({ answered: true, exitCode: 7 });
    expect(session.log.filter((entry) => typeof entry === "string")).toEqual(["later"]);
  });

  test("the marks within it are followed", () => {
    const session = new FakeSession();
    void session.coordinator.drawVeil(bash, true);
    session.feed(`our line\r\n${marks.answer(0)}${marks.end(0)}${marks.directory("/lab")}$ ${marks.input()}`);
    expect(session.coordinator.phaseOf(bash.id)).toBe("ready");
    expect(session.coordinator.directoryOf(bash.id)).toBe("/lab");
    expect(session.log).toEqual([{ kind: "prompt", directory: "/lab" }, { kind: "ready" }]);
  });

  test("an answer cut at any place is one", async () => {
    const text = `our line\r\n${marks.answer(7)}$ `;
    for (let place = 1; place < text.length; place++) {
      const session = readySession();
      const answer = session.coordinator.drawVeil(bash, false);
      session.feed(text.slice(0, place), text.slice(place));
      session.coordinator.liftVeil();
      expect(await answer).toEqual({ answered: true, exitCode: 7 });
      expect(session.log).toEqual([]);
    }
  });

  test("an answer counts whoever is in front", async () => {
    const session = readySession();
    const answer = session.coordinator.drawVeil(bash, false);
    session.front = undefined;
    session.feed(marks.answer(7));
    expect(await answer).toEqual({ answered: true, exitCode: 7 });
  });

  test("an answer to a shell with a command at work is the command's end, which is not told from the prompt", async () => {
    const session = readySession();
    const run = session.enter(5);
    session.feed(marks.start());
    void session.coordinator.drawVeil(bash, false);
    session.feed(`our line\r\n${marks.answer(7)}`);
    session.coordinator.liftVeil();
    session.sleep();
    expect(session.log).toEqual([
      { kind: "start", run: 5 },
      { kind: "end", exitCode: 7, run: 5 },
      { kind: "prompt" },
      { kind: "ready" },
      { complete: 5, exitCode: 7 },
    ]);
    expect(await run.wait(never())).toMatchObject({ detection: "integration", begun: true, exact: false });
  });

  test("a second answer says nothing", async () => {
    const session = readySession();
    const answer = session.coordinator.drawVeil(bash, false);
    session.feed(marks.answer(7), marks.start(), marks.answer(8));
    expect(session.coordinator.phaseOf(bash.id)).toBe("running");
    expect(session.log).toEqual([{ kind: "start" }]);
    expect(await answer).toEqual({ answered: true, exitCode: 7 });
  });

  test("an answer to a shell that waits for a command changes nothing", () => {
    const session = readySession();
    void session.coordinator.drawVeil(bash, false);
    session.feed(marks.answer(7));
    expect(session.coordinator.phaseOf(bash.id)).toBe("ready");
    expect(session.log).toEqual([]);
  });

  test("an answer to a question leaves a shell unknown; an introduction does not", () => {
    const session = new FakeSession();
    void session.coordinator.drawVeil(bash, false);
    session.feed(marks.answer(7));
    expect(session.coordinator.phaseOf(undefined)).toBe("starting");
    void session.coordinator.drawVeil(bash, true);
    session.feed(marks.answer(7));
    expect(session.coordinator.phaseOf(bash.id)).toBe("prompting");
  });

  test("an answer to a question of an unknown shell says nothing of it, nor of the shells that are known", async () => {
    const session = readySession();
    session.enter(1, "bash");
    session.feed(marks.start());
    session.taken();
    session.front = inner;
    const answer = session.coordinator.drawVeil(inner, false);
    session.feed(`our line\r\n${marks.answer(7)}`);
    session.coordinator.liftVeil();
    session.sleep();
    expect(await answer).toEqual({ answered: true, exitCode: 7 });
    expect(session.log).toEqual([]);
    expect(session.coordinator.phaseOf(inner.id)).toBe("starting");
    expect(session.coordinator.phaseOf(bash.id)).toBe("running");
  });

  test("an answer to a question of a known shell is told to that shell, not to the one that spoke last", async () => {
    const session = readySession();
    session.enter(1, "bash");
    session.feed(marks.start());
    session.front = inner;
    session.feed(prompt());
    session.taken();
    session.tellers.splice(0);
    session.front = bash;
    const answer = session.coordinator.drawVeil(bash, false);
    session.feed(`our line\r\n${marks.answer(7)}`);
    session.coordinator.liftVeil();
    expect(await answer).toEqual({ answered: true, exitCode: 7 });
    expect(session.log).toEqual([{ kind: "end", exitCode: 7, run: 1 }]);
    expect(session.tellers).toEqual([bash.id]);
    expect(session.coordinator.phaseOf(bash.id)).toBe("prompting");
    expect(session.coordinator.phaseOf(inner.id)).toBe("starting");
  });

  test("a line that is not answered is given out unchanged when the veil is lifted", async () => {
    const session = readySession();
    const answer = session.coordinator.drawVeil(bash, false);
    session.feed("our line\r\n", "not found\r\n");
    expect(session.log).toEqual([]);
    expect(await outcomeNow(answer)).toBe("pending");
    session.coordinator.liftVeil();
    expect(await answer).toEqual({ answered: false });
    expect(session.log).toEqual(["our line\r\nnot found\r\n"]);
  });

  test("an answer that comes too late is none, and is not shown", async () => {
    const session = readySession();
    const answer = session.coordinator.drawVeil(bash, false);
    session.coordinator.liftVeil();
    session.feed(marks.answer(7));
    expect(await answer).toEqual({ answered: false });
    expect(session.log).toEqual([]);
  });

  test("a second line gives out what came of the first", async () => {
    const session = readySession();
    const first = session.coordinator.drawVeil(bash, false);
    session.feed("first");
    const second = session.coordinator.drawVeil(bash, false);
    session.feed("second", marks.answer(1));
    session.coordinator.liftVeil();
    expect(await first).toEqual({ answered: false });
    expect(await second).toEqual({ answered: true, exitCode: 1 });
    expect(session.log).toEqual(["first"]);
  });

  test("the session's exit gives out what is held and not answered", async () => {
    const session = readySession();
    const answer = session.coordinator.drawVeil(bash, false);
    session.feed("our line\r\n\x1b]133;");
    session.coordinator.flushPtyDataOnExit();
    expect(session.log).toEqual(["our line\r\n\x1b]133;"]);
    expect(await answer).toEqual({ answered: false });
  });

  test("lifting a veil that has not been drawn does nothing", () => {
    const session = readySession();
    session.coordinator.liftVeil();
    expect(session.log).toEqual([]);
  });

  test("a flood is given out at once, and nothing of it is lost", async () => {
    const session = readySession();
    const answer = session.coordinator.drawVeil(bash, false);
    const flood = "x".repeat(LIMIT + 1);
    session.feed(flood);
    expect(session.log).toEqual([flood]);
    expect(await answer).toEqual({ answered: false });
    session.feed("tail");
    session.coordinator.liftVeil();
    expect(session.log.join("")).toBe(`${flood}tail`);
  });

  test("a flood behind the answer is given out, and nothing of it is lost; the echo before it is not shown", () => {
    const session = readySession();
    void session.coordinator.drawVeil(bash, false);
    session.feed("our line\r\n", marks.answer(0));
    const flood = "x".repeat(LIMIT + 1);
    session.feed(flood, "tail");
    session.coordinator.liftVeil();
    expect(session.log.join("")).toBe(`${flood}tail`);
  });
});
