import type { Point, ShapeCanvas } from "./canvas.ts";
import { quarterEllipse, quarterRing, strokeLine } from "./curves.ts";

/** Where a polygon's points are, in cells. */
type Places = readonly Point[];

/** Filled separators (private use, as the powerline and nerd fonts have them). */
const FILLED: Readonly<Record<number, Places>> = {
  57520: [
    [0, 0],
    [1, 0.5],
    [0, 1],
  ],
  57522: [
    [1, 0],
    [0, 0.5],
    [1, 1],
  ],
  57528: [
    [0, 0],
    [1, 1],
    [0, 1],
  ],
  57530: [
    [1, 0],
    [1, 1],
    [0, 1],
  ],
  57532: [
    [0, 0],
    [1, 0],
    [0, 1],
  ],
  57534: [
    [0, 0],
    [1, 0],
    [1, 1],
  ],
};

/** Separators that are lines, from point to point. */
const LINES: Readonly<Record<number, Places>> = {
  57521: [
    [0, 0],
    [1, 0.5],
    [0, 1],
  ],
  57523: [
    [1, 0],
    [0, 0.5],
    [1, 1],
  ],
  57529: [
    [0, 0],
    [1, 1],
  ],
  57531: [
    [0, 1],
    [1, 0],
  ],
  57533: [
    [0, 1],
    [1, 0],
  ],
  57535: [
    [0, 0],
    [1, 1],
  ],
};

/** Half circles: whether they bulge to the right, and whether they are filled. */
const HALF_CIRCLES: Readonly<Record<number, readonly [toRight: boolean, isFilled: boolean]>> = {
  57524: [true, true],
  57525: [true, false],
  57526: [false, true],
  57527: [false, false],
};

export function drawPowerline(canvas: ShapeCanvas, codePoint: number): boolean {
  const place = ([x, y]: Point): Point => [x * canvas.width, y * canvas.height];
  const filled = FILLED[codePoint];
  if (filled) canvas.polygon(filled.map(place));
  const lines = LINES[codePoint]?.map(place) ?? [];
  for (const [index, to] of lines.entries()) {
    if (index > 0) canvas.polygon(strokeLine(lines[index - 1]!, to, canvas.line, 0.05));
  }
  const circle = HALF_CIRCLES[codePoint];
  if (circle) drawHalfCircle(canvas, ...circle);
  return filled !== undefined || lines.length > 0 || circle !== undefined;
}

function drawHalfCircle(canvas: ShapeCanvas, toRight: boolean, isFilled: boolean): void {
  const { width, height, line } = canvas;
  const center: Point = [toRight ? 0 : width, height / 2];
  const across = toRight ? width : -width;
  for (const down of [height / 2, -height / 2]) {
    if (isFilled) {
      const quarter = quarterEllipse(center, across, down);
      canvas.outline([[...quarter, { x: center[0], y: center[1], onCurve: true }]]);
    } else {
      const half = line / 2;
      canvas.outline(quarterRing(center, across - Math.sign(across) * half, down - Math.sign(down) * half, line));
    }
  }
}
