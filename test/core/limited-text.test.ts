import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { limited, limitedParts } from "../../src/core/limited-text.ts";

const size = (text: string) => new TextEncoder().encode(text).length;
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`).join("\n");

test("a text that is short enough is left as it is", () => {
  expect(limited("abc", 3)).toEqual({ text: "abc", truncated: false });
  expect(limited("", 0)).toEqual({ text: "", truncated: false });
});

test("of a long text the first and the last lines are left, and what is missing is said between them", () => {
  const text = numbered(1000);
  const cut = limited(text, 200);
  const omitted = cut.omittedBytes ?? 0;
  expect(cut.truncated).toBeTrue();
  expect(cut.text).toMatch(/^line 0\nline 1\n(line \d+\n)*… \d+ bytes left out …\n(line \d+\n)*line 999$/);
  const [head = "", tail = ""] = cut.text.split(`… ${omitted} bytes left out …\n`);
  expect(size(head) + omitted + size(tail)).toBe(size(text));
  expect(text.startsWith(head) && text.endsWith(tail)).toBeTrue();
});

test("a line without an end is cut inside, but not in a character", () => {
  const cut = limited("ü€😀".repeat(1000), 100);
  expect(cut.text).not.toContain("\ufffd");
  expect(cut.text.split("\n")).toHaveLength(3);
});

test("where the mark has no room, the head is all there is", () => {
  expect(limited("€€€€", 7)).toEqual({ text: "€€", truncated: true, omittedBytes: 6 });
  expect(limited("abc", 0)).toEqual({ text: "", truncated: true, omittedBytes: 3 });
});

describe("a text with a hole", () => {
  test("is marked even where both parts have room", () => {
    const cut = limitedParts({ head: "a\n", omittedBytes: 1000, tail: "z" }, 100);
    expect(cut).toEqual({ text: "a\n… 1000 bytes left out …\nz", truncated: true, omittedBytes: 1000 });
  });

  test("is cut on both sides of it", () => {
    const cut = limitedParts({ head: numbered(500), omittedBytes: 1000, tail: numbered(500) }, 120);
    expect(size(cut.text)).toBeLessThanOrEqual(120);
    const shown = cut.text.replace(/… \d+ bytes left out …\n/, "");
    expect(cut.omittedBytes).toBe(2 * size(numbered(500)) + 1000 - size(shown));
  });
});

test("any text at any limit: never longer, never a broken character, nothing unaccounted for", () => {
  const text = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constant("\n")), { maxLength: 80 });
  fc.assert(
    fc.property(text, fc.nat(400), (pieces, maxBytes) => {
      const whole = pieces.join("");
      const cut = limited(whole, maxBytes);
      expect(size(cut.text)).toBeLessThanOrEqual(Math.max(maxBytes, 0));
      if (!cut.truncated) expect(cut.text).toBe(whole);
      else expect(cut.omittedBytes).toBeGreaterThan(0);
      expect(cut.text.isWellFormed()).toBe(true);
    }),
  );
});
