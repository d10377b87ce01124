import { describe, expect, test } from "bun:test";
import type { ShellInFront } from "../../../src/core/run-completion/contract.ts";
import {
  bash,
  type FakeSession,
  inner,
  marks,
  never,
  outcomeNow,
  PROMPTED,
  prompt,
  readySession,
  ssh,
} from "./harness.ts";

/** A session in whose shell another has been started by run 1, and waits. */
function nestedSession(shell = inner): FakeSession {
  const session = readySession();
  session.enter(1, "bash");
  session.feed(marks.start());
  session.front = shell;
  void session.coordinator.drawVeil(shell, true);
  session.feed(marks.answer(0), prompt(0));
  session.coordinator.liftVeil();
  session.sleep({}, shell);
  session.taken();
  return session;
}

describe.each([
  ["of this machine", inner],
  ["behind a carrier", ssh],
] as const)("an inner shell %s", (_where, shell) => {
  test("has its own runs, and the outer one's goes on", async () => {
    const session = nestedSession(shell);
    session.enter(2, "false");
    session.feed(marks.start(), "out", prompt(1));
    session.sleep({}, shell);
    expect(session.log).toEqual([
      { kind: "start", run: 2 },
      "out",
      { kind: "end", exitCode: 1, run: 2 },
      ...PROMPTED,
      { complete: 2, exitCode: 1 },
    ]);
  });

  test("is gone when the outer one speaks: its runs are over without a status, and the outer's has its own", async () => {
    const session = nestedSession(shell);
    const exit = session.enter(2, "exit 3").wait(never());
    session.feed("exit 3\r\n", marks.start(), "bye\r\n");
    expect(await outcomeNow(exit)).toBe("pending");
    session.front = bash;
    session.feed(prompt(3));
    session.sleep();
    expect(session.log).toEqual([
      "exit 3\r\n",
      { kind: "start", run: 2 },
      "bye\r\n",
      { kind: "end", run: 2 },
      { complete: 2 },
      { kind: "end", exitCode: 3, run: 1 },
      ...PROMPTED,
      { complete: 1, exitCode: 3 },
    ]);
    expect(await exit).toEqual({ kind: "completed", seq: 100, detection: "integration", begun: true, exact: true });
    expect(session.coordinator.phaseOf(shell.id)).toBe("starting");
  });

  test.each([
    ["a question", false],
    ["an introduction", true],
  ] as const)("is gone when the outer one, whose marks are lost, answers %s", async (_what, isIntroduced) => {
    const session = nestedSession(shell);
    const exit = session.enter(2, "exit").wait(never());
    session.feed(marks.start());
    session.taken();
    session.front = bash;
    void session.coordinator.drawVeil(bash, isIntroduced);
    session.feed(marks.answer(3));
    expect(session.log).toEqual([{ kind: "end", run: 2 }, { complete: 2 }, { kind: "end", exitCode: 3, run: 1 }]);
    expect(await exit).toMatchObject({ kind: "completed", detection: "integration", begun: true });
    expect(session.coordinator.phaseOf(shell.id)).toBe("starting");
  });

  test("what is recorded says which shell has told it", () => {
    const session = nestedSession(shell);
    session.tellers.splice(0);
    session.enter(2, "exit");
    session.feed(marks.start());
    session.front = bash;
    session.feed(marks.end(3));
    session.sleep();
    // The start and end of the inner run; the end, prompt and wait of the outer shell.
    expect(session.tellers).toEqual([shell.id, shell.id, bash.id, bash.id, bash.id]);
  });

  test("several runs of it are over in their order; one that nobody waits for has an end only", () => {
    const session = nestedSession(shell);
    session.feed(marks.end(0));
    session.enter(2);
    session.coordinator.registerRun({ inputRunSeq: 3, text: "later", shellId: shell.id });
    session.enter(4);
    session.taken();
    session.front = bash;
    session.feed(marks.end(0));
    expect(session.log).toEqual([
      { kind: "end", run: 2 },
      { complete: 2 },
      { kind: "end", run: 3 },
      { kind: "end", run: 4 },
      { complete: 4 },
      { kind: "end", exitCode: 0, run: 1 },
    ]);
  });
});

test("a shell in an inner shell is gone with it", () => {
  const session = nestedSession();
  session.enter(2, "bash");
  session.feed(marks.start());
  session.front = { id: "innermost", image: "m", tellsStarts: true, isBehind: false };
  session.feed(prompt());
  session.enter(3);
  session.feed(marks.start());
  session.taken();
  session.front = bash;
  session.feed(marks.end(9));
  expect(session.log).toEqual([
    { kind: "end", run: 2 },
    { complete: 2 },
    { kind: "end", run: 3 },
    { complete: 3 },
    { kind: "end", exitCode: 9, run: 1 },
  ]);
});

test("a shell that takes the place of another is another one", () => {
  const session = readySession();
  session.enter(1, "exec zsh");
  session.feed(marks.start());
  session.front = { id: "bash, now zsh", image: "z", tellsStarts: true, isBehind: false };
  session.feed(prompt());
  session.enter(2, "false");
  session.feed(marks.start(), prompt(1));
  session.sleep({}, session.front);
  expect(session.log.slice(-6)).toEqual([
    { kind: "start", run: 2 },
    { kind: "end", exitCode: 1, run: 2 },
    ...PROMPTED,
    { complete: 2, exitCode: 1 },
  ]);
});

describe("a process that a shell has forked", () => {
  const forked: ShellInFront = { id: "a fork of bash", image: bash.image, tellsStarts: true, isBehind: false };

  test("says nothing that counts until it has become another program", () => {
    const session = readySession();
    session.enter(1, "(cat)");
    session.feed(marks.start());
    session.front = forked;
    session.feed(`a${prompt(5)}b`);
    expect(session.log).toEqual([{ kind: "start", run: 1 }, "a$ b"]);
    expect(session.coordinator.phaseOf(bash.id)).toBe("running");
    session.front = { ...forked, image: "now zsh" };
    session.feed(prompt(0));
    expect(session.coordinator.phaseOf(forked.id)).toBe("ready");
  });

  test("is told by its program alone: one of which that is unknown counts", () => {
    const session = readySession();
    session.front = { ...forked, image: "" };
    session.feed(prompt());
    session.front = { ...forked, id: "another", image: "" };
    session.feed(prompt());
    expect(session.coordinator.phaseOf("another")).toBe("ready");
  });

  test("takes the status away from nobody by itself", () => {
    const session = readySession();
    session.enter(1, "(cat)");
    session.feed(marks.start());
    session.front = forked;
    session.feed(marks.end(5));
    session.front = bash;
    session.feed(prompt(2));
    session.sleep();
    expect(session.log.at(-1)).toEqual({ complete: 1, exitCode: 2 });
  });
});
