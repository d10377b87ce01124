import { expect, test } from "bun:test";
import { BitWriter } from "../../../src/film/webp/bit-writer.ts";
import { PrefixCode } from "../../../src/film/webp/prefix-code.ts";

/** How many bits a symbol takes. */
function bitsOf(code: PrefixCode, symbol: number): number {
  const output = new BitWriter();
  // A thousand of them, so that the last byte's rest does not count.
  for (let time = 0; time < 1000; time++) code.put(output, symbol);
  return Math.round((output.finish().length * 8) / 1000);
}

test("codes are no longer than 15 bits, however rare a symbol is", () => {
  const counts = new Uint32Array(40);
  for (let symbol = 0, [a, b] = [1, 1]; symbol < 40; symbol++, [a, b] = [b, a + b]) counts[symbol] = a;
  const code = new PrefixCode(counts);
  const lengths = Array.from(counts, (_, symbol) => bitsOf(code, symbol));
  expect(Math.max(...lengths)).toBe(15);
  expect(lengths[39]).toBeLessThan(3);
  // Complete, as decoders demand: every sequence of bits means something.
  expect(lengths.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
});

test("a single symbol has no bits", () => {
  const counts = new Uint32Array(256);
  counts[200] = 7;
  expect(bitsOf(new PrefixCode(counts), 200)).toBe(0);
});

test("equally frequent symbols have equally long codes", () => {
  const code = new PrefixCode(new Uint32Array(16).fill(3));
  expect(Array.from({ length: 16 }, (_, symbol) => bitsOf(code, symbol))).toEqual(new Array(16).fill(4));
});
