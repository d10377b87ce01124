import { describe, expect, test } from "bun:test";
import { StateWatch } from "../../src/core/state-watch.ts";

describe("StateWatch", () => {
  test("a state that has been so quietly is found at once", () => {
    expect(new StateWatch("ready").look({ state: "ready", quietMs: 40, nowMs: 1000 })).toBeUndefined();
    expect(new StateWatch("exited").look({ state: "exited", quietMs: 0, nowMs: 1000 })).toBeUndefined();
  });

  test("one that has just come must last", () => {
    const watch = new StateWatch("ready");
    expect(watch.look({ state: "ready", quietMs: 0, nowMs: 1000 })).toEqual({ recheckInMs: 30 });
    expect(watch.look({ state: "running", quietMs: 0, nowMs: 1010 })).toEqual({ recheckInMs: 30 });
    expect(watch.look({ state: "ready", quietMs: 0, nowMs: 1020 })).toEqual({ recheckInMs: 30 });
    // Output of a background job makes no difference.
    expect(watch.look({ state: "ready", quietMs: 0, nowMs: 1045 })).toEqual({ recheckInMs: 5 });
    expect(watch.look({ state: "ready", quietMs: 5, nowMs: 1050 })).toBeUndefined();
  });

  test("a moment's work after a long quiet is none", () => {
    const watch = new StateWatch("running");
    expect(watch.look({ state: "running", quietMs: 9000, nowMs: 1000 })).toEqual({ recheckInMs: 30 });
    expect(watch.look({ state: "awaiting-input", quietMs: 9030, nowMs: 1030 })).toEqual({ recheckInMs: 250 });
  });

  test.each([
    [0, 30],
    [29, 1],
    [30, 70],
    [100, 150],
    [250, 250],
    [60_000, 250],
  ])("after %d ms of quiet it looks again in %d ms, never more often than quiet can tell", (quietMs, recheckInMs) => {
    expect(new StateWatch("ready").look({ state: "unknown", quietMs, nowMs: 0 })).toEqual({ recheckInMs });
  });
});
