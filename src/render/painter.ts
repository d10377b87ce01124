import type { ScreenCell } from "../screen/cells.ts";
import { colorNumber } from "./blend.ts";
import { type CellMetrics, cellMetrics } from "./metrics.ts";
import type { Profile, Scale } from "./profile.ts";
import type { Raster } from "./raster.ts";
import type { Scene } from "./scene.ts";
import { isShade } from "./shapes/shades.ts";
import { TilePainter } from "./tile-painter.ts";

/** Draws scenes. Keeps what it has drawn of glyphs and cells, so one painter should draw all frames of a film. */
export class Painter {
  readonly metrics: CellMetrics;
  readonly #padding: number;
  readonly #tiles: TilePainter;

  constructor(profile: Profile, scale: Scale) {
    this.metrics = cellMetrics(profile, scale);
    this.#padding = profile.padding * scale;
    this.#tiles = new TilePainter(this.metrics);
  }

  /** The size in pixels of a picture of so many cells. */
  sizeOf(cols: number, rows: number): { width: number; height: number } {
    const border = 2 * this.#padding;
    return { width: cols * this.metrics.width + border, height: rows * this.metrics.height + border };
  }

  /** @throws AppError `INTERNAL_ERROR` if a font that is needed cannot be read */
  paint(scene: Scene): Raster {
    const { width, height } = this.sizeOf(scene.cols, scene.rows);
    const raster = { width, height, pixels: new Uint32Array(width * height) };
    raster.pixels.fill(colorNumber(scene.background));
    for (const [row, cells] of scene.cells.entries()) this.#paintRow(raster, scene, row, cells);
    return raster;
  }

  /** Whether the thin lines that fit left of a column are odd in number. */
  #isOddColumn(col: number): boolean {
    return ((col * this.metrics.width) / this.metrics.line) % 2 >= 1;
  }

  #paintRow(raster: Raster, scene: Scene, row: number, cells: readonly ScreenCell[]): void {
    const colors = { foreground: scene.foreground, background: scene.background, cursorColor: scene.cursorColor };
    for (let col = 0; col < cells.length; ) {
      const cell = cells[col]!;
      const span = cell.width === 2 ? 2 : 1;
      const isAtCursor = scene.cursor?.row === row && scene.cursor.col >= col && scene.cursor.col < col + span;
      const cursor = isAtCursor ? scene.cursor?.style : undefined;
      const isOdd = isShade(cell.char.codePointAt(0) ?? 0) && this.#isOddColumn(col);
      const tile = this.#tiles.tileOf({ cell, span, isOdd, colors, cursor });
      copyTile(tile, raster, this.#padding + col * this.metrics.width, this.#padding + row * this.metrics.height);
      col += span;
    }
  }
}

function copyTile(tile: { width: number; height: number; pixels: Uint32Array }, raster: Raster, x: number, y: number) {
  const { width, height, pixels } = tile;
  const target = raster.pixels;
  for (let row = 0, from = 0; row < height; row++) {
    let to = (y + row) * raster.width + x;
    for (const end = from + width; from < end; ) target[to++] = pixels[from++]!;
  }
}
