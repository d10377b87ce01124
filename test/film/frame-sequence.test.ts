import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type Area, FrameSequence, type Pace } from "../../src/film/frame-sequence.ts";
import { anyFilm, carriedOut } from "./steps.ts";
import { blank, copy, fill } from "./terminal-frames.ts";

const PACE: Pace = { tickMs: 10, minTicks: 2, maxTicks: 100 };

/** What comes out of a sequence of 40 × 40 pixels: at each time a square of that colour in the corner. */
function sequence(times: readonly (readonly [atMs: number, color: number])[], endMs: number) {
  const written: { color: number; area: Area; ticks: number }[] = [];
  const frames = new FrameSequence(40, 40, PACE, ({ pixels, area, ticks }) => {
    written.push({ color: pixels[0]!, area, ticks });
  });
  for (const [atMs, color] of times) {
    const raster = blank(40, 40);
    fill(raster, 0, 0, 5, 3, color);
    frames.add(raster, atMs);
  }
  frames.finish(endMs);
  return written;
}

const WHOLE = { left: 0, top: 0, width: 40, height: 40 };
const SQUARE = { left: 0, top: 0, width: 5, height: 3 };
const PIXEL = { left: 0, top: 0, width: 1, height: 1 };

describe("a frame lasts until the next one", () => {
  test("and only what has changed is painted", () => {
    expect(
      sequence(
        [
          [0, 1],
          [100, 2],
          [250, 3],
        ],
        400,
      ),
    ).toEqual([
      { color: 1, area: WHOLE, ticks: 10 },
      { color: 2, area: SQUARE, ticks: 15 },
      { color: 3, area: SQUARE, ticks: 15 },
    ]);
  });

  test("one that is equal to the one before is none", () => {
    expect(
      sequence(
        [
          [0, 1],
          [100, 1],
          [250, 3],
        ],
        400,
      ),
    ).toEqual([
      { color: 1, area: WHOLE, ticks: 25 },
      { color: 3, area: SQUARE, ticks: 15 },
    ]);
  });

  test("one that would be too short gives way to the one after it", () => {
    expect(
      sequence(
        [
          [0, 1],
          [100, 2],
          [110, 3],
          [114, 4],
          [130, 5],
        ],
        130,
      ),
    ).toEqual([
      { color: 1, area: WHOLE, ticks: 10 },
      { color: 4, area: SQUARE, ticks: 3 },
      { color: 5, area: SQUARE, ticks: 2 },
    ]);
  });

  test("one that gives way to what was before it changes nothing", () => {
    expect(
      sequence(
        [
          [0, 1],
          [100, 2],
          [110, 1],
        ],
        200,
      ),
    ).toEqual([
      { color: 1, area: WHOLE, ticks: 10 },
      { color: 1, area: PIXEL, ticks: 10 },
    ]);
  });

  test("a pause that does not fit goes on with frames that change nothing", () => {
    expect(sequence([[0, 1]], 2500)).toEqual([
      { color: 1, area: WHOLE, ticks: 100 },
      { color: 1, area: PIXEL, ticks: 100 },
      { color: 1, area: PIXEL, ticks: 50 },
    ]);
  });

  test("and if there is none, nothing is written", () => expect(sequence([], 100)).toEqual([]));
});

test("what is painted makes the pictures, and is no larger than it must be", () => {
  fc.assert(
    fc.property(anyFilm, (film) => {
      const canvas = new Uint32Array(film.width * film.height);
      const shown: Uint32Array[] = [];
      const sequence = new FrameSequence(film.width, film.height, PACE, ({ area, pixels, before }) => {
        expect(before ?? canvas).toEqual(canvas);
        const edges = { left: false, right: false, top: false, bottom: false };
        for (let y = area.top; y < area.top + area.height; y++) {
          for (let x = area.left; x < area.left + area.width; x++) {
            const at = y * film.width + x;
            if (canvas[at] === pixels[at]) continue;
            canvas[at] = pixels[at]!;
            if (x === area.left) edges.left = true;
            if (x === area.left + area.width - 1) edges.right = true;
            if (y === area.top) edges.top = true;
            if (y === area.top + area.height - 1) edges.bottom = true;
          }
        }
        if (before) expect(edges).toEqual({ left: true, right: true, top: true, bottom: true });
        shown.push(canvas.slice());
      });
      let time = 0;
      const expected: Uint32Array[] = [];
      for (const raster of carriedOut(film)) {
        sequence.add(raster, time++ * 50);
        const { pixels } = copy(raster);
        if (expected.at(-1)?.every((color, at) => color === pixels[at]) !== true) expected.push(pixels);
      }
      sequence.finish(time * 50);
      expect(shown).toEqual(expected);
    }),
  );
});
