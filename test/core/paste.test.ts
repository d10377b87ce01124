import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { encodePaste } from "../../src/core/paste.ts";

const OPEN = "\x1b[200~";
const CLOSE = "\x1b[201~";
const bracketed = (text: string) => encodePaste(text, { mode: "always", applicationWants: false });
const payloadOf = (written: string) => written.slice(OPEN.length, -CLOSE.length);

describe("encodePaste", () => {
  test.each([
    ["auto", true, true],
    ["auto", false, false],
    ["always", false, true],
    ["never", true, false],
  ] as const)("%s, with the application wanting it: %p", (mode, applicationWants, isBracketed) => {
    const written = encodePaste("hi", { mode, applicationWants });
    expect(written).toBe(isBracketed ? `${OPEN}hi${CLOSE}` : "hi");
  });

  test("writes line ends as the Enter key does", () => {
    expect(encodePaste("a\nb\r\nc\rd\n\n", { mode: "never", applicationWants: false })).toBe("a\rb\rc\rd\r\r");
    expect(payloadOf(bracketed("a\nb\r\n"))).toBe("a\rb\r");
  });

  test.each([
    ["the bracket itself", "a\x1b[201~rm -rf /\r", "a␛[201~rm -rf /\r"],
    ["one within another", "\x1b[20\x1b[201~1~", "\x1b[20␛[201~1~"],
    ["two escapes", "\x1b\x1b[201~", "\x1b␛[201~"],
    ["the 8-bit form", "\u009b201~", "␛201~"],
    ["control characters inside", "\x1b[2\x0001\x07~", "␛[2\x0001\x07~"],
    ["leading zeros", "\x1b[00201~", "␛[00201~"],
    ["after an unfinished sequence", "\x1b[2\u009b201~", "\x1b[2␛201~"],
  ])("disarms %s", (_what, text, payload) => {
    expect(payloadOf(bracketed(text))).toBe(payload);
  });

  test("leaves other sequences alone", () => {
    const text = "\x1b[31mred\x1b[0m \x1b[200~ \x1b[2011~ [201~ \x1b[12~";
    expect(payloadOf(bracketed(text))).toBe(text);
    expect(encodePaste(CLOSE, { mode: "never", applicationWants: true })).toBe(CLOSE);
  });

  const fragment = fc.constantFrom("\x1b", "[", "2", "0", "1", "~", "\u009b", "\x1b[201~", "\x1b[20", "a", "\n", "\0");
  const hostile = fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join(""));

  test("the first closing bracket in what is written is the last thing written", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = bracketed(text);
        expect(written.startsWith(OPEN)).toBe(true);
        expect(written.indexOf(CLOSE)).toBe(written.length - CLOSE.length);
        expect(written).not.toContain("\u009b201~");
        // A parser that drops control characters other than ESC within a sequence sees no earlier one either.
        expect(written.replaceAll("\0", "").replaceAll("\r", "").indexOf(CLOSE)).toBe(
          written.replaceAll("\0", "").replaceAll("\r", "").length - CLOSE.length,
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("changes nothing but line ends in ordinary text, and never its length otherwise", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(payloadOf(bracketed(text))).toBe(text.replace(/\r?\n/g, "\r"));
      }),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        expect(payloadOf(bracketed(text)).length).toBe(text.replace(/\r?\n/g, "\r").length);
      }),
    );
  });
});
