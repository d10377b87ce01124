import { type Coverage, FULL_COVERAGE, fillOutline } from "../coverage.ts";
import type { CellMetrics } from "../metrics.ts";
import type { Outline } from "../truetype/outline.ts";

/** A point in pixels, from the cell's upper left corner. */
export type Point = readonly [x: number, y: number];

/** Where the shape of one cell is drawn: rectangles on whole pixels, and polygons with smooth edges. */
export class ShapeCanvas implements Coverage {
  readonly width: number;
  readonly height: number;
  /** The thickness of a thin line. */
  readonly line: number;
  readonly levels: Uint8Array;

  constructor({ width, height, line }: CellMetrics) {
    this.width = width;
    this.height = height;
    this.line = line;
    this.levels = new Uint8Array(width * height);
  }

  /** Fills a rectangle, or empties it with level 0. Edges are whole pixels; what lies outside is left out. */
  rect(left: number, top: number, right: number, bottom: number, level = FULL_COVERAGE): void {
    for (let y = Math.max(0, top); y < Math.min(this.height, bottom); y++) {
      const row = y * this.width;
      this.levels.fill(level, row + Math.max(0, left), row + Math.max(0, Math.min(this.width, right)));
    }
  }

  /** Fills a polygon; where it meets what is there already, the denser of the two stays. */
  polygon(points: readonly Point[]): void {
    this.outline([points.map(([x, y]) => ({ x, y, onCurve: true }))]);
  }

  outline(outline: Outline): void {
    const { levels } = fillOutline(outline, this.width, this.height);
    for (let at = 0; at < levels.length; at++) this.levels[at] = Math.max(this.levels[at]!, levels[at]!);
  }

  /** Turns filled into empty, and back. */
  invert(): void {
    for (let at = 0; at < this.levels.length; at++) this.levels[at] = FULL_COVERAGE - this.levels[at]!;
  }
}

/** The whole pixel nearest to `part` of `parts` of `length`: shared by all shapes, so that they meet. */
export function division(length: number, part: number, parts: number): number {
  return Math.floor((length * part) / parts + 0.5);
}
