import type { Outline, OutlinePoint } from "./truetype/outline.ts";

/** How much of each pixel a shape covers: 0 (nothing) to {@link FULL_COVERAGE}, row by row. */
export interface Coverage {
  readonly width: number;
  readonly height: number;
  readonly levels: Uint8Array;
}

/**
 * Anti-aliasing has 16 levels. More are not seen; with these most screens stay within the 256 colours that an indexed
 * picture can have.
 */
export const FULL_COVERAGE = 15;

/** How far, in pixels, a straight piece may lie from its curve. */
const FLATNESS = 0.05;

/**
 * Fills an outline (in pixels, y downwards) with exact areas: each edge adds, to the pixels that it crosses, the signed
 * area to its right, and a running sum along each row gives what is covered. Only + - * / and sqrt are used, so that
 * the same outline gives the same levels on every machine.
 */
export function fillOutline(outline: Outline, width: number, height: number): Coverage {
  const areas = new AreaSum(width, height);
  for (const contour of outline) traceContour(contour, areas);
  return { width, height, levels: areas.levels() };
}

/** Adds the edges of a closed contour; between two points off the curve lies one on it, halfway. */
function traceContour(contour: readonly OutlinePoint[], areas: AreaSum): void {
  const count = contour.length;
  if (count < 2) return;
  const firstOn = contour.findIndex((point) => point.onCurve);
  const start = firstOn >= 0 ? contour[firstOn]! : halfway(contour[0]!, contour[count - 1]!);
  let from = start;
  let control: OutlinePoint | undefined;
  for (let step = firstOn >= 0 ? 1 : 0; step <= count; step++) {
    const isLast = step === count;
    const point = isLast ? start : contour[(Math.max(firstOn, 0) + step) % count]!;
    if (point.onCurve) {
      if (control) addCurve(from, control, point, areas);
      else areas.addLine(from.x, from.y, point.x, point.y);
      from = point;
      control = undefined;
      continue;
    }
    if (control) {
      const middle = halfway(control, point);
      addCurve(from, control, middle, areas);
      from = middle;
    }
    control = point;
  }
}

function halfway(one: OutlinePoint, other: OutlinePoint): OutlinePoint {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, onCurve: true };
}

/** Adds a quadratic Bézier curve in as many equal steps of its parameter as {@link FLATNESS} asks for. */
function addCurve(from: OutlinePoint, control: OutlinePoint, to: OutlinePoint, areas: AreaSum): void {
  const bendX = from.x - 2 * control.x + to.x;
  const bendY = from.y - 2 * control.y + to.y;
  // A chord over 1/n of the curve is at most |bend| / (4 n²) away from it.
  const bend = Math.sqrt(bendX * bendX + bendY * bendY);
  const steps = Math.max(1, Math.ceil(Math.sqrt(bend / (4 * FLATNESS))));
  let { x, y } = from;
  for (let step = 1; step <= steps; step++) {
    const t = step / steps;
    const nextX = step === steps ? to.x : from.x + t * (2 * (control.x - from.x) + t * bendX);
    const nextY = step === steps ? to.y : from.y + t * (2 * (control.y - from.y) + t * bendY);
    areas.addLine(x, y, nextX, nextY);
    x = nextX;
    y = nextY;
  }
}

/** For each pixel the change of the covered area against its left neighbour. */
class AreaSum {
  readonly #width: number;
  readonly #height: number;
  /** A row has one pixel more than is seen: what changes at the right edge. */
  readonly #changes: Float64Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#changes = new Float64Array((width + 2) * height);
  }

  /** Adds an edge. What lies left of the picture counts as its left edge, what lies right of it as nothing. */
  addLine(fromX: number, fromY: number, toX: number, toY: number): void {
    if (fromY === toY) return;
    const sign = fromY < toY ? 1 : -1;
    const [topX, topY, bottomX, bottomY] = sign > 0 ? [fromX, fromY, toX, toY] : [toX, toY, fromX, fromY];
    const slope = (bottomX - topX) / (bottomY - topY);
    const first = Math.max(0, Math.floor(topY));
    const last = Math.min(this.#height, Math.ceil(bottomY));
    for (let row = first; row < last; row++) {
      const top = Math.max(topY, row);
      const bottom = Math.min(bottomY, row + 1);
      const height = bottom - top;
      if (height <= 0) continue;
      const x0 = top === topY ? topX : topX + (top - topY) * slope;
      const x1 = bottom === bottomY ? bottomX : topX + (bottom - topY) * slope;
      this.#addSpan(row, Math.min(x0, x1), Math.max(x0, x1), sign * height);
    }
  }

  /** Adds a piece of an edge within one row, from `left` to `right`, that turns `area` of the row on for all right of it. */
  #addSpan(row: number, left: number, right: number, area: number): void {
    const from = Math.min(Math.max(left, 0), this.#width);
    const to = Math.min(Math.max(right, 0), this.#width);
    const clipped = right - left;
    const base = row * (this.#width + 2);
    if (to - from <= 0) {
      this.#addVertical(base, from, area);
      return;
    }
    // What the picture's edges cut off of the piece stands upright at them.
    this.#addVertical(base, 0, clipped > 0 ? (area * (Math.min(right, from) - left)) / clipped : 0);
    this.#addSloped(base, from, to, (area * (to - from)) / clipped);
  }

  #addVertical(base: number, x: number, area: number): void {
    const column = Math.floor(x);
    const rest = x - column;
    this.#changes[base + column]! += area * (1 - rest);
    this.#changes[base + column + 1]! += area * rest;
  }

  #addSloped(base: number, left: number, right: number, area: number): void {
    const perPixel = area / (right - left);
    for (let column = Math.floor(left); column < right; column++) {
      const from = Math.max(left, column);
      const to = Math.min(right, column + 1);
      const part = perPixel * (to - from);
      const middle = (from + to) / 2 - column;
      this.#changes[base + column]! += part * (1 - middle);
      this.#changes[base + column + 1]! += part * middle;
    }
  }

  levels(): Uint8Array {
    const levels = new Uint8Array(this.#width * this.#height);
    for (let row = 0; row < this.#height; row++) {
      let area = 0;
      for (let column = 0; column < this.#width; column++) {
        area += this.#changes[row * (this.#width + 2) + column]!;
        const covered = Math.min(1, Math.abs(area));
        levels[row * this.#width + column] = Math.floor(covered * FULL_COVERAGE + 0.5);
      }
    }
    return levels;
  }
}
