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

  test("what is held is a copy: the caller may use its buffer again", async () => {
    const session = new FakeSession();
    session.run(1);
    const buffer = bytesOf("out printf");
    await session.coordinator.ingestPtyData(buffer);
    buffer.fill(0x21);
    await session.feed("x");
    expect(session.record).toEqual(["out printfx"]);
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
