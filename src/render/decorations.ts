import type { ScreenCell, UnderlineStyle } from "../screen/cells.ts";
import { mixColors, paintRect, type Tile } from "./blend.ts";
import { FULL_COVERAGE } from "./coverage.ts";
import type { CellMetrics } from "./metrics.ts";

/** Draws a kind of underline into the cell that begins at `left`. Heights are counted from the baseline. */
type UnderlineDrawer = (tile: Tile, left: number, metrics: CellMetrics, color: number) => void;

/** How far below the baseline lines lie, in thin lines. */
export const BELOW = { single: 2, upper: 1, lower: 3, wave: 1.5 };
/** How high a wave is, from its middle, in thin lines. */
export const WAVE_HEIGHT = 1.25;
/** Where a line through small letters lies above the baseline, in ems. */
const STRIKE_HEIGHT = 0.29;

const UNDERLINES: Readonly<Record<UnderlineStyle, UnderlineDrawer>> = {
  single: (tile, left, metrics, color) => drawLine(tile, left, metrics, BELOW.single, color),
  double: (tile, left, metrics, color) => {
    drawLine(tile, left, metrics, BELOW.upper, color);
    drawLine(tile, left, metrics, BELOW.lower, color);
  },
  curly: drawWave,
  dotted: (tile, left, metrics, color) => {
    const { width, line } = metrics;
    const dots = Math.max(1, Math.floor(width / (2 * line)));
    const y = lineTop(metrics, BELOW.single);
    for (let dot = 0; dot < dots; dot++) {
      paintRect(tile, left + Math.floor((dot * width) / dots), y, line, line, color);
    }
  },
  // Two halves of a dash at the cell's sides: with the neighbours' they are whole ones.
  dashed: (tile, left, metrics, color) => {
    const half = Math.floor(metrics.width / 3 + 0.5);
    const y = lineTop(metrics, BELOW.single);
    paintRect(tile, left, y, half, metrics.line, color);
    paintRect(tile, left + metrics.width - half, y, half, metrics.line, color);
  },
};

/** Draws a cell's lines under, over and through it. */
export function paintDecorations(tile: Tile, cell: ScreenCell, metrics: CellMetrics, ink: number, under: number): void {
  const { width, line } = metrics;
  if (cell.underline) {
    const draw = UNDERLINES[cell.underlineStyle ?? "single"];
    for (let left = 0; left < tile.width; left += width) draw(tile, left, metrics, under);
  }
  if (cell.overline) paintRect(tile, 0, 0, tile.width, line, ink);
  if (!cell.strikethrough) return;
  paintRect(tile, 0, strikeTop(metrics), tile.width, line, ink);
}

/** The upper edge of a line through the text, from the cell's top. */
export function strikeTop({ baseline, fontSize, line, height }: CellMetrics): number {
  return Math.min(baseline - Math.floor(fontSize * STRIKE_HEIGHT + 0.5) - (line >> 1), height - line);
}

/** The upper edge of a line so far below the baseline, within the cell. */
function lineTop({ baseline, line, height }: CellMetrics, below: number): number {
  return Math.min(baseline + Math.floor(below * line), height - line);
}

function drawLine(tile: Tile, left: number, metrics: CellMetrics, below: number, color: number): void {
  paintRect(tile, left, lineTop(metrics, below), metrics.width, metrics.line, color);
}

/** One wave a cell, of two parabolas: up, then down. Each column is as dark as the line covers its pixels. */
function drawWave(tile: Tile, left: number, metrics: CellMetrics, color: number): void {
  const { width, line, baseline, height } = metrics;
  const amplitude = WAVE_HEIGHT * line;
  const middle = Math.min(baseline + BELOW.wave * line + amplitude, height - amplitude - line / 2);
  for (let x = 0; x < width; x++) {
    const phase = (2 * (x + 0.5)) / width;
    const turn = phase < 1 ? phase : phase - 1;
    const wave = 4 * turn * (1 - turn) * amplitude * (phase < 1 ? -1 : 1);
    const top = middle + wave - line / 2;
    for (let y = Math.floor(top); y < top + line; y++) {
      if (y < 0 || y >= height) continue;
      const covered = Math.min(y + 1, top + line) - Math.max(y, top);
      const level = Math.floor(covered * FULL_COVERAGE + 0.5);
      const at = y * tile.width + left + x;
      tile.pixels[at] = mixColors(tile.pixels[at]!, color, level, FULL_COVERAGE);
    }
  }
}
