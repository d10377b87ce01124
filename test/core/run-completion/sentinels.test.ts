import { describe, expect, test } from "bun:test";
import { cutAt, FakeSession, markerOf } from "./harness.ts";

const TOKEN = "0123456789abcdef";
const SENTINEL = `\x1b_A${TOKEN}\x1b\\`;

describe("sentinels", () => {
  test("output before and behind one, in one read", async () => {
    const session = new FakeSession({ tokens: [TOKEN] });
    session.run(1);
    await session.feed(`before\r\n${SENTINEL}behind`);
    expect(session.log).toEqual(["before\r\n", { marker: markerOf(1), inputRunSeq: 1 }, "behind"]);
  });

  test("cut at every place, and byte by byte", async () => {
    const text = `before\r\n${SENTINEL}behind`;
    const cuts = Array.from({ length: text.length - 1 }, (_, i) => [i + 1]);
    for (const cut of [...cuts, cuts.flat()]) {
      const session = new FakeSession({ tokens: [TOKEN] });
      session.run(1);
      await session.feed(...cutAt(text, cut));
      expect(session.record).toEqual(["before\r\n", 1, "behind"]);
    }
  });

  test("back to back, of several runs", async () => {
    const session = new FakeSession();
    const [a, b] = [session.run(1), session.run(2)];
    await session.feed(`${a.sentinel}${b.sentinel}`);
    expect(session.record).toEqual([1, 2]);
  });

  test("three runs complete in reverse order, each with its own seq", async () => {
    const session = new FakeSession();
    const runs = [session.run(11), session.run(22), session.run(33)];
    const waits = runs.map((run) => run.wait(0));
    await session.feed(`x\n${runs[2]?.sentinel}y\n${runs[1]?.sentinel}z\n${runs[0]?.sentinel}`);
    expect(session.record).toEqual(["x\n", 33, "y\n", 22, "z\n", 11]);
    expect(await Promise.all(waits)).toEqual(
      [102, 101, 100].map((seq) => ({ kind: "completed", detection: "sentinel", seq })),
    );
  });

  test("counts once: the second time it is output", async () => {
    const session = new FakeSession();
    const { sentinel } = session.run(1);
    session.run(2);
    await session.feed(sentinel, sentinel);
    expect(session.record).toEqual([1, sentinel]);
  });

  test.each([
    ["an exit status", ";0", { exitCode: 0 }],
    ["the largest exit status", ";255", { exitCode: 255 }],
  ])("with %s", async (_, status, told) => {
    const session = new FakeSession({ tokens: [TOKEN] });
    const waiting = session.run(1).wait(0);
    await session.feed(...`\x1b_A${TOKEN}${status}\x1b\\`);
    expect(session.log).toEqual([{ marker: markerOf(1), inputRunSeq: 1, ...told }]);
    expect(await waiting).toEqual({ kind: "completed", detection: "sentinel", seq: 100, ...told });
  });
});

describe("what is no sentinel of an active run", () => {
  const others = [
    "\x1b_Aaaaaaaaaaaaaaaaa\x1b\\", // another run's
    "\x1b_G" + "f=100;AAAA" + "\x1b\\", // kitty graphics
    `\x1b_A${TOKEN.toUpperCase()}\x1b\\`,
    `\x1b_A${TOKEN}0\x1b\\`,
    `\x1b_A${TOKEN.slice(1)}\x1b\\`,
    `\x1b_A${TOKEN};256\x1b\\`,
    `\x1b_A${TOKEN};\x1b\\`,
    `\x1b_A${TOKEN};0001\x1b\\`,
    `\x1b_A${TOKEN};-1\x1b\\`,
    `\x1b_A${TOKEN}\x07`,
    `\x1b_A${TOKEN}\x1b]`,
    `\x9fA${TOKEN}\x9c`, // C1 controls
    `_A${TOKEN}\x1b\\`,
    markerOf(1),
  ];

  test.each(others)("%j is output, whole and byte by byte", async (text) => {
    for (const chunks of [[`${text}.`], [...text, "."]]) {
      const session = new FakeSession({ tokens: [TOKEN] });
      session.run(1);
      await session.feed(...chunks);
      expect(session.record).toEqual([`${text}.`]);
    }
  });

  test("a broken one directly in front of a true one", async () => {
    const session = new FakeSession({ tokens: [TOKEN] });
    session.run(1);
    await session.feed(...`\x1b_A${TOKEN}\x1b${SENTINEL}.\x1b\x1b`, SENTINEL);
    expect(session.record).toEqual([`\x1b_A${TOKEN}\x1b`, 1, `.\x1b\x1b${SENTINEL}`]);
  });

  test("a start that does not go on is released as soon as that is known, and not before", async () => {
    const session = new FakeSession({ tokens: [TOKEN] });
    session.run(1);
    await session.feed("x\x1b_A01");
    expect(session.record).toEqual(["x"]);
    await session.feed("3");
    expect(session.record).toEqual(["x\x1b_A013"]);
  });

  test("a start that no active run could have is not held at all", async () => {
    const session = new FakeSession({ tokens: [TOKEN] });
    session.run(1);
    await session.feed("x\x1b_A1");
    expect(session.record).toEqual(["x\x1b_A1"]);
  });

  test("quiet does not make a started sentinel output: its rest may be late", async () => {
    const session = new FakeSession({ tokens: [TOKEN] });
    session.run(1);
    await session.feed(SENTINEL.slice(0, 9));
    await session.coordinator.releaseHeld();
    await session.feed(SENTINEL.slice(9));
    expect(session.record).toEqual([1]);
  });
});
