import { describe, expect, test } from "bun:test";
import { parseWaitCondition, WaitConditionError, type WaitInput } from "../../src/core/wait-condition.ts";

function errorOf(input: WaitInput): Pick<WaitConditionError, "kind" | "field" | "value"> {
  try {
    parseWaitCondition(input);
  } catch (error) {
    if (error instanceof WaitConditionError) return { kind: error.kind, field: error.field, value: error.value };
  }
  throw new Error(`${JSON.stringify(input)} was accepted`);
}

describe("parseWaitCondition", () => {
  test.each<[WaitInput, unknown]>([
    [{ exit: true }, { kind: "exit", timeoutMs: 600_000 }],
    [
      { exit: true, timeoutMs: 0 },
      { kind: "exit", timeoutMs: 0 },
    ],
    [
      { exit: false, idleMs: "0" },
      { kind: "idle", idleMs: 0, timeoutMs: 600_000 },
    ],
    [
      { idleMs: 250, timeoutMs: "5000" },
      { kind: "idle", idleMs: 250, timeoutMs: 5000 },
    ],
    [
      { state: "awaiting-input", timeoutMs: 5 },
      { kind: "state", state: "awaiting-input", timeoutMs: 5 },
    ],
    [{ text: "$ " }, { kind: "screen", text: "$ ", timeoutMs: 600_000 }],
    [{ regex: "^ok" }, { kind: "screen", regex: /^ok/mu, timeoutMs: 600_000 }],
    [
      { cursorCol: "0", afterSeq: 0 },
      { kind: "screen", cursorCol: 0, afterSeq: 0, timeoutMs: 600_000 },
    ],
    [
      { text: "x", screenStableMs: 5, cursorRow: 1, cursorCol: 2, afterSeq: 3, timeoutMs: 4 },
      { kind: "screen", text: "x", stableMs: 5, cursorRow: 1, cursorCol: 2, afterSeq: 3, timeoutMs: 4 },
    ],
    [{ idleMs: 2 ** 31 - 1 }, { kind: "idle", idleMs: 2 ** 31 - 1, timeoutMs: 600_000 }],
  ])("%j", (input, condition) => {
    expect(parseWaitCondition(input)).toEqual(condition as never);
  });

  test.each<[WaitInput, "input" | "duration", string | undefined]>([
    [{}, "input", undefined],
    [{ exit: false }, "input", undefined],
    [{ timeoutMs: 5 }, "input", undefined],
    [{ afterSeq: 5 }, "input", undefined],
    [{ exit: true, idleMs: 5 }, "input", "exit"],
    [{ exit: true, text: "x" }, "input", "exit"],
    [{ idleMs: 5, screenStableMs: 5 }, "input", "idleMs"],
    [{ exit: true, afterSeq: 1 }, "input", "afterSeq"],
    [{ idleMs: 5, afterSeq: 1 }, "input", "afterSeq"],
    [{ text: "x", regex: "x" }, "input", "text"],
    [{ state: "unknown" }, "input", "state"],
    [{ state: "" }, "input", "state"],
    [{ state: "ready", text: "x" }, "input", "state"],
    [{ exit: true, state: "ready" }, "input", "exit"],
    [{ idleMs: 5, state: "ready" }, "input", "idleMs"],
    [{ state: "ready", afterSeq: 1 }, "input", "afterSeq"],
    [{ text: "" }, "input", "text"],
    [{ text: "x".repeat(1001) }, "input", "text"],
    [{ regex: "" }, "input", "regex"],
    [{ regex: "x".repeat(201) }, "input", "regex"],
    [{ regex: "(" }, "input", "regex"],
    [{ regex: "(a+)+$" }, "input", "regex"],
    [{ text: "x", cursorRow: -1 }, "input", "cursorRow"],
    [{ cursorRow: 1.5 }, "input", "cursorRow"],
    [{ cursorCol: "x" }, "input", "cursorCol"],
    [{ cursorCol: "" }, "input", "cursorCol"],
    [{ text: "x", afterSeq: "-1" }, "input", "afterSeq"],
    [{ idleMs: -1 }, "duration", "idleMs"],
    [{ idleMs: "1.5" }, "duration", "idleMs"],
    [{ idleMs: "0x10" }, "duration", "idleMs"],
    [{ idleMs: " 5" }, "duration", "idleMs"],
    [{ idleMs: Number.NaN }, "duration", "idleMs"],
    [{ screenStableMs: Number.POSITIVE_INFINITY }, "duration", "screenStableMs"],
    [{ screenStableMs: "5ms" }, "duration", "screenStableMs"],
    [{ exit: true, timeoutMs: 2 ** 31 }, "duration", "timeoutMs"],
    [{ exit: true, timeoutMs: "-1" }, "duration", "timeoutMs"],
  ])("refuses %j", (input, kind, field) => {
    const value = field === undefined ? undefined : input[field as keyof WaitInput];
    expect(errorOf(input)).toEqual({ kind, field: field as never, value });
  });

  test("counts characters, not UTF-16 units", () => {
    expect(parseWaitCondition({ text: "🙂".repeat(1000) }).kind).toBe("screen");
    expect(errorOf({ text: "🙂".repeat(1001) }).field).toBe("text");
    expect(parseWaitCondition({ regex: "🙂".repeat(200) }).kind).toBe("screen");
  });
});
