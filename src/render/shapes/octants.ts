import { fillGrid } from "./blocks.ts";
import type { ShapeCanvas } from "./canvas.ts";

const FIRST = 0x1cd00;
const LAST = 0x1cde5;

/**
 * Patterns of two by four blocks that are other characters already: the sixteen of quadrants, quarters and three quarters
 * from above and from below, the left and the right middle, and the single corners. The octants count up around them.
 */
const ELSEWHERE: readonly number[] = [
  ...Array.from({ length: 16 }, (_, quadrants) => quadrantPattern(quadrants)),
  ...[0x03, 0x3f, 0xc0, 0xfc],
  ...[0x14, 0x28],
  ...[0x01, 0x02, 0x40, 0x80],
];

/** The corners alone, which Unicode has apart from the others. */
const CORNERS: Readonly<Record<number, number>> = { 118435: 0x40, 118432: 0x80, 118440: 0x01, 118443: 0x02 };

function quadrantPattern(quadrants: number): number {
  const masks = [0x05, 0x0a, 0x50, 0xa0];
  return masks.reduce((pattern, mask, index) => (quadrants & (1 << index) ? pattern | mask : pattern), 0);
}

let patterns: readonly number[] | undefined;

function octantPatterns(): readonly number[] {
  patterns ??= Array.from({ length: 256 }, (_, bits) => bits).filter((bits) => !ELSEWHERE.includes(bits));
  return patterns;
}

export function drawOctant(canvas: ShapeCanvas, codePoint: number): boolean {
  const isOctant = codePoint >= FIRST && codePoint <= LAST;
  const bits = isOctant ? octantPatterns()[codePoint - FIRST] : CORNERS[codePoint];
  if (bits === undefined) return false;
  fillGrid(canvas, bits, 4);
  return true;
}
