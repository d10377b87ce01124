import { expect, test } from "bun:test";
import fc from "fast-check";
import { addInverseDc, addInverseDct, forwardDct, forwardWht, inverseWht } from "../../../src/film/vp8/transform.ts";

const differences = fc.array(fc.integer({ min: -120, max: 120 }), { minLength: 16, maxLength: 16 });

test("the inverse of the transform of 4×4 differences gives them back, but for rounding", () => {
  fc.assert(
    fc.property(differences, (numbers) => {
      const coefficients = new Int32Array(32);
      forwardDct(Int32Array.from(numbers), coefficients, 16);
      const plane = new Uint8Array(6 * 4).fill(128);
      addInverseDct(coefficients, 16, plane, 1, 6);
      for (const [index, number] of numbers.entries()) {
        expect(Math.abs(plane[1 + (index >> 2) * 6 + (index & 3)]! - 128 - number)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("a block with a mean only is the same by the short way", () => {
  for (const dc of [-2040, -5, -4, 3, 4, 11, 2040]) {
    const [long, short] = [new Uint8Array(16).fill(100), new Uint8Array(16).fill(100)];
    addInverseDct(Int32Array.of(dc, ...new Array(15).fill(0)), 0, long, 0, 4);
    addInverseDc(dc, short, 0, 4);
    expect(short).toEqual(long);
  }
});

test("means of blocks come back, but for rounding", () => {
  fc.assert(
    fc.property(differences, (means) => {
      const coefficients = new Int32Array(25 * 16);
      for (const [block, mean] of means.entries()) coefficients[block * 16] = mean * 8;
      forwardWht(coefficients, 24 * 16);
      coefficients.fill(0, 0, 24 * 16);
      inverseWht(coefficients, 24 * 16);
      for (const [block, mean] of means.entries()) {
        expect(Math.abs(coefficients[block * 16]! - mean * 8)).toBeLessThanOrEqual(2);
      }
    }),
  );
});
