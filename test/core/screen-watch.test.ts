import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type ScreenLook, ScreenWatch } from "../../src/core/screen-watch.ts";
import { parseWaitCondition, type ScreenCondition, type WaitInput } from "../../src/core/wait-condition.ts";

function watch(input: WaitInput): ScreenWatch {
  return new ScreenWatch(parseWaitCondition(input) as ScreenCondition);
}

function screen(text: string, more: Partial<ScreenLook & { nowMs: number }> = {}): ScreenLook & { nowMs: number } {
  return { seq: 1, visibleText: text, logicalText: text, cursorRow: 0, cursorCol: 0, nowMs: 0, ...more };
}

const NOT_YET = { done: false } as const;

describe("text and regular expressions", () => {
  test("a text anywhere on the screen", () => {
    const match = { matchedText: "b\nc", cursorRow: 2, cursorCol: 1, capturedAtSeq: 7 };
    const look = screen("ab\ncd\n", { seq: 7, cursorRow: 2, cursorCol: 1 });
    expect(watch({ text: "b\nc" }).look(look)).toEqual({ done: true, result: match });
    expect(watch({ text: "bc" }).look(look)).toEqual(NOT_YET);
  });

  test("a regular expression gives what it matched, line by line", () => {
    const look = screen("one 1\ntwo 22\n$ ");
    expect(watch({ regex: "^two \\d+$" }).look(look)).toMatchObject({ done: true, result: { matchedText: "two 22" } });
    expect(watch({ regex: "^\\d" }).look(look)).toEqual(NOT_YET);
    expect(watch({ regex: "x*" }).look(look)).toMatchObject({ done: true, result: { matchedText: "" } });
  });

  test("a line that the terminal wrapped is one line, and also two", () => {
    const look = screen("long li\nne", { logicalText: "long line" });
    for (const text of ["li\nne", "line"]) {
      expect(watch({ text }).look(look)).toMatchObject({ done: true, result: { matchedText: text } });
    }
    expect(watch({ regex: "l.*e$" }).look(look)).toMatchObject({ done: true, result: { matchedText: "long line" } });
  });

  test("the wrapped text is only asked for when it is needed", () => {
    const logicalText = () => {
      throw new Error("asked");
    };
    expect(watch({ text: "a" }).look(screen("a", { logicalText }))).toMatchObject({ done: true });
    expect(watch({ cursorRow: 0 }).look(screen("a", { logicalText }))).toMatchObject({ done: true });
    expect(() => watch({ text: "b" }).look(screen("a", { logicalText }))).toThrow("asked");
  });
});

describe("the blank before the cursor", () => {
  const prompt = screen("done\n$", { cursorRow: 1, cursorCol: 2, cursorLine: () => "$ " });

  test.each([{ text: "$ " }, { text: "done\n$ " }, { regex: "\\$ $" }])(
    "is matched, as a prompt ends in one: %p",
    (input) => {
      expect(watch(input).look(prompt)).toMatchObject({ done: true });
    },
  );

  test("does not keep the trimmed line from matching", () => {
    expect(watch({ regex: "^\\$$" }).look(prompt)).toMatchObject({ done: true, result: { matchedText: "$" } });
  });

  test("is not matched in other rows", () => {
    expect(watch({ text: "done " }).look(prompt)).toEqual(NOT_YET);
  });
});

describe("conditions hold together", () => {
  test.each([
    [{ cursorRow: 3 }, true],
    [{ cursorCol: 4 }, true],
    [{ cursorRow: 3, cursorCol: 4, text: "a" }, true],
    [{ cursorRow: 3, cursorCol: 0, text: "a" }, false],
    [{ cursorRow: 0, cursorCol: 4, text: "a" }, false],
    [{ cursorRow: 3, cursorCol: 4, text: "b" }, false],
  ])("%p: %p", (input, done) => {
    expect(watch(input).look(screen("a", { cursorRow: 3, cursorCol: 4 })).done).toBe(done);
  });

  test("without a text there is no matched text", () => {
    expect(watch({ cursorRow: 0 }).look(screen("a"))).toEqual({
      done: true,
      result: { cursorRow: 0, cursorCol: 0, capturedAtSeq: 1 },
    });
  });
});

