import { describe, expect, test } from "bun:test";
import { RunCompletionCoordinator } from "../../../src/core/run-completion/coordinator.ts";
import { bytesOf, FakeSession, FakeTimers, markerOf, scriptedRandom } from "./harness.ts";

function recording() {
  const outputs: Uint8Array[] = [];
  const coordinator = new RunCompletionCoordinator(
    { appendOutput: (bytes) => void outputs.push(bytes), appendRunComplete: () => 0 },
    { randomBytes: scriptedRandom(), timers: new FakeTimers() },
  );
  return { outputs, coordinator };
}

/** Fails a test on the first look at a byte. */
function unreadable(): Uint8Array {
  return new Proxy(new Uint8Array(4), {
    get() {
      throw new Error("looked at");
    },
  });
}

describe("a flood", () => {
  test("with no run active passes untouched, unscanned, at once", () => {
    const { outputs, coordinator } = recording();
    const chunk = unreadable();
    expect(coordinator.ingestPtyData(chunk)).toBeUndefined();
    expect(outputs[0] === chunk).toBe(true);
  });

  test("does so again after a run has completed and its second prompt has come", () => {
    const { outputs, coordinator } = recording();
    const { sentinel } = coordinator.registerWaitedRun({ marker: markerOf(1), inputRunSeq: 1 });
    coordinator.ingestPtyData(bytesOf(`$ ${sentinel}$ `));
    const chunk = unreadable();
    coordinator.ingestPtyData(chunk);
    expect(outputs[outputs.length - 1] === chunk).toBe(true);
  });

  test("with a run active is appended inside the call, as the same object where nothing is hidden", () => {
    const { outputs, coordinator } = recording();
    coordinator.registerWaitedRun({ marker: markerOf(1), inputRunSeq: 1 });
    const chunk = bytesOf("y\r\n".repeat(1000));
    expect(coordinator.ingestPtyData(chunk)).toBeUndefined();
    expect(outputs).toHaveLength(1);
    expect(outputs[0]).toBe(chunk);
  });

  test.each([
    ["the scanner", "", "\x1b_A0"],
    ["the sanitizer", "", " print"],
    ["the prompt fold", "$ -> $ \x1b_A0000000000000001\x1b\\", "$"],
  ])("what %s holds is a copy: the caller may use its buffer again", async (_, setUp, held) => {
    const session = new FakeSession();
    session.run(1);
    session.run(2);
    await session.feed(setUp);
    const before = session.record.join("");
    const buffer = bytesOf(held);
    await session.coordinator.ingestPtyData(buffer);
    expect(session.record.join("")).toBe(before);
    buffer.fill(0x21);
    await session.feed("x");
    expect(session.record.join("")).toBe(`${before}${held}x`);
  });

  test.each([
    ["a suspicion", "p\x1b]0;\\", 256],
    ["a recognised echo", ` printf '\\033_A0000000000000001\\033\\134'\x1b[K\x1b]0;`, 4096],
  ])("behind %s holds no more than its limit", async (_, start, limit) => {
    const session = new FakeSession();
    session.run(1);
    await session.feed(start, "x".repeat(limit - 20));
    expect(session.record).toEqual([]);
    await session.feed("x".repeat(20));
    expect(session.record.join("")).toEndWith(`]0;${start.endsWith("\\") ? "\\" : ""}${"x".repeat(limit)}`);
  });

  test("of what looks like the beginning of an echo never grows what is held", async () => {
    for (const piece of ["p\r", " ", " \r", "p\r\\", " printf '\\033_A\r\n", "\x1b]0;", "p\x1b["]) {
      const session = new FakeSession();
      session.run(1);
      const text = piece.repeat(4000);
      await session.feed(...(text.match(/[\s\S]{1,1000}/g) ?? []));
      const given = session.record.join("").length;
      expect(given).toBeGreaterThan(text.length - 4200);
      await session.coordinator.flushPtyDataOnExit();
      expect(session.record.join("")).toBe(text);
    }
  });
});
