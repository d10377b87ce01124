import type { ScreenCell } from "../screen/cells.ts";
import { colorNumber, mixColors, paintCoverage, type Tile } from "./blend.ts";
import { drawText, type Glyph } from "./glyph.ts";
import type { CellMetrics } from "./metrics.ts";
import type { SceneCursor } from "./scene.ts";

/** What a scene says about colours that a cell does not name. */
export interface SceneColors {
  readonly foreground: string;
  readonly background: string;
  readonly cursorColor: string;
}

/** Tiles are kept up to so many bytes; then all are forgotten. */
const MOST_TILE_BYTES = 16 * 1024 * 1024;

/** Paints cells, and keeps what it has painted. */
export class TilePainter {
  readonly #metrics: CellMetrics;
  readonly #glyphs = new Map<string, Glyph>();
  readonly #tiles = new Map<string, Tile>();
  #tileBytes = 0;

  constructor(metrics: CellMetrics) {
    this.#metrics = metrics;
  }

  /** The pixels of a cell, or of `span` cells for a wide character. */
  tileOf(cell: ScreenCell, span: number, colors: SceneColors, cursor: SceneCursor["style"] | undefined): Tile {
    const key = tileKey(cell, span, colors, cursor);
    const known = this.#tiles.get(key);
    if (known) return known;
    const tile = this.#paint(cell, span, colors, cursor);
    if (this.#tileBytes > MOST_TILE_BYTES) {
      this.#tiles.clear();
      this.#tileBytes = 0;
    }
    this.#tiles.set(key, tile);
    this.#tileBytes += tile.pixels.byteLength;
    return tile;
  }

  #paint(cell: ScreenCell, span: number, colors: SceneColors, cursor: SceneCursor["style"] | undefined): Tile {
    const { width, height } = this.#metrics;
    const tile = { width: span * width, height, pixels: new Uint32Array(span * width * height) };
    const { ink, paper } = cellColors(cell, colors, cursor === "block");
    tile.pixels.fill(paper);
    if (!cell.invisible && cell.char !== " ") {
      for (const layer of this.#glyphOf(cell, span)) {
        paintCoverage(tile, layer.coverage, layer.color ?? ink, layer.alpha);
      }
    }
    return tile;
  }

  #glyphOf(cell: ScreenCell, span: number): Glyph {
    const style = { bold: cell.bold === true, italic: cell.italic === true };
    const key = `${span}${style.bold ? "b" : ""}${style.italic ? "i" : ""} ${cell.char}`;
    let glyph = this.#glyphs.get(key);
    if (!glyph) {
      glyph = drawText(cell.char, span, style, this.#metrics);
      this.#glyphs.set(key, glyph);
    }
    return glyph;
  }
}

/** What a cell is written with and on, as `0xrrggbb`. */
function cellColors(cell: ScreenCell, colors: SceneColors, isUnderBlock: boolean): { ink: number; paper: number } {
  const plain = [colorNumber(cell.fg ?? colors.foreground), colorNumber(cell.bg ?? colors.background)] as const;
  const [ink, paper] = cell.inverse ? [plain[1], plain[0]] : plain;
  if (isUnderBlock) return { ink: paper, paper: colorNumber(colors.cursorColor) };
  return { ink: cell.dim ? mixColors(paper, ink, 1, 2) : ink, paper };
}

function tileKey(cell: ScreenCell, span: number, colors: SceneColors, cursor: string | undefined): string {
  const flags =
    (cell.bold ? 1 : 0) |
    (cell.dim ? 2 : 0) |
    (cell.italic ? 4 : 0) |
    (cell.underline ? 8 : 0) |
    (cell.strikethrough ? 16 : 0) |
    (cell.overline ? 32 : 0) |
    (cell.inverse ? 64 : 0) |
    (cell.invisible ? 128 : 0);
  const fg = cell.fg ?? colors.foreground;
  const bg = cell.bg ?? colors.background;
  let key = `${cell.char}\t${flags}${fg}${bg}${span}`;
  if (cell.underline) key += `${cell.underlineStyle ?? ""}${cell.underlineColor ?? ""}`;
  return cursor ? `${key}${cursor}${colors.cursorColor}` : key;
}
