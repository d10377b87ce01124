import { expect, test } from "bun:test";
import fc from "fast-check";
import { quantize } from "../../../src/film/gif/quantize.ts";

const colors = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 0xffffff }), fc.integer({ min: 1, max: 1000 })), {
  minLength: 1,
  maxLength: 300,
  selector: ([color]) => color,
});

test("every colour has one of at most as many as asked for, whatever their order", () => {
  fc.assert(
    fc.property(colors, fc.integer({ min: 1, max: 255 }), (counts, limit) => {
      const replaced = quantize(new Map(counts), limit);
      expect([...replaced.keys()].sort()).toEqual(counts.map(([color]) => color).sort());
      expect(new Set(replaced.values()).size).toBeLessThanOrEqual(limit);
      const reversed = quantize(new Map(counts.toReversed()), limit);
      for (const [color, replacement] of replaced) expect(reversed.get(color)).toBe(replacement);
    }),
  );
});

test("where there is room for all, all stay as they are", () => {
  fc.assert(
    fc.property(colors, (counts) => {
      const replaced = quantize(new Map(counts), 300);
      for (const [color, replacement] of replaced) expect(replacement).toBe(color);
    }),
  );
});

test("the ground stays as it is, and the others share what is left", () => {
  const counts = new Map([[0x1e1e2e, 100_000]]);
  for (let blue = 0; blue < 256; blue++) counts.set(0x808000 | blue, 10);
  const replaced = quantize(counts, 5);
  expect(replaced.get(0x1e1e2e)).toBe(0x1e1e2e);
  expect(new Set(replaced.values()).size).toBe(5);
  for (const [color, replacement] of replaced) expect(Math.abs(color - replacement)).toBeLessThan(64);
});
