/** A point of an outline. Between two points on the curve at most one off it: a quadratic Bézier curve's control point. */
export interface OutlinePoint {
  readonly x: number;
  readonly y: number;
  readonly onCurve: boolean;
}

/** Closed contours. Filled by the non-zero rule; y grows upwards in a font, downwards in a picture. */
export type Outline = readonly (readonly OutlinePoint[])[];

/** x' = xx·x + xy·y + dx, y' = yx·x + yy·y + dy. */
export interface Transform {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly dx: number;
  readonly dy: number;
}

/** The outline with every point moved by `place`. */
export function mapOutline(outline: Outline, place: (x: number, y: number) => readonly [number, number]): Outline {
  return outline.map((contour) =>
    contour.map((point) => {
      const [x, y] = place(point.x, point.y);
      return { x, y, onCurve: point.onCurve };
    }),
  );
}

export function transformOutline(outline: Outline, { xx, xy, yx, yy, dx, dy }: Transform): Outline {
  return mapOutline(outline, (x, y) => [xx * x + xy * y + dx, yx * x + yy * y + dy]);
}

/** The least and greatest coordinates of all points, control points included; undefined for an empty outline. */
export function boundsOf(outline: Outline): { left: number; right: number; bottom: number; top: number } | undefined {
  const points = outline.flat();
  if (points.length === 0) return undefined;
  const bounds = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (const { x, y } of points) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.bottom = Math.min(bounds.bottom, y);
    bounds.top = Math.max(bounds.top, y);
  }
  return bounds;
}
