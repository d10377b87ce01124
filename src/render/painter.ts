import { AppError } from "../protocol/errors.ts";
import type { ScreenCell } from "../screen/cells.ts";
import { colorNumber } from "./blend.ts";
import type { HanLanguage } from "./fonts/catalog.ts";
import { type CellMetrics, cellMetrics } from "./metrics.ts";
import type { Profile, Scale } from "./profile.ts";
import type { Raster } from "./raster.ts";
import type { Scene } from "./scene.ts";
import { isShade } from "./shapes/shades.ts";
import { TilePainter } from "./tile-painter.ts";

/** A scene that was drawn, and where in it each row is that has no cursor. */
interface PaintedScene {
  readonly scene: Scene;
  readonly raster: Raster;
  readonly rowOf: ReadonlyMap<readonly ScreenCell[], number>;
}

/** Whether rows of the one look as they would in the other. */
function isAlike(one: Scene, other: Scene): boolean {
  return one.cols === other.cols && one.foreground === other.foreground && one.background === other.background;
}

/** 256 MiB as a raster; some 2,900 rows of 120 columns at scale 1. */
const MOST_PIXELS = 64 * 1024 * 1024;

function assertDrawable(width: number, height: number): void {
  if (width * height <= MOST_PIXELS) return;
  const most = `at most ${MOST_PIXELS / 2 ** 20} million pixels can be drawn`;
  const message = `The picture would be ${width}×${height}; ${most}. Choose fewer rows, a smaller region or scale.`;
  throw new AppError("INVALID_INPUT", message, { width, height, mostPixels: MOST_PIXELS });
}

/** Draws scenes. Keeps what it has drawn of glyphs and cells, so one painter should draw all frames of a film. */
export class Painter {
  readonly metrics: CellMetrics;
  readonly #padding: number;
  readonly #tiles: TilePainter;
  #last: PaintedScene | undefined;
  #released: readonly Raster[] = [];

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

  /**
   * Draws a scene. Rows that are the very same arrays as in the scene before are copied from its picture, wherever they
   * stand now; so nobody may change a picture that was drawn, only give it back ({@link release}).
   *
   * @throws AppError `INVALID_INPUT` if the picture would be too large; `INTERNAL_ERROR` if a font cannot be read
   */
  paint(scene: Scene): Raster {
    const { width, height } = this.sizeOf(scene.cols, scene.rows);
    assertDrawable(width, height);
    const raster = this.#blank(width, height);
    const last = this.#last && isAlike(this.#last.scene, scene) ? this.#last : undefined;
    this.#fillBorder(raster, colorNumber(scene.background));
    const rowOf = new Map<readonly ScreenCell[], number>();
    for (const [row, cells] of scene.cells.entries()) {
      const hasCursor = scene.cursor?.row === row;
      const lastRow = hasCursor ? undefined : last?.rowOf.get(cells);
      if (last && lastRow !== undefined) this.#copyRow(last.raster, lastRow, raster, row);
      else this.#paintRow(raster, scene, row, cells);
      if (!hasCursor) rowOf.set(cells, row);
    }
    this.#last = { scene, raster, rowOf };
    return raster;
  }

  /**
   * Gives a picture back that nobody will look at any more: a later one may be drawn into its memory. Without it memory
   * grows until the runtime collects, by some megabytes a frame.
   */
  release(raster: Raster): void {
    this.#released = [...this.#released.filter((other) => other !== raster).slice(-1), raster];
  }

  /** A picture whose pixels are to be set, every one. The last one is still needed, to copy rows from. */
  #blank(width: number, height: number): Raster {
    const fits = (raster: Raster) => raster.width === width && raster.height === height;
    const spare = this.#released.find((raster) => raster !== this.#last?.raster && fits(raster));
    if (!spare) return { width, height, pixels: new Uint32Array(width * height) };
    this.#released = this.#released.filter((raster) => raster !== spare);
    return spare;
  }

  #fillBorder({ width, height, pixels }: Raster, background: number): void {
    const padding = this.#padding;
    pixels.fill(background, 0, padding * width);
    pixels.fill(background, (height - padding) * width);
    for (let y = padding; y < height - padding; y++) {
      pixels.fill(background, y * width, y * width + padding);
      pixels.fill(background, (y + 1) * width - padding, (y + 1) * width);
    }
  }

  #copyRow(from: Raster, fromRow: number, to: Raster, toRow: number): void {
    const start = (row: number) => (this.#padding + row * this.metrics.height) * to.width;
    to.pixels.set(from.pixels.subarray(start(fromRow), start(fromRow + 1)), start(toRow));
  }

  /** Whether the thin lines that fit left of a column are odd in number. */
  #isOddColumn(col: number): boolean {
    return ((col * this.metrics.width) / this.metrics.line) % 2 >= 1;
  }

  #paintRow(raster: Raster, scene: Scene, row: number, cells: readonly ScreenCell[]): void {
    const { foreground, background, cursorColor } = scene;
    const cursor = scene.cursor?.row === row ? scene.cursor : undefined;
    const language = languageOf(cells);
    for (let col = 0; col < cells.length; ) {
      const cell = cells[col]!;
      const isWide = cell.width === 2;
      const span = isWide || reachesOver(cell, cells[col + 1]) ? 2 : 1;
      const isAtCursor = cursor !== undefined && (cursor.col === col || (isWide && cursor.col === col + 1));
      const tile = this.#tiles.tileOf({
        cell,
        span,
        isOdd: isShade(cell.char.codePointAt(0) ?? 0) && this.#isOddColumn(col),
        language: isWide ? language : "zh",
        colors: { foreground, background, cursorColor },
        cursor: isAtCursor ? cursor.style : undefined,
      });
      copyTile(tile, raster, this.#padding + col * this.metrics.width, this.#padding + row * this.metrics.height);
      // A cursor on the blank that an icon reaches over is drawn over the icon.
      col += span === 2 && !isWide && cursor?.col === col + 1 ? 1 : span;
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

const KANA = { first: 0x3041, last: 0x30ff };

/** A row with Kana is Japanese, and its Han characters are written as there. */
function languageOf(cells: readonly ScreenCell[]): HanLanguage {
  const hasKana = cells.some(({ width, char }) => width === 2 && isWithin(char.codePointAt(0) ?? 0, KANA));
  return hasKana ? "ja" : "zh";
}

function isWithin(codePoint: number, { first, last }: { first: number; last: number }): boolean {
  return codePoint >= first && codePoint <= last;
}

/** Private use, where the icons of prompts and file lists are; the separators among them are drawn as one cell. */
function isIcon(codePoint: number): boolean {
  if (codePoint >= 0xe0a0 && codePoint <= 0xe0bf) return false;
  return (codePoint >= 0xe000 && codePoint <= 0xf8ff) || (codePoint >= 0xf0000 && codePoint <= 0xffffd);
}

/** Whether a cell is an icon, made for two columns though it takes one, with a blank of the same paper behind it. */
export function reachesOver(cell: ScreenCell, next: ScreenCell | undefined): boolean {
  if (next?.char !== " " || !isIcon(cell.char.codePointAt(0) ?? 0)) return false;
  const isPlain = !(cell.inverse || next.inverse || cell.underline || next.underline);
  return isPlain && cell.bg === next.bg && !next.overline && !next.strikethrough;
}
