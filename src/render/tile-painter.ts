import type { ScreenCell } from "../screen/cells.ts";
import { colorNumber, paintCoverage, paintRect, type Tile } from "./blend.ts";
import { cellColors, type SceneColors } from "./cell-colors.ts";
import { paintDecorations } from "./decorations.ts";
import type { HanLanguage } from "./fonts/catalog.ts";
import { drawGlyph, type Glyph } from "./glyph.ts";
import type { CellMetrics } from "./metrics.ts";
import type { SceneCursor } from "./scene.ts";

/** A cell, and what of its neighbourhood has a part in how it looks. */
export interface TileRequest {
  readonly cell: ScreenCell;
  /** How many cells wide it is drawn. */
  readonly span: number;
  /** See {@link GlyphRequest}. */
  readonly isOdd: boolean;
  readonly language: HanLanguage;
  readonly colors: SceneColors;
  readonly cursor: SceneCursor["style"] | undefined;
}

/** Tiles are kept up to so many bytes; then all are forgotten. */
const MOST_TILE_BYTES = 16 * 1024 * 1024;
/** Glyphs are kept up to so many: more than any screen shows at once. */
const MOST_GLYPHS = 8192;
/** How thick a cursor that is a line is, in thin lines. */
export const CURSOR_LINES = 2;

/** Paints cells, and keeps what it has painted. */
export class TilePainter {
  readonly #metrics: CellMetrics;
  readonly #glyphs = new Map<string, Glyph>();
  readonly #tiles = new Map<string, Tile>();
  #tileBytes = 0;

  constructor(metrics: CellMetrics) {
    this.#metrics = metrics;
  }

  /** The pixels of a cell, or of as many as a wide character takes. */
  tileOf(request: TileRequest): Tile {
    const key = tileKey(request);
    const known = this.#tiles.get(key);
    if (known) return known;
    const tile = this.#paint(request);
    if (this.#tileBytes > MOST_TILE_BYTES) {
      this.#tiles.clear();
      this.#tileBytes = 0;
    }
    this.#tiles.set(key, tile);
    this.#tileBytes += tile.pixels.byteLength;
    return tile;
  }

  #paint(request: TileRequest): Tile {
    const { cell, span, colors, cursor } = request;
    const { width, height } = this.#metrics;
    const tile = { width: span * width, height, pixels: new Uint32Array(span * width * height) };
    const { ink, paper, underline } = cellColors(cell, colors, cursor === "block");
    tile.pixels.fill(paper);
    if (!cell.invisible) {
      for (const layer of this.#glyphOf(request)) {
        paintCoverage(tile, layer.coverage, layer.color ?? ink, layer.alpha);
      }
      paintDecorations(tile, cell, this.#metrics, ink, underline);
    }
    this.#paintCursor(tile, cursor, colorNumber(colors.cursorColor));
    return tile;
  }

  /** A block is the cell's paper already. */
  #paintCursor(tile: Tile, cursor: SceneCursor["style"] | undefined, color: number): void {
    const thickness = CURSOR_LINES * this.#metrics.line;
    if (cursor === "bar") paintRect(tile, 0, 0, thickness, tile.height, color);
    if (cursor === "underline") paintRect(tile, 0, tile.height - thickness, tile.width, thickness, color);
  }

  #glyphOf({ cell, span, isOdd, language }: TileRequest): Glyph {
    if (cell.char === " ") return [];
    const style = { bold: cell.bold === true, italic: cell.italic === true };
    const key = `${cell.char} ${span}${isOdd}${style.bold}${style.italic}${language}`;
    const known = this.#glyphs.get(key);
    if (known) return known;
    const glyph = drawGlyph({ text: cell.char, span, isOdd, style, language }, this.#metrics);
    if (this.#glyphs.size >= MOST_GLYPHS) this.#glyphs.clear();
    this.#glyphs.set(key, glyph);
    return glyph;
  }
}

/** The flags of a cell that change its looks, by the value of each in the key. */
const FLAGS = [
  "bold",
  "dim",
  "italic",
  "underline",
  "strikethrough",
  "overline",
  "inverse",
  "invisible",
] as const satisfies readonly (keyof ScreenCell)[];

/** Equal for two requests only if they look the same. */
function tileKey({ cell, span, isOdd, language, colors, cursor }: TileRequest): string {
  let flags = span * 2 + (isOdd ? 1 : 0);
  for (const flag of FLAGS) flags = flags * 2 + (cell[flag] ? 1 : 0);
  const key = `${cell.char}\t${flags}${cell.fg ?? colors.foreground}${cell.bg ?? colors.background}${language}`;
  if (!cell.underline && !cursor) return key;
  return `${key} ${cell.underlineStyle} ${cell.underlineColor} ${cursor} ${colors.cursorColor}`;
}
