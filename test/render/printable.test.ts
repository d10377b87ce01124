import { expect, test } from "bun:test";
import { printable } from "../../src/render/printable.ts";

test.each([
  ["a ü 漢 👍 <", "a ü 漢 👍 <"],
  ["\x00\x07\x1b[m\x7f\x85\n", "���[m���"],
  ["\ud800 \udc00x", "� �x"],
  ["\ufffe\uffff\ufdd0\u{1ffff}", "����"],
])("%j is written as %j", (text, written) => {
  expect(printable(text)).toBe(written);
});
