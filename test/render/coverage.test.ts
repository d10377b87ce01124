import { expect, test } from "bun:test";
import fc from "fast-check";
import { FULL_COVERAGE, fillOutline } from "../../src/render/coverage.ts";
import type { OutlinePoint } from "../../src/render/truetype/outline.ts";

type Point = readonly [x: number, y: number];

const polygon = (points: readonly Point[]): OutlinePoint[] => points.map(([x, y]) => ({ x, y, onCurve: true }));
const box = (left: number, top: number, right: number, bottom: number) =>
  polygon([
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ]);
const rows = (levels: Uint8Array, width: number) =>
  Array.from({ length: levels.length / width }, (_, row) => [...levels.subarray(row * width, (row + 1) * width)]);
const sum = (levels: Uint8Array) => levels.reduce((total, level) => total + level, 0);

test("a box on whole pixels fills them, and no others", () => {
  const { levels } = fillOutline([box(1, 1, 3, 2)], 4, 3);
  expect(rows(levels, 4)).toEqual([
    [0, 0, 0, 0],
    [0, FULL_COVERAGE, FULL_COVERAGE, 0],
    [0, 0, 0, 0],
  ]);
});

test("part of a pixel covers it in part", () => {
  expect(rows(fillOutline([box(0.2, 0, 1.6, 1)], 3, 1).levels, 3)).toEqual([[12, 9, 0]]);
  expect(rows(fillOutline([box(0, 0.6, 1, 1.2)], 1, 2).levels, 1)).toEqual([[6], [3]]);
});

test("a hole is cut out, and shapes that overlap cover once", () => {
  const hole = [box(0, 0, 3, 3), box(1, 1, 2, 2).reverse()];
  expect(rows(fillOutline(hole, 3, 3).levels, 3)[1]).toEqual([15, 0, 15]);
  expect(sum(fillOutline([box(0, 0, 2, 1), box(1, 0, 3, 1)], 3, 1).levels)).toBe(3 * FULL_COVERAGE);
});

test("curves: a circle of quadratic pieces has a circle's area", () => {
  const [r, k] = [8, 8 * (Math.SQRT2 - 1)];
  const d = r * Math.SQRT1_2;
  const unit: readonly (readonly [number, number, boolean])[] = [
    [r, 0, true],
    [r, k, false],
    [d, d, true],
    [k, r, false],
    [0, r, true],
  ];
  const turned = (x: number, y: number, quarter: number): Point =>
    (
      [
        [x, y],
        [-y, x],
        [-x, -y],
        [y, -x],
      ] as const
    )[quarter]!;
  const circle = [0, 1, 2, 3].flatMap((quarter) =>
    unit.slice(0, 4).map(([x, y, onCurve]) => {
      const [tx, ty] = turned(x, y, quarter);
      return { x: 10 + tx, y: 10 + ty, onCurve };
    }),
  );
  const area = sum(fillOutline([circle], 20, 20).levels) / FULL_COVERAGE;
  expect(Math.abs(area - Math.PI * r * r)).toBeLessThan(1);
  // Points that are all off the curve have others halfway between them.
  const offCurve = circle.filter(({ onCurve }) => !onCurve);
  expect(sum(fillOutline([offCurve], 20, 20).levels)).toBeGreaterThan(0);
});

const coordinate = (most: number) => fc.integer({ min: -20, max: 10 * most + 20 }).map((tenths) => tenths / 10);
const triangles = fc.array(fc.tuple(coordinate(12), coordinate(9)), { minLength: 3, maxLength: 3 });

test("what lies outside of the picture does not change what is inside", () => {
  fc.assert(
    fc.property(triangles, (points) => {
      const small = fillOutline([polygon(points)], 12, 9);
      const moved = polygon(points.map(([x, y]): Point => [x + 5, y + 5]));
      const large = fillOutline([moved], 22, 19);
      const inner = rows(large.levels, 22)
        .slice(5, 14)
        .map((row) => row.slice(5, 17));
      for (const [row, levels] of rows(small.levels, 12).entries()) {
        for (const [column, level] of levels.entries()) {
          // Sums of other numbers may round to the neighbouring level.
          expect(Math.abs(level - inner[row]![column]!)).toBeLessThanOrEqual(1);
        }
      }
    }),
  );
});

test("direction does not matter", () => {
  fc.assert(
    fc.property(triangles, (points) => {
      const there = fillOutline([polygon(points)], 12, 9).levels;
      const back = fillOutline([polygon([...points].reverse())], 12, 9).levels;
      expect(there.every((level, at) => Math.abs(level - back[at]!) <= 1)).toBe(true);
    }),
  );
});
