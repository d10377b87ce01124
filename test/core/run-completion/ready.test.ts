import { describe, expect, test } from "bun:test";
import { FakeSession } from "./harness.ts";

/** A run that waits, and how its waiting has ended so far. */
function waiting(timeoutMs = 500) {
  const session = new FakeSession();
  const run = session.run(1);
  let kind = "waits";
  void run.wait(timeoutMs).then((result) => {
    kind = result.kind;
  });
  const after = async (...chunks: string[]): Promise<string> => {
    await session.feed(...chunks);
    await Promise.resolve();
    return kind;
  };
  return { session, run, after };
}

describe("a run is reported", () => {
  test("when the shell has prompted again, recorded where its sentinel was", async () => {
    const { session, run, after } = waiting();
    expect(await after("hi\r\nvm# ", run.sentinel)).toBe("waits");
    expect(session.record).toEqual(["hi\r\nvm# ", 1]);
    expect(await after("vm")).toBe("waits");
    expect(await after("# ")).toBe("completed");
    expect(session.timers.pending.size).toBe(0);
  });

  test("at once where no prompt is to come", async () => {
    const { run, after } = waiting();
    expect(await after("hi\r\n", run.sentinel)).toBe("completed");
  });

  test("when a prompt that has changed has been drawn: when it is quiet", async () => {
    const { session, run, after } = waiting();
    expect(await after(`12:01 $ ${run.sentinel}`)).toBe("waits");
    expect(session.coordinator.quietLimitMs).toBeUndefined();
    expect(await after("12:02")).toBe("waits");
    expect(session.coordinator.quietLimitMs).toBe(20);
    expect(await after(" $ ")).toBe("waits");
    await session.coordinator.quiet(20);
    expect(await after()).toBe("completed");
    expect(session.coordinator.quietLimitMs).toBeUndefined();
  });

  test.each([
    ["when input is about to be written", (session: FakeSession) => session.coordinator.releaseHeld()],
    ["when the shell takes too long", async (session: FakeSession) => session.timers.fireAll()],
    ["when the session exits", async (session: FakeSession) => session.coordinator.resetForExit()],
    ["when the session’s output ends", (session: FakeSession) => session.coordinator.flushPtyDataOnExit()],
    ["when the next run completes", (session: FakeSession) => session.feed(session.run(2).sentinel)],
  ])("%s", async (_, act) => {
    const { session, run, after } = waiting();
    expect(await after(`vm# ${run.sentinel}`)).toBe("waits");
    await act(session);
    expect(await after()).toBe("completed");
    session.coordinator.resetForExit();
    expect(session.timers.pending.size).toBe(0);
  });

  test("as completed, though its caller’s time has run out meanwhile", async () => {
    const { session, run, after } = waiting(7);
    expect(await after(`vm# ${run.sentinel}`)).toBe("waits");
    for (const { delayMs, fire } of session.timers.pending.values()) if (delayMs === 7) fire();
    expect(await after()).toBe("completed");
  });

  test("as timed out when its time had run out before its sentinel", async () => {
    const { session, run, after } = waiting();
    session.timers.fireAll();
    expect(await after(`vm# ${run.sentinel}vm# `)).toBe("timeout");
    expect(session.record).toEqual(["vm# ", 1]);
  });
});
