import { describe, expect, test } from "bun:test";
import { isMarker, makeMarker } from "../../../src/core/run-completion/marker.ts";
import { bash, FakeSession, markerOf, marks, never, PROMPTED, prompt, readySession } from "./harness.ts";

describe("the session's exit", () => {
  test("ends all waiting, records no end, and may come again", async () => {
    const session = readySession();
    const waits = [session.enter(1).wait(never()), session.run(2, "x", { shellId: "unknown" }).wait(never())];
    session.taken();
    session.coordinator.resetForExit();
    session.coordinator.resetForExit();
    expect(await Promise.all(waits)).toEqual([{ kind: "exited" }, { kind: "exited" }]);
    expect(session.log).toEqual([]);
  });

  test("ends waiting that begins later, and that for runs which are registered later", async () => {
    const session = readySession();
    const before = session.enter(1);
    session.coordinator.resetForExit();
    const after = session.run(2);
    expect(await before.wait(never())).toEqual({ kind: "exited" });
    expect(await after.wait(never())).toEqual({ kind: "exited" });
    after.complete("sentinel", 0);
    expect(session.log).toEqual([]);
  });

  test("leaves the end of a run that was recorded before", async () => {
    const session = readySession();
    const run = session.enter(1);
    session.feed(marks.start() + prompt(3));
    session.sleep();
    session.coordinator.resetForExit();
    expect(await run.wait(never())).toMatchObject({ kind: "completed", exitCode: 3 });
  });

  test("forgets the shells", () => {
    const session = readySession();
    session.enter(1);
    session.coordinator.resetForExit();
    expect(session.coordinator.phaseOf(bash.id)).toBe("starting");
    expect(session.coordinator.mayEnd).toBe(false);
    session.taken();
    session.sleep();
    expect(session.log).toEqual([]);
  });
});

describe("registering a run", () => {
  test.each([
    ["no marker", { marker: "marker" }],
    ["a marker with more around it", { marker: `${markerOf(1)}x` }],
    ["a marker of capital digits", { marker: markerOf(1).replace("0001", "000A") }],
    ["a negative seq", { inputRunSeq: -1, marker: markerOf(1) }],
    ["half a seq", { inputRunSeq: 1.5, marker: markerOf(1) }],
    ["a seq that is too large", { inputRunSeq: 2 ** 53, marker: markerOf(1) }],
  ])("%s is refused, and changes nothing", (_what, registration) => {
    const session = readySession();
    expect(() => session.run(1, "x", registration)).toThrow(RangeError);
    session.run(1);
    expect(session.log).toEqual([]);
  });

  test("twice is refused, and the first goes on", () => {
    const session = readySession();
    session.enter(1);
    expect(() => session.run(1)).toThrow("run already registered: seq 1");
    session.feed(marks.start() + prompt(3));
    session.sleep();
    expect(session.log).toEqual([
      { kind: "start", run: 1 },
      { kind: "end", exitCode: 3, run: 1 },
      ...PROMPTED,
      { complete: 1, exitCode: 3 },
    ]);
  });
});

describe("a marker", () => {
  test("is made of 16 random bytes", () => {
    const bytes = Uint8Array.from({ length: 16 }, (_, index) => index * 17);
    const marker = makeMarker((count) => bytes.subarray(0, count));
    expect(marker).toBe("__AT_MARKER_00112233445566778899aabbccddeeff__");
    expect(isMarker(marker)).toBe(true);
  });

  test("is made without registering anything", () => {
    const session = new FakeSession();
    expect(session.coordinator.prepareWaitedRun()).toEqual({ marker: `__AT_MARKER_${"ab".repeat(16)}__` });
    expect(session.log).toEqual([]);
  });
});

describe("a recorder that throws", () => {
  const failing = (what: "output" | "complete" | "shell") => {
    let isOn = false;
    const session = readySession(bash, {
      onAppend: (appended) => {
        if (isOn && appended === what) throw new Error(`no ${what}`);
      },
    });
    isOn = true;
    return session;
  };

  test("output: the failure goes up", () => {
    const session = failing("output");
    expect(() => session.feed("out")).toThrow("no output");
  });

  test("what a shell tells: the failure goes up", () => {
    const session = failing("shell");
    expect(() => session.feed(marks.start())).toThrow("no shell");
    expect(session.log).toEqual([]);
  });

  test("an end: the failure goes up, and to who waits", async () => {
    const session = failing("complete");
    const run = session.enter(1);
    const waiting = run.wait(never());
    session.feed(marks.start() + prompt());
    expect(() => session.sleep()).toThrow("no complete");
    await expect(waiting).rejects.toThrow("no complete");
    await expect(run.wait(never())).rejects.toThrow("no complete");
  });

  test("an end by an answer: the failure goes up, and to who waits", async () => {
    const session = failing("complete");
    const run = session.run(1);
    expect(() => run.complete("sentinel", 0)).toThrow("no complete");
    await expect(run.wait(never())).rejects.toThrow("no complete");
  });
});
