import { describe, expect, test } from "bun:test";
import { FakeSession } from "./harness.ts";

describe("session exit", () => {
  test.each([
    ["the scanner", "\x1b_A0", ""],
    ["the sanitizer", " printf", ""],
    ["both", " printf '", "\x1b_A000"],
  ])("flushes what %s holds", async (_, sanitizer, scanner) => {
    const session = new FakeSession();
    session.run(1);
    await session.feed(`out.${sanitizer}${scanner}`);
    expect(session.record).toEqual(["out."]);
    await session.coordinator.flushPtyDataOnExit();
    expect(session.record).toEqual([`out.${sanitizer}${scanner}`]);
  });

  test("flushes a second prompt that was only begun", async () => {
    const session = new FakeSession();
    const run = session.run(1);
    await session.feed(`vm$ ${run.sentinel}vm`);
    await session.coordinator.flushPtyDataOnExit();
    expect(session.record).toEqual(["vm$ ", 1, "vm"]);
  });

  test("flushing waits for slow appenders", async () => {
    const session = new FakeSession({ slow: true });
    session.run(1);
    void session.feed("a", "b");
    void session.coordinator.ingestPtyData(new Uint8Array([99, 0x1b]));
    await session.coordinator.flushPtyDataOnExit();
    expect(session.record.join("")).toContain("c\x1b");
  });

  test("resolves pending waiters as exited, invents no completion, clears timers; twice", async () => {
    const session = new FakeSession();
    const waits = [session.run(1).wait(1000), session.run(2).wait(0)];
    session.coordinator.resetForExit();
    session.coordinator.resetForExit();
    expect(await Promise.all(waits)).toEqual([{ kind: "exited" }, { kind: "exited" }]);
    expect(session.timers.pending.size).toBe(0);
    expect(session.log).toEqual([]);
  });

  test("a wait that begins after the exit is exited as well", async () => {
    const session = new FakeSession();
    const run = session.run(1);
    session.coordinator.resetForExit();
    expect(await run.wait(1000)).toEqual({ kind: "exited" });
  });

  test("afterwards all state is gone: bytes go through, a sentinel is output, a late run is exited", async () => {
    const session = new FakeSession();
    const run = session.run(1);
    await session.feed(" print", "\x1b_A");
    session.coordinator.resetForExit();
    expect(session.coordinator.quietLimitMs).toBeUndefined();
    await session.feed(run.sentinel);
    const late = session.run(2);
    expect(await late.wait(0)).toEqual({ kind: "exited" });
    await session.feed(late.sentinel);
    expect(session.record).toEqual([run.sentinel + late.sentinel]);
  });

  test("a completion that waits for its turn is not recorded any more", async () => {
    const session = new FakeSession({ slow: true });
    const run = session.run(1);
    const waiting = run.wait(0);
    const fed = session.feed(`a\n${run.sentinel}b`);
    session.coordinator.resetForExit();
    await fed;
    expect(session.record).toEqual(["a\nb"]);
    expect(await waiting).toEqual({ kind: "exited" });
  });

  test("a completion that is being recorded does not change what the waiter was told", async () => {
    const session = new FakeSession({ slow: true });
    const run = session.run(1);
    const fed = session.feed(run.sentinel);
    session.coordinator.resetForExit();
    await fed;
    expect(session.record).toEqual([1]);
    expect(await run.wait(0)).toEqual({ kind: "exited" });
  });

  test("forgets a second prompt that was begun", async () => {
    const session = new FakeSession();
    await session.feed(`vm# ${session.run(1).sentinel}vm`);
    session.coordinator.resetForExit();
    expect(session.coordinator.quietLimitMs).toBeUndefined();
    await session.feed("# x");
    expect(session.record).toEqual(["vm# ", 1, "# x"]);
  });
});
