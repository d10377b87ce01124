// Films of anything, for properties: a picture, and what is done to it from frame to frame.
import fc from "fast-check";
import type { Raster } from "../../src/render/raster.ts";
import { blank, CELL, drawWords, fill, numbers, scrollUp } from "./terminal-frames.ts";

export type Step =
  | { do: "fill"; left: number; top: number; width: number; height: number; color: number }
  | { do: "scroll"; rows: number }
  | { do: "scroll back"; rows: number }
  | { do: "noise"; seed: number; share: number }
  | { do: "words"; seed: number }
  | { do: "nothing" };

const seed = fc.integer({ min: 1, max: 1 << 30 });
const side = fc.integer({ min: 0, max: 120 });
const rows = fc.integer({ min: 1, max: 90 });

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("fill" as const),
    left: side,
    top: side,
    width: side,
    height: side,
    color: fc.integer({ min: 0, max: 0xffffff }),
  }),
  fc.record({ do: fc.constant("scroll" as const), rows }),
  fc.record({ do: fc.constant("scroll back" as const), rows }),
  fc.record({ do: fc.constant("noise" as const), seed, share: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ do: fc.constant("words" as const), seed }),
  fc.constant({ do: "nothing" as const }),
);

/** A size and what is done. */
export const anyFilm = fc.record({
  width: fc.integer({ min: 1, max: 150 }),
  height: fc.integer({ min: 1, max: 150 }),
  steps: fc.array(step, { minLength: 1, maxLength: 25 }),
});

/** @param colors of noise: fewer than 2^24 come again */
function carryOut(step: Step, raster: Raster, colors: number): void {
  const { width, height, pixels } = raster;
  if (step.do === "fill") fill(raster, step.left, step.top, step.width, step.height, step.color % colors);
  else if (step.do === "scroll") scrollUp(raster, Math.min(step.rows, height));
  else if (step.do === "scroll back") pixels.copyWithin(Math.min(step.rows, height) * width, 0);
  else if (step.do === "noise") {
    const random = numbers(step.seed);
    for (let at = 0; at < pixels.length; at++) if (random(100) < step.share) pixels[at] = random(colors);
  } else if (step.do === "words") {
    const random = numbers(step.seed);
    const lines = Math.floor(height / CELL.height);
    for (let row = 0; row < lines; row++) drawWords(raster, random, 0, row, Math.floor(width / CELL.width));
  }
}

/** The pictures, the same raster each time, drawn over. */
export function* carriedOut(
  { width, height, steps }: { width: number; height: number; steps: readonly Step[] },
  colors = 1 << 24,
): Iterable<Raster> {
  const raster = blank(width, height);
  yield raster;
  for (const step of steps) {
    carryOut(step, raster, colors);
    yield raster;
  }
}

/** Red, green and blue of each pixel, as others write it. */
export function rgb({ pixels }: Raster): Buffer {
  const bytes = Buffer.alloc(pixels.length * 3);
  for (let at = 0; at < pixels.length; at++) bytes.writeUIntBE(pixels[at]!, at * 3, 3);
  return bytes;
}
