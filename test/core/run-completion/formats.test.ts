import { describe, expect, test } from "bun:test";
import { FakeSession, markerOf } from "./harness.ts";

describe("formats", () => {
  test("a marker", () => {
    const { coordinator } = new FakeSession({ tokens: ["000102030405060708090a0b0c0d0eff"] });
    expect(coordinator.prepareWaitedRun().marker).toBe("__AT_MARKER_000102030405060708090a0b0c0d0eff__");
  });

  test("preparing changes no state: the marker is not active, and another one differs", () => {
    const session = new FakeSession();
    const { marker } = session.coordinator.prepareWaitedRun();
    expect(session.coordinator.prepareWaitedRun().marker).not.toBe(marker);
    expect(session.coordinator.registerWaitedRun({ marker, inputRunSeq: 0 }).sentinel).toStartWith("\x1b_A");
  });

  test("a sentinel is an APC control string", () => {
    expect(new FakeSession({ tokens: ["0123456789abcdef"] }).run().sentinel).toBe("\x1b_A0123456789abcdef\x1b\\");
  });

  test("a postamble prints the sentinel, and contains neither it nor the marker nor a control character", () => {
    const { postamble, sentinel, marker } = new FakeSession({ tokens: ["0123456789abcdef"] }).run();
    expect(postamble).toBe(String.raw` printf '\033_A0123456789abcdef\033\134'`);
    expect(postamble.length).toBeLessThanOrEqual(64);
    expect(postamble).not.toContain(sentinel);
    expect(postamble).not.toContain(marker);
    expect(postamble).toMatch(/^[ -~]+$/);
  });

  test("a postamble for a shell that is known tells the status too, and leaves it as it was", () => {
    const lineIn = (dialect: "posix" | "bash" | "fish") =>
      new FakeSession({ tokens: ["0123456789abcdef"] }).run(1, { dialect });
    const { postamble } = lineIn("posix");
    expect(postamble).toBe(String.raw` (s=$?;printf '\033_A0123456789abcdef;%s\33\\' $s;exit $s)&&(:)`);
    expect(postamble.length).toBeLessThanOrEqual(64);
    const bash = lineIn("bash").postamble;
    expect(bash).toMatch(/^ ! \(s=\$\?;printf '\\033_A0123456789abcdef;%s\\033\\134' \$s;exit \$s\);[ -~]+$/);
    expect(bash.length).toBeLessThanOrEqual(200);
    expect(lineIn("fish").postamble).toBe(
      String.raw` begin;set -l s $status;printf '\033_A0123456789abcdef;%s\033\134' $s;return $s;end`,
    );
  });
});

describe("registration", () => {
  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("refuses inputRunSeq %p", (inputRunSeq) => {
    const { coordinator } = new FakeSession();
    expect(() => coordinator.registerWaitedRun({ marker: markerOf(1), inputRunSeq })).toThrow(RangeError);
  });

  test.each(["", "__AT_MARKER_12__", `${markerOf(1)}\n`, markerOf(10).toUpperCase()])("refuses marker %p", (marker) => {
    const { coordinator } = new FakeSession();
    expect(() => coordinator.registerWaitedRun({ marker, inputRunSeq: 1 })).toThrow(RangeError);
  });

  test("refuses a run that is active already, by marker or by seq", () => {
    const session = new FakeSession();
    session.run(1);
    const again = (marker: string, inputRunSeq: number) => () =>
      session.coordinator.registerWaitedRun({ marker, inputRunSeq });
    expect(again(markerOf(1), 2)).toThrow("already registered");
    expect(again(markerOf(2), 1)).toThrow("already registered");
  });

  test("a refused registration leaves nothing behind", async () => {
    const session = new FakeSession();
    expect(() => session.coordinator.registerWaitedRun({ marker: "x", inputRunSeq: 1 })).toThrow();
    session.run(1);
  });

  test("draws a token again that an active run has", () => {
    const session = new FakeSession({ tokens: ["00000000000000aa", "00000000000000aa", "00000000000000bb"] });
    expect(session.run().sentinel).toContain("00000000000000aa");
    expect(session.run().sentinel).toContain("00000000000000bb");
  });

  test("gives up with a random source that repeats itself for ever", () => {
    const session = new FakeSession({ tokens: Array(100).fill("00000000000000aa") });
    session.run();
    expect(() => session.run()).toThrow("random");
  });
});
