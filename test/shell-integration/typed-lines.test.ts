import { describe, expect, test } from "bun:test";
import type { Dialect } from "../../src/core/dialect.ts";
import { readMark } from "../../src/core/shell-marks/grammar.ts";
import { introductionLine } from "../../src/shell-integration/introduction.ts";
import { questionLine } from "../../src/shell-integration/question.ts";

const WORD = "0123456789abcdef0123456789abcdef";
const DIALECTS: readonly Dialect[] = ["posix", "bash", "zsh", "fish", "plain"];

/** ksh93 in vi mode takes no longer line; busybox takes 1,022 characters. */
const LONGEST = 1018;

const LINES: readonly (readonly [string, string])[] = [
  ...DIALECTS.map((dialect) => [`a question, ${dialect}`, questionLine(WORD, dialect)] as const),
  ...(["posix", "bash", "zsh", "fish", undefined] as const).map(
    (dialect) => [`an introduction, ${dialect}`, introductionLine(WORD, dialect)] as const,
  ),
];

describe.each(LINES)("%s", (what, line) => {
  test("is one line of printable ASCII that any editor takes", () => {
    expect(line).toMatch(/^[\x20-\x7e]+$/);
    expect(line.length).toBeLessThanOrEqual(LONGEST);
    if (what.startsWith("an introduction")) {
      expect(line).not.toContain("!");
      expect(line).toContain("__at_");
    }
  });

  test("begins with a blank, which keeps it out of histories", () => {
    expect(line).toMatch(/^ \S/);
  });

  test("bears the session's word, and looks like no mark", () => {
    expect(line).toContain(`aid=${WORD}`);
    const bytes = new TextEncoder().encode(line);
    for (const at of bytes.keys()) expect(readMark(bytes, at, WORD).kind).not.toBe("whole");
  });
});

test.each(["", "0123", WORD.toUpperCase(), `${WORD}0`, `${WORD.slice(1)};`])(
  "an introduction refuses the word %j",
  (word) => {
    expect(() => introductionLine(word)).toThrow("32 hexadecimal digits");
  },
);
