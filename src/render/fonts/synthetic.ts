import type { CellMetrics } from "../metrics.ts";
import { type Outline, transformOutline } from "../truetype/outline.ts";

/** How far the strokes of a made bold are moved, in pixels to one of line thickness. */
const BOLD_SHIFT = 0.6;
/** How far a made italic leans: the tangent of some 11 degrees. */
const LEAN = 0.2;

export interface SyntheticStyle {
  readonly bold: boolean;
  readonly italic: boolean;
}

/** A placed outline (pixels) in a style that its font has no face for. */
export function styledOutline(outline: Outline, style: SyntheticStyle, metrics: CellMetrics): Outline {
  const leaning = style.italic
    ? transformOutline(outline, { xx: 1, xy: -LEAN, yx: 0, yy: 1, dx: LEAN * metrics.baseline * 0.6, dy: 0 })
    : outline;
  if (!style.bold) return leaning;
  const half = (BOLD_SHIFT * metrics.line) / 2;
  const moved = (dx: number) => transformOutline(leaning, { xx: 1, xy: 0, yx: 0, yy: 1, dx, dy: 0 });
  return [...moved(-half), ...moved(half)];
}
