import { describe, expect, test } from "bun:test";
import { FULL_COVERAGE } from "../../../src/render/coverage.ts";
import { type CellMetrics, cellMetrics } from "../../../src/render/metrics.ts";
import { REFERENCE_DARK, type Scale } from "../../../src/render/profile.ts";
import { boxArms } from "../../../src/render/shapes/box-arms.ts";
import { drawShape } from "../../../src/render/shapes/shape.ts";

const SCALES: readonly Scale[] = [1, 2, 3, 4];
const all = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const name = (codePoint: number) => `U+${codePoint.toString(16).toUpperCase()}`;

function shape(codePoint: number, metrics: CellMetrics, isOdd = false) {
  const coverage = drawShape(codePoint, metrics, isOdd);
  if (!coverage) throw new Error(`${name(codePoint)} is not drawn`);
  const { levels, width, height } = coverage;
  const at = (x: number, y: number) => levels[y * width + x]!;
  const ys = all(0, height - 1);
  const xs = all(0, width - 1);
  const edge = {
    left: ys.map((y) => at(0, y)),
    right: ys.map((y) => at(width - 1, y)),
    up: xs.map((x) => at(x, 0)),
    down: xs.map((x) => at(x, height - 1)),
  };
  return { levels, edge };
}

test("every character of these blocks is drawn, none without ink", () => {
  const metrics = cellMetrics(REFERENCE_DARK, 1);
  const blocks = [
    all(0x2500, 0x259f),
    all(0x2801, 0x28ff),
    all(0xe0b0, 0xe0bf),
    all(0x1fb00, 0x1fb8b),
    all(0x1cd00, 0x1cde5),
  ];
  for (const codePoint of blocks.flat()) {
    expect([name(codePoint), shape(codePoint, metrics).levels.some((level) => level > 0)]).toEqual([
      name(codePoint),
      true,
    ]);
  }
  expect(drawShape(0x41, metrics, false)).toBeUndefined();
});

/** Cells of the reference profile at every scale, and some that own profiles may have. */
const CELLS: readonly CellMetrics[] = [
  ...SCALES.map((scale) => cellMetrics(REFERENCE_DARK, scale)),
  ...[
    [8, 5, 11],
    [10, 6, 13],
    [16, 10, 21],
    [23, 14, 31],
    [40, 24, 53],
  ].map(([fontSize = 0, cellWidth = 0, cellHeight = 0]) =>
    cellMetrics({ ...REFERENCE_DARK, fontSize, cellWidth, cellHeight }, 1),
  ),
];

describe.each(CELLS)("in cells of $width×$height", (metrics) => {
  const LINES = {
    left: ["", "╴", "╸", "═"],
    right: ["", "╶", "╺", "═"],
    up: ["", "╵", "╹", "║"],
    down: ["", "╷", "╻", "║"],
  };

  test("lines of the same weight meet at the edge of the cell, whatever else is drawn", () => {
    for (const codePoint of all(0x2500, 0x257f)) {
      const arms = boxArms(codePoint);
      if (!arms) continue;
      for (const side of ["left", "right", "up", "down"] as const) {
        const line = LINES[side][arms[side]]!;
        const expected = line ? shape(line.codePointAt(0)!, metrics).edge[side] : undefined;
        const actual = shape(codePoint, metrics).edge[side];
        if (expected) expect([name(codePoint), side, actual]).toEqual([name(codePoint), side, expected]);
      }
    }
  });

  test("rounded corners meet straight lines", () => {
    for (const [arc, side, line] of [
      ["╭", "right", "─"],
      ["╭", "down", "│"],
      ["╯", "left", "─"],
      ["╯", "up", "│"],
    ] as const) {
      const expected = shape(line.codePointAt(0)!, metrics).edge[side];
      expect(shape(arc.codePointAt(0)!, metrics).edge[side]).toEqual(expected);
    }
  });

  test("characters that complete each other fill the cell without a gap and without an overlap", () => {
    const pairs = ["▌▐", "▀▄", "▖▜", "▗▛", "▘▟", "▝▙", "▚▞", "▇▔", "▉▕", "🬀🬻", "🬞🬝"];
    for (const [one = "", other = ""] of pairs.map((pair) => [...pair])) {
      const [first, second] = [one, other].map((character) => shape(character.codePointAt(0)!, metrics).levels);
      expect([one, first!.every((level, at) => level + second![at]! === FULL_COVERAGE)]).toEqual([one, true]);
    }
  });

  test("separators touch the cell beside them over its whole height", () => {
    expect(shape(0xe0b0, metrics).edge.left.every((level) => level > 0)).toBe(true);
    expect(shape(0xe0b2, metrics).edge.right.every((level) => level > 0)).toBe(true);
  });

  test("shades go on from an even cell to an odd one", () => {
    for (const codePoint of [0x2591, 0x2592, 0x2593]) {
      const { width, height, line } = metrics;
      const even = shape(codePoint, metrics).levels;
      const next = shape(codePoint, metrics, (width / line) % 2 === 1).levels;
      const row = (levels: Uint8Array, y: number) => levels.subarray(y * width, (y + 1) * width);
      for (let y = 0; y < height; y++) {
        const both = [...row(even, y), ...row(next, y)];
        expect(both.every((level, x) => x < 2 * line || level === both[x - 2 * line])).toBe(true);
      }
    }
  });
});

test("the octants are 230 different patterns", () => {
  const metrics = cellMetrics(REFERENCE_DARK, 1);
  const patterns = new Set(all(0x1cd00, 0x1cde5).map((codePoint) => shape(codePoint, metrics).levels.join("")));
  const others = ["▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"];
  expect(patterns.size).toBe(230);
  for (const other of others) expect(patterns.has(shape(other.codePointAt(0)!, metrics).levels.join(""))).toBe(false);
});
