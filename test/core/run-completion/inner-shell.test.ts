import { describe, expect, test } from "bun:test";
import { FakeSession } from "./harness.ts";

const WORD = "0123456789abcdef";
const mark = (what: string) => `\x1b]133;${what};aid=${WORD}\x07`;
const PROMPT = `${mark("D;0")}${mark("A")}$ ${mark("B")}`;

/** An integrated shell in which another shell has been started, and a run in that one. */
async function innerShell(options: { typedLater: boolean }) {
  const session = new FakeSession({ shellWord: WORD });
  await session.feed(PROMPT, `bash --norc\r\n${mark("C")}inner$ `);
  const run = session.run(1, { dialect: "posix", inInnerShell: true, ...options });
  return { session, run, waiting: run.wait(0) };
}

describe("a run in a shell within an integrated one", () => {
  test("is over when that shell is gone, and the status of the shell is not taken for its own", async () => {
    const { session, waiting } = await innerShell({ typedLater: true });
    await session.feed(`exit 5\r\n${mark("D;5")}${mark("A")}$ ${mark("B")}`);
    expect(await waiting).toEqual({ kind: "completed", seq: 100, detection: "integration" });
    expect(session.log).toContainEqual({ marker: expect.any(String), inputRunSeq: 1 });
    expect(session.coordinator.promptIsOneLine).toBe(false);
  });

  test("is left to its sentinel once that is on its way", async () => {
    const { session, run, waiting } = await innerShell({ typedLater: true });
    run.typing();
    await session.feed(`exit\r\n${PROMPT}`);
    expect(session.record).not.toContain(1);
    await session.feed(run.sentinel);
    session.timers.fireAll();
    expect(await waiting).toMatchObject({ kind: "completed", detection: "sentinel" });
  });

  test("is left to its sentinel where that was typed with it", async () => {
    const { session } = await innerShell({ typedLater: false });
    await session.feed(`exit\r\n${PROMPT}`);
    expect(session.record).not.toContain(1);
  });

  test("of the integrated shell itself is not over with a prompt", async () => {
    const session = new FakeSession({ shellWord: WORD });
    session.run(1, { dialect: "posix", typedLater: true });
    await session.feed(PROMPT);
    expect(session.record).not.toContain(1);
  });
});
