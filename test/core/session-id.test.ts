import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { classifySessionRef, encodeUlid, isUlid, validateSessionName } from "../../src/core/session-id.ts";

const timeMs = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

/** Decodes by arithmetic on the whole number, unlike the encoder. */
function numberOf(ulid: string): bigint {
  return [...ulid].reduce(
    (sum, character) => sum * 32n + BigInt("0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(character)),
    0n,
  );
}

describe("encodeUlid", () => {
  test.each([
    [0, new Uint8Array(10), "00000000000000000000000000"],
    [2 ** 48 - 1, new Uint8Array(10).fill(255), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"],
    [1469918176385, new Uint8Array(10), "01ARYZ6S410000000000000000"],
  ])("%p", (time, bytes, ulid) => {
    expect(encodeUlid(time, bytes)).toBe(ulid);
  });

  test("holds the time and every random bit", () => {
    fc.assert(
      fc.property(timeMs, random, (time, bytes) => {
        const ulid = encodeUlid(time, bytes);
        expect(isUlid(ulid)).toBe(true);
        const expected = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), BigInt(time));
        expect(numberOf(ulid)).toBe(expected);
      }),
    );
  });

  test("sorts by time", () => {
    fc.assert(
      fc.property(timeMs, timeMs, random, random, (one, other, bytes, others) => {
        fc.pre(one < other);
        expect(encodeUlid(one, bytes) < encodeUlid(other, others)).toBe(true);
      }),
    );
  });

  test("refuses what does not fit", () => {
    for (const time of [-1, 0.5, 2 ** 48, Number.NaN]) {
      expect(() => encodeUlid(time, new Uint8Array(10))).toThrow(RangeError);
    }
    for (const length of [0, 9, 11, 16]) expect(() => encodeUlid(0, new Uint8Array(length))).toThrow(RangeError);
  });
});

describe("isUlid", () => {
  test.each([
    ["01ARZ3NDEKTSV4RRFFQ69G5FAV", true],
    ["7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true],
    ["8ZZZZZZZZZZZZZZZZZZZZZZZZZ", false],
    ["01arz3ndektsv4rrffq69g5fav", false],
    ["01ARZ3NDEKTSV4RRFFQ69G5FA", false],
    ["01ARZ3NDEKTSV4RRFFQ69G5FAVX", false],
    ["01ARZ3NDEKTSV4RRFFQ69G5FAI", false],
    ["01ARZ3NDEKTSV4RRFFQ69G5FAL", false],
    ["01ARZ3NDEKTSV4RRFFQ69G5FAO", false],
    ["01ARZ3NDEKTSV4RRFFQ69G5FAU", false],
    ["01ARZ3NDEKTSV4RRFFQ69G5FAV\n", false],
  ])("%p: %p", (text, is) => {
    expect(isUlid(text)).toBe(is);
  });
});

describe("classifySessionRef", () => {
  test.each([
    ["", "invalid"],
    [".", "invalid"],
    ["..", "invalid"],
    ["../x", "invalid"],
    ["a/b", "invalid"],
    ["a\\b", "invalid"],
    ["a\0b", "invalid"],
    ["/", "invalid"],
    ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "ulid"],
    ["01ARZ3ND", "reference"],
    ["build", "reference"],
    ["...", "reference"],
    ["a.b", "reference"],
  ] as const)("%p: %s", (text, what) => {
    expect(classifySessionRef(text)).toBe(what);
  });
});

describe("validateSessionName", () => {
  test.each(["build", "my session", "a.b", "été", "日本", "x".repeat(100), "01ARZ3ND"])("%p will do", (name) => {
    expect(validateSessionName(name)).toBeUndefined();
  });

  test.each([
    ["", "empty"],
    ["x".repeat(101), "longer"],
    [".", "separator"],
    ["a/b", "separator"],
    ["a\nb", "control"],
    ["a\u2028b", "control"],
    [" a", "blank"],
    ["a ", "blank"],
    ["--json", "dash"],
    ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "session id"],
    ["01arz3ndektsv4rrffq69g5fav", "session id"],
  ])("%p will not", (name, reason) => {
    expect(validateSessionName(name)).toContain(reason);
  });

  test("whatever is a good name can be referred to", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (name) => {
        if (validateSessionName(name) === undefined) expect(classifySessionRef(name)).toBe("reference");
      }),
    );
  });
});
