import { describe, expect, test } from "bun:test";
import { bytesOf, FakeSession, markerOf } from "./harness.ts";

/** A session whose append of what contains `text` fails. */
function failingOn(text: string, slow: boolean): FakeSession {
  return new FakeSession({
    slow,
    onAppend: (_, appended) => {
      if (appended.includes(text)) throw new Error(`cannot append ${text}`);
    },
  });
}

describe.each([false, true])("an append that fails, slow: %p", (slow) => {
  test("output: the failure goes up, what is behind it is not lost", async () => {
    const session = failingOn("bad", slow);
    const run = session.run(1);
    const waiting = run.wait(0);
    await expect(session.feed(`bad\n${run.sentinel}good`)).rejects.toThrow("cannot append bad");
    await session.feed(" more");
    expect(session.record).toEqual([1, "good more"]);
    expect((await waiting).kind).toBe("completed");
  });

  test("output with no run active", async () => {
    const session = failingOn("bad", slow);
    await expect(session.feed("bad")).rejects.toThrow("cannot append bad");
    await session.feed("good");
    expect(session.record).toEqual(["good"]);
  });

  test("run_complete: its waiter is rejected, and the failure goes up; another run goes on", async () => {
    const session = failingOn(markerOf(1), slow);
    const [one, two] = [session.run(1), session.run(2)];
    const [first, second] = [one.wait(1000), two.wait(1000)];
    const ended = Promise.allSettled([first, second]);
    await expect(session.feed(`a\n${one.sentinel}b\n${two.sentinel}`)).rejects.toThrow("cannot append");
    expect(await ended).toEqual([
      { status: "rejected", reason: new Error(`cannot append ${markerOf(1)}`) },
      { status: "fulfilled", value: { kind: "completed", detection: "sentinel", seq: 100 } },
    ]);
    expect(session.record).toEqual(["a\nb\n", 2]);
    expect(session.timers.pending.size).toBe(0);
  });

  test("run_complete before the waiting begins: told to the one who waits then", async () => {
    const session = failingOn("__AT", slow);
    const run = session.run(1);
    await expect(session.feed(run.sentinel)).rejects.toThrow("cannot append");
    await expect(run.wait(0)).rejects.toThrow("cannot append");
  });

  test("run_complete after a time-out: goes up, and to nobody else", async () => {
    const session = failingOn("__AT", slow);
    const run = session.run(1);
    const waiting = run.wait(5);
    session.timers.fireAll();
    await expect(session.feed(run.sentinel)).rejects.toThrow("cannot append");
    expect(await waiting).toEqual({ kind: "timeout" });
  });

  test("several in one read go up together", async () => {
    const session = failingOn("", slow);
    const run = session.run(1);
    await expect(session.feed(`a\n${run.sentinel}`)).rejects.toBeInstanceOf(AggregateError);
    await expect(run.wait(0)).rejects.toThrow();
  });

  test("the failed run can be registered again", async () => {
    const session = failingOn("__AT", slow);
    const run = session.run(1);
    await expect(session.feed(run.sentinel)).rejects.toThrow();
    session.run(1);
  });
});

test("reads that are not awaited are worked off in order, and each gets its own failure", async () => {
  const session = failingOn("bad", true);
  const run = session.run(1);
  const reads = ["a", "bad", `b\n${run.sentinel}`, "c", "d"].map((text) =>
    session.coordinator.ingestPtyData(bytesOf(text)),
  );
  const settled = await Promise.allSettled(reads);
  expect(settled.map((read) => read.status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled"]);
  expect(session.record).toEqual(["ab\n", 1, "cd"]);
});
