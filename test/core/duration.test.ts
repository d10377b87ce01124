import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parseCount, parseDuration, parseMs } from "../../src/core/duration.ts";

const NOT_DIGITS = ["", " ", "-1", "+1", "1.5", "1e3", "0x10", "1_000", " 5", "5 ", "5\n", "NaN", "Infinity", "٣"];

describe("parseDuration", () => {
  test.each([
    ["500ms", 500],
    ["10s", 10_000],
    ["30m", 1_800_000],
    ["1h", 3_600_000],
    ["7d", 604_800_000],
    ["0s", 0],
  ])("%s", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each([...NOT_DIGITS, "5", "m", "5M", "5 m", "1h30m", "-1h", "1.5h", "7w", "9007199254740992ms", "99999999999d"])(
    "%p is none",
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe("parseMs and parseCount", () => {
  test("read decimal digits within their ranges", () => {
    expect(parseMs("0")).toBe(0);
    expect(parseMs("2147483647")).toBe(2147483647);
    expect(parseMs("2147483648")).toBeUndefined();
    expect(parseCount("9007199254740991")).toBe(9007199254740991);
    expect(parseCount("9007199254740992")).toBeUndefined();
  });

  test.each(NOT_DIGITS)("%p is none", (text) => {
    expect(parseMs(text)).toBeUndefined();
    expect(parseCount(text)).toBeUndefined();
  });

  test("read back any number", () => {
    fc.assert(fc.property(fc.nat({ max: 2 ** 31 - 1 }), (ms) => expect(parseMs(String(ms))).toBe(ms)));
  });
});
