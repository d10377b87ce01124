import { describe, expect, test } from "bun:test";
import { resolve } from "node:path";
import { age, cells, count, milliseconds, oneOf, outPath } from "../../src/cli/values.ts";
import { AppError, type ErrorCode } from "../../src/protocol/errors.ts";

const PARSERS: {
  name: string;
  parse: (text: string) => unknown;
  code: ErrorCode;
  good: [string, unknown][];
  bad: string[];
}[] = [
  {
    name: "milliseconds",
    parse: milliseconds("--x"),
    code: "INVALID_DURATION",
    good: [
      ["0", 0],
      ["2147483647", 2147483647],
      ["007", 7],
    ],
    bad: ["", "-1", "+1", "1.5", "1e3", "1s", " 1", "2147483648", "٣"],
  },
  {
    name: "cells",
    parse: cells("--x"),
    code: "INVALID_DIMENSIONS",
    good: [
      ["1", 1],
      ["1000", 1000],
    ],
    bad: ["", "0", "1001", "-1", "80.0", "eighty"],
  },
  {
    name: "age",
    parse: age("--x"),
    code: "INVALID_DURATION",
    good: [
      ["0s", 0],
      ["30m", 1_800_000],
      ["1h", 3_600_000],
      ["7d", 604_800_000],
    ],
    bad: ["", "7", "-1d", "1.5h", "1 h", "1w", "1H", "d", "9999999999999999d"],
  },
  {
    name: "count",
    parse: count("--x"),
    code: "INVALID_INPUT",
    good: [
      ["0", 0],
      ["9007199254740991", Number.MAX_SAFE_INTEGER],
    ],
    bad: ["", "-1", "1.5", "9007199254740992"],
  },
  {
    name: "oneOf",
    parse: oneOf("--x", ["one", "two"]),
    code: "INVALID_INPUT",
    good: [
      ["one", "one"],
      ["two", "two"],
    ],
    bad: ["", "One", "three", "toString"],
  },
];

describe.each(PARSERS)("$name", ({ parse, code, good, bad }) => {
  test.each(good)("takes %p", (text, value) => {
    expect(parse(text)).toBe(value);
  });

  test.each(bad)("refuses %p, naming it and the option", (text) => {
    expect(() => parse(text)).toThrow(AppError);
    try {
      parse(text);
    } catch (error) {
      const { code: actual, message, details } = error as AppError;
      expect(actual).toBe(code);
      expect(message).toStartWith("--x must be ");
      expect(message).toEndWith(`, not '${text}'.`);
      expect(details).toMatchObject({ option: "--x", value: text });
    }
  });
});

describe("outPath", () => {
  test.each(["here", "./-", "a/-", "--"])("takes %p", (text) => {
    expect(outPath(text)).toBe(resolve(text));
  });

  test("refuses '-', which others take for standard output, and says how such a file is named", () => {
    expect(() => outPath("-")).toThrow(
      expect.objectContaining({
        code: "INVALID_INPUT",
        message: "--out takes a path: standard output has the result. For a file called '-' write './-'.",
        details: { option: "--out", value: "-" },
      }),
    );
  });
});
