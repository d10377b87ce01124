import type { Outline, OutlinePoint } from "../truetype/outline.ts";
import type { Point } from "./canvas.ts";

/**
 * The control points of the arcs that an ellipse is made of, eight to a turn, each a quadratic curve: the unit circle's
 * points at 0° and 45°, and where the tangents there meet (tan 22.5°).
 */
const DIAGONAL = Math.sqrt(0.5);
const TANGENT = Math.sqrt(2) - 1;

/** A quarter of an ellipse from the horizontal axis to the vertical one; `radiusX` and `radiusY` may be negative. */
export function quarterEllipse([x, y]: Point, radiusX: number, radiusY: number): OutlinePoint[] {
  const unit: readonly (readonly [number, number, boolean])[] = [
    [1, 0, true],
    [1, TANGENT, false],
    [DIAGONAL, DIAGONAL, true],
    [TANGENT, 1, false],
    [0, 1, true],
  ];
  return unit.map(([ux, uy, onCurve]) => ({ x: x + ux * radiusX, y: y + uy * radiusY, onCurve }));
}

/** A quarter of a ring of `thickness` around the quarter ellipse of these radii. */
export function quarterRing(center: Point, radiusX: number, radiusY: number, thickness: number): Outline {
  const half = thickness / 2;
  const grown = (radius: number, by: number) => (radius < 0 ? radius - by : radius + by);
  const outer = quarterEllipse(center, grown(radiusX, half), grown(radiusY, half));
  const inner = quarterEllipse(center, grown(radiusX, -half), grown(radiusY, -half));
  return [[...outer, ...inner.reverse()]];
}

/** A straight line as a four-sided polygon; it may be made longer at both ends by `extension`, a share of its length. */
export function strokeLine([x0, y0]: Point, [x1, y1]: Point, thickness: number, extension = 0): Point[] {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = Math.sqrt(dx * dx + dy * dy);
  const [nx, ny] = [(-dy / length) * (thickness / 2), (dx / length) * (thickness / 2)];
  const [ax, ay, bx, by] = [x0 - dx * extension, y0 - dy * extension, x1 + dx * extension, y1 + dy * extension];
  return [
    [ax + nx, ay + ny],
    [bx + nx, by + ny],
    [bx - nx, by - ny],
    [ax - nx, ay - ny],
  ];
}