describe("stability", () => {
  test("counts from the first look, and says when to look again", () => {
    const watching = watch({ screenStableMs: 100 });
    expect(watching.look(screen("a", { nowMs: 1000 }))).toEqual({ done: false, recheckInMs: 100 });
    expect(watching.look(screen("a", { nowMs: 1030 }))).toEqual({ done: false, recheckInMs: 70 });
    expect(watching.look(screen("a", { nowMs: 1100 }))).toMatchObject({ done: true });
  });

  test.each([
    ["the text", { visibleText: "b" }],
    ["the cursor's row", { cursorRow: 1 }],
    ["the cursor's column", { cursorCol: 1 }],
  ])("begins anew when %s changes", (_what, change) => {
    const watching = watch({ screenStableMs: 100 });
    watching.look(screen("a", { nowMs: 0 }));
    expect(watching.look(screen("a", { nowMs: 99, ...change }))).toEqual({ done: false, recheckInMs: 100 });
    expect(watching.look(screen("a", { nowMs: 100 }))).toEqual({ done: false, recheckInMs: 100 });
  });

  test("does not begin anew for an event that leaves the screen as it was", () => {
    const watching = watch({ screenStableMs: 100 });
    watching.look(screen("a", { nowMs: 0, seq: 1 }));
    expect(watching.look(screen("a", { nowMs: 100, seq: 9 }))).toMatchObject({
      done: true,
      result: { capturedAtSeq: 9 },
    });
  });

  test("of no time at all holds at once", () => {
    expect(watch({ screenStableMs: 0 }).look(screen("a"))).toMatchObject({ done: true });
  });

  test("does not ask to be looked at again when another condition fails: only a change can help", () => {
    const watching = watch({ screenStableMs: 100, text: "b" });
    expect(watching.look(screen("a"))).toEqual(NOT_YET);
    expect(watching.look(screen("b", { nowMs: 50 }))).toEqual({ done: false, recheckInMs: 100 });
  });
});

describe("after an event", () => {
  test("older screens do not count, and stability begins at a newer one", () => {
    const watching = watch({ text: "a", screenStableMs: 100, afterSeq: 5 });
    expect(watching.look(screen("a", { seq: 5, nowMs: 0 }))).toEqual(NOT_YET);
    expect(watching.look(screen("a", { seq: 5, nowMs: 1000 }))).toEqual(NOT_YET);
    expect(watching.look(screen("a", { seq: 6, nowMs: 1000 }))).toEqual({ done: false, recheckInMs: 100 });
    expect(watching.look(screen("a", { seq: 6, nowMs: 1100 }))).toMatchObject({ done: true });
  });
});

describe("finalLook", () => {
  test("a match is a match, and the screen is stable", () => {
    const watching = watch({ text: "a", screenStableMs: 100_000 });
    expect(watching.finalLook(screen("xay", { seq: 3 }))).toEqual({
      matchedText: "a",
      cursorRow: 0,
      cursorCol: 0,
      capturedAtSeq: 3,
    });
    expect(watching.finalLook(screen("x"))).toBeUndefined();
  });

  test("still needs a screen that is new enough", () => {
    expect(watch({ text: "a", afterSeq: 5 }).finalLook(screen("a", { seq: 5 }))).toBeUndefined();
    expect(watch({ text: "a", afterSeq: 5 }).finalLook(screen("a", { seq: 6 }))).toBeDefined();
  });
});

test("a host that looks at each change and when asked to finds stability exactly when it is there", () => {
  const change = fc.record({ afterMs: fc.integer({ min: 1, max: 200 }), text: fc.constantFrom("a", "b") });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
      const watching = watch({ screenStableMs: 100 });
      let [nowMs, text, sinceMs] = [0, "a", 0];
      let answer = watching.look(screen(text, { nowMs }));
      for (const { afterMs, text: next } of [...changes, { afterMs: 1000, text: "c" }]) {
        const changeMs = nowMs + afterMs;
        const recheckMs = nowMs + (answer.done ? 0 : (answer.recheckInMs ?? Number.POSITIVE_INFINITY));
        if (recheckMs <= changeMs) {
          answer = watching.look(screen(text, { nowMs: recheckMs }));
          expect(answer.done).toBe(true);
          expect(recheckMs).toBe(sinceMs + 100);
          return;
        }
        if (next !== text) sinceMs = changeMs;
        [nowMs, text] = [changeMs, next];
        answer = watching.look(screen(text, { nowMs }));
      }
      throw new Error("never stable");
    }),
  );
});
