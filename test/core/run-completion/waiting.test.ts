import { describe, expect, test } from "bun:test";
import { FakeSession } from "./harness.ts";

describe("waiting", () => {
  test("completed gives the record’s seq and clears the timer", async () => {
    const session = new FakeSession();
    const run = session.run(1);
    const waiting = run.wait(1000);
    expect([...session.timers.pending.values()].map((timer) => timer.delayMs)).toEqual([1000]);
    await session.feed(run.sentinel);
    expect(await waiting).toEqual({ kind: "completed", detection: "sentinel", seq: 100 });
    expect(session.timers.pending.size).toBe(0);
  });

  test("may begin after the completion", async () => {
    const session = new FakeSession();
    const run = session.run(1);
    await session.feed(run.sentinel);
    expect(await run.wait(1000)).toEqual({ kind: "completed", detection: "sentinel", seq: 100 });
    expect(session.timers.pending.size).toBe(0);
  });

  test("0 is no limit, and takes no timer", async () => {
    const session = new FakeSession();
    const run = session.run(1);
    const waiting = run.wait(0);
    expect(session.timers.pending.size).toBe(0);
    await session.feed(run.sentinel);
    expect((await waiting).kind).toBe("completed");
  });

  test("a limit longer than timers take does not fire at once", () => {
    const session = new FakeSession();
    void session.run(1).wait(1e12);
    expect([...session.timers.pending.values()][0]?.delayMs).toBe(2 ** 31 - 1);
  });

  test("a time-out ends only the waiting: the run completes later", async () => {
    const session = new FakeSession();
    const run = session.run(1);
    const waiting = run.wait(5);
    session.timers.fireAll();
    expect(await waiting).toEqual({ kind: "timeout" });
    await session.feed(`late\n${run.sentinel}`);
    expect(session.record).toEqual(["late\n", 1]);
  });

  test("completion and time-out in one tick give one result, whichever is first", async () => {
    for (const timeoutFirst of [true, false]) {
      const session = new FakeSession();
      const run = session.run(1);
      const waiting = run.wait(5);
      const fire = [...session.timers.pending.values()][0]?.fire;
      if (timeoutFirst) fire?.();
      await session.feed(run.sentinel);
      fire?.();
      expect((await waiting).kind).toBe(timeoutFirst ? "timeout" : "completed");
      expect(session.record).toEqual([1]);
    }
  });

  test("an abort ends the waiting like a time-out, and leaves no timer and no listener", async () => {
    const session = new FakeSession();
    const run = session.run(1);
    const client = new AbortController();
    const waiting = run.wait(1000, { signal: client.signal });
    client.abort();
    expect(await waiting).toEqual({ kind: "timeout" });
    expect(session.timers.pending.size).toBe(0);
    await session.feed(run.sentinel);
    expect(session.record).toEqual([1]);
  });

  test("with a signal that is aborted already", async () => {
    const session = new FakeSession();
    expect(await session.run(1).wait(1000, { signal: AbortSignal.abort() })).toEqual({ kind: "timeout" });
    expect(session.timers.pending.size).toBe(0);
  });

  test("a completion takes its abort listener away", async () => {
    const session = new FakeSession();
    const run = session.run(1);
    let listeners = 0;
    const signal = {
      aborted: false,
      addEventListener: () => listeners++,
      removeEventListener: () => listeners--,
    } as unknown as AbortSignal;
    const waiting = run.wait(0, { signal });
    expect(listeners).toBe(1);
    await session.feed(run.sentinel);
    await waiting;
    expect(listeners).toBe(0);
  });

  test("is used once", async () => {
    const run = new FakeSession().run(1);
    void run.wait(0);
    expect(() => run.wait(0)).toThrow("once");
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses %p as a time-out", (timeoutMs) => {
    const session = new FakeSession();
    expect(() => session.run(1).wait(timeoutMs)).toThrow(RangeError);
    expect(session.timers.pending.size).toBe(0);
  });
});
