import { expect, test } from "bun:test";
import fc from "fast-check";
import { base64, jsonPieces, LongString, withFinalNewline } from "../../src/cli/long-string.ts";

const written = (value: object) => Array.from(jsonPieces(value)).join("");
const encoder = new TextEncoder();

test("a string that is written piece by piece is the string that it is", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), fc.boolean(), (pieces, asBytes) => {
      const long = new LongString(asBytes ? pieces.map((piece) => encoder.encode(piece)) : pieces);
      const rest = { more: ["\0", 1] };
      expect(written({ ok: true, result: { output: { text: long, ...rest } } })).toBe(
        `${JSON.stringify({ ok: true, result: { output: { text: pieces.join(""), ...rest } } }, null, 2)}\n`,
      );
    }),
  );
});

test("a value without one is written as ever", () => {
  expect(written({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}\n');
});

test("base64 in pieces is that of the whole", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 10 })), (pieces) => {
      expect(Array.from(base64(pieces)).join("")).toBe(Buffer.concat(pieces).toString("base64"));
    }),
  );
});

test.each([
  [["a", "b"], "ab\n"],
  [["a", "b\n"], "ab\n"],
  [["a\n", ""], "a\n"],
  [[""], ""],
])("%p ends in one newline", (pieces, text) => {
  const bytes = Array.from(withFinalNewline(pieces.map((piece) => encoder.encode(piece))));
  expect(Buffer.concat(bytes).toString()).toBe(text);
});
