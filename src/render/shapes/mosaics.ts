import type { Point, ShapeCanvas } from "./canvas.ts";

/** Places on the cell's edge: T, U, L, B for the top, the upper and the lower third, the bottom; l, c, r across. */
const ROWS: Readonly<Record<string, number>> = { T: 0, U: 1 / 3, L: 2 / 3, B: 1 };
const COLUMNS: Readonly<Record<string, number>> = { l: 0, c: 1 / 2, r: 1 };

/**
 * U+1FB3C to U+1FB67, "block diagonals" (Unicode, "Symbols for Legacy Computing"): the corner that is filled, and the two
 * ends of the line that bounds it.
 */
const DIAGONALS = `
BlLlBc BlLlBr BlUlBc BlUlBr BlTlBc BrUlTc BrUlTr BrLlTc BrLlTr BrBlTc BrLlUr
BrBcLr BrBlLr BrBcUr BrBlUr BrBcTr BlTcUr BlTlUr BlTcLr BlTlLr BlTcBr BlUlLr
TrLlBc TrLlBr TrUlBc TrUlBr TrTlBc TlUlTc TlUlTr TlLlTc TlLlTr TlBlTc TlLlUr
TlBcLr TlBlLr TlBcUr TlBlUr TlBcTr TrTcUr TrTlUr TrTcLr TrTlLr TrTcBr TrUlLr`
  .trim()
  .split(/\s+/);
const FIRST_DIAGONAL = 0x1fb3c;

/** U+1FB68 to U+1FB6F: the side whose triangle (to the middle) is left out, then the one that alone is filled. */
const TRIANGLES = ["left", "up", "right", "down"] as const;
const FIRST_TRIANGLE = 0x1fb68;

type Side = (typeof TRIANGLES)[number];

export function drawMosaic(canvas: ShapeCanvas, codePoint: number): boolean {
  const diagonal = DIAGONALS[codePoint - FIRST_DIAGONAL];
  if (diagonal) {
    const place = (at: number): Point => [
      COLUMNS[diagonal[at + 1]!]! * canvas.width,
      ROWS[diagonal[at]!]! * canvas.height,
    ];
    canvas.polygon(halfOf(canvas, place(2), place(4), place(0)));
    return true;
  }
  const triangle = codePoint - FIRST_TRIANGLE;
  if (triangle < 0 || triangle >= 2 * TRIANGLES.length) return false;
  canvas.polygon(triangleAt(canvas, TRIANGLES[triangle % TRIANGLES.length]!));
  if (triangle < TRIANGLES.length) canvas.invert();
  return true;
}

function corners({ width, height }: ShapeCanvas): readonly Point[] {
  return [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
}

/** From a side of the cell to its middle. */
function triangleAt(canvas: ShapeCanvas, side: Side): readonly Point[] {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners(canvas) as [Point, Point, Point, Point];
  const ends = {
    left: [topLeft, bottomLeft],
    up: [topLeft, topRight],
    right: [topRight, bottomRight],
    down: [bottomLeft, bottomRight],
  } as const;
  return [...ends[side], [canvas.width / 2, canvas.height / 2]];
}

/** The part of the cell on that side of the line from `a` to `b` on which `corner` lies (Sutherland–Hodgman, one edge). */
function halfOf(canvas: ShapeCanvas, a: Point, b: Point, corner: Point): Point[] {
  const sideOf = ([x, y]: Point) => (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
  const sign = sideOf(corner) < 0 ? -1 : 1;
  const all = corners(canvas);
  return all.flatMap((point, index) => {
    const next = all[(index + 1) % all.length]!;
    const [here, there] = [sideOf(point) * sign, sideOf(next) * sign];
    const kept: Point[] = here >= 0 ? [point] : [];
    if (here * there < 0) {
      const part = here / (here - there);
      kept.push([point[0] + (next[0] - point[0]) * part, point[1] + (next[1] - point[1]) * part]);
    }
    return kept;
  });
}
