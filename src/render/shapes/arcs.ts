import { middleSpan } from "./box-lines.ts";
import type { ShapeCanvas } from "./canvas.ts";
import { quarterRing, strokeLine } from "./curves.ts";

/** Rounded corners: to which side and which way up or down their ends go. */
const ARCS: Readonly<Record<number, readonly [toRight: boolean, toBottom: boolean]>> = {
  9581: [true, true],
  9582: [false, true],
  9583: [false, false],
  9584: [true, false],
};

/** Draws a rounded corner: a quarter circle as large as the cell's half width, and a straight piece. */
export function drawArc(canvas: ShapeCanvas, codePoint: number): boolean {
  const entry = ARCS[codePoint];
  if (!entry) return false;
  const [toRight, toBottom] = entry;
  const { width, height, line } = canvas;
  const [left, right] = middleSpan(width, line);
  const [top, bottom] = middleSpan(height, line);
  const room = toRight ? width - (left + right) / 2 : (left + right) / 2;
  // A straight piece remains, so that the edge is crossed as by a straight line.
  const radius = Math.min(room, (top + bottom) / 2) - line;
  const centerX = (left + right) / 2 + (toRight ? radius : -radius);
  const centerY = (top + bottom) / 2 + (toBottom ? radius : -radius);
  canvas.outline(quarterRing([centerX, centerY], toRight ? -radius : radius, toBottom ? -radius : radius, line));
  const [endY, endX] = [Math.floor(centerY), Math.floor(centerX)];
  if (toBottom) canvas.rect(left, Math.ceil(centerY), right, height);
  else canvas.rect(left, 0, right, endY);
  if (toRight) canvas.rect(Math.ceil(centerX), top, width, bottom);
  else canvas.rect(0, top, endX, bottom);
  return true;
}

const [RISING, FALLING, CROSS] = [0x2571, 0x2572, 0x2573];

/** Draws a diagonal from corner to corner, so thick and so long that it goes on in the next cell. */
export function drawDiagonal(canvas: ShapeCanvas, codePoint: number): boolean {
  if (codePoint < RISING || codePoint > CROSS) return false;
  const { width, height, line } = canvas;
  if (codePoint !== FALLING) canvas.polygon(strokeLine([0, height], [width, 0], line, 0.5));
  if (codePoint !== RISING) canvas.polygon(strokeLine([0, 0], [width, height], line, 0.5));
  return true;
}
