import { describe, expect, test } from "bun:test";
import { logicalText, screenHashInput, screenText, trimTrailingBlanks } from "../../src/core/screen-text.ts";

describe("trimTrailingBlanks", () => {
  test.each([
    ["", ""],
    ["   ", ""],
    ["a b  ", "a b"],
    ["  a", "  a"],
    ["a\u00a0", "a\u00a0"],
    ["漢　 ", "漢　"],
  ])("%j gives %j", (text, expected) => {
    expect(trimTrailingBlanks(text)).toBe(expected);
  });
});

describe("screenText", () => {
  test("keeps every row, also empty ones", () => {
    expect(screenText(["a  ", "", "b", ""])).toBe("a\n\nb\n");
  });

  test("of no rows is empty", () => {
    expect(screenText([])).toBe("");
  });

  test("is what the hash is of", () => {
    expect(screenHashInput(["a ", "b"])).toBe("a\nb");
  });
});

describe("logicalText", () => {
  const row = (text: string, wrapped = false) => ({ text, wrapped });

  test("joins what the terminal wrapped, over any number of rows", () => {
    expect(logicalText([row("one t"), row("wo th", true), row("ree", true), row("four")])).toBe("one two three\nfour");
  });

  test("keeps a blank at the margin", () => {
    expect(logicalText([row("one "), row("two", true)])).toBe("one two");
  });

  test("starts a line at a first row that continues the scrollback", () => {
    expect(logicalText([row("tail", true), row("next")])).toBe("tail\nnext");
  });

  test("trims a line that was wrapped into blanks", () => {
    expect(logicalText([row("abc  "), row("", true), row("d")])).toBe("abc\nd");
  });
});
