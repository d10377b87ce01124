import { expect, test } from "bun:test";
import fc from "fast-check";
import { BoolEncoder } from "../../../src/film/vp8/bool-encoder.ts";

/** The decoder of RFC 6386, 7.3, a bit at a time; `beyond` is what it finds behind the end. */
function decode(bytes: Uint8Array, probabilities: readonly number[], beyond: number): number[] {
  let at = 2;
  let value = ((bytes[0] ?? beyond) << 8) | (bytes[1] ?? beyond);
  let range = 255;
  let shifted = 0;
  return probabilities.map((probability) => {
    const split = 1 + (((range - 1) * probability) >> 8);
    const bit = value >= split << 8 ? 1 : 0;
    value -= bit ? split << 8 : 0;
    range = bit ? range - split : split;
    while (range < 128) {
      value <<= 1;
      range <<= 1;
      if (++shifted === 8) {
        shifted = 0;
        value |= bytes[at++] ?? beyond;
      }
    }
    return bit;
  });
}

const bits = fc.array(fc.record({ bit: fc.constantFrom(0, 1), probability: fc.integer({ min: 1, max: 255 }) }), {
  maxLength: 3000,
});

test("what is written is read again, also with the same encoder once more", () => {
  const encoder = new BoolEncoder();
  fc.assert(
    fc.property(bits, (all) => {
      encoder.reset();
      for (const { bit, probability } of all) encoder.bit(bit, probability);
      const probabilities = all.map(({ probability }) => probability);
      const bytes = encoder.finish();
      for (const beyond of [0, 0xff]) expect(decode(bytes, probabilities, beyond)).toEqual(all.map(({ bit }) => bit));
    }),
  );
});

test("a carry runs through bytes of ones", () => {
  const encoder = new BoolEncoder();
  const all = Array.from({ length: 400 }, (_, index) => ({ probability: index % 3 === 0 ? 255 : 1 }));
  for (const { probability } of all) encoder.bit(1, probability);
  encoder.bit(1, 255);
  const probabilities = [...all.map(({ probability }) => probability), 255];
  expect(decode(encoder.finish(), probabilities, 0xff)).toEqual(probabilities.map(() => 1));
});

test("likely bits cost little", () => {
  const encoder = new BoolEncoder();
  for (let index = 0; index < 10_000; index++) encoder.bit(0, 255);
  expect(encoder.finish().length).toBeLessThan(20);
});
