import { gridFit } from "../grid-fit.ts";
import type { CellMetrics } from "../metrics.ts";
import type { Font } from "../truetype/font.ts";
import { boundsOf, mapOutline, type Outline } from "../truetype/outline.ts";
import type { Fit } from "./catalog.ts";

/** Puts an outline of a font, in font units, into the pixels of its cells, y downwards. */
export type Place = (outline: Outline) => Outline;

/** Where glyphs are put: how wide their cells are together, and how far the glyph's own advance reaches. */
interface Room {
  readonly font: Font;
  readonly metrics: CellMetrics;
  /** Pixels. */
  readonly width: number;
  /** Font units. */
  readonly advance: number;
  /** The whole outline, all layers of it, in font units. */
  readonly outline: Outline;
}

/** The text's own advance, in ems: JetBrains Mono's. The cell's width stands for it, whatever the font's size. */
const TEXT_ADVANCE = 0.6;
/** How much of two cells' width an em of Han takes; the rest is air between the characters. */
const SQUARE_SHARE = 0.945;
/** Where the body of a square character lies: above and below the baseline, in ems (Source Han Sans). */
const SQUARE_ASCENT = 0.88;
/** GNU Unifont has 16 pixels to an em, the lowest two below the baseline. One is as large as text of 15 pixels is thick. */
const BITMAP = { pixels: 16, below: 2, textSize: 15 };

const PLACES: Readonly<Record<Fit, (room: Room) => Place>> = {
  text: placeText,
  symbol: placeSymbol,
  square: placeSquare,
  emoji: placeEmoji,
  pixel: placePixels,
};

export function placementOf(fit: Fit, room: Room): Place {
  return PLACES[fit](room);
}

/** Letters are narrowed to this share of their width at most; what is wider yet becomes smaller as a whole. */
const NARROWEST = 0.75;

/** As the text stands: on the baseline, its heights on whole pixels; narrowed where the cells are too narrow. */
function placeText(room: Room): Place {
  const { font, metrics, width, advance, outline } = room;
  if (width * TEXT_ADVANCE * font.unitsPerEm < NARROWEST * advance * metrics.width) return placeSymbol(room);
  const scaleY = metrics.fontSize / font.unitsPerEm;
  const cell = metrics.width / (TEXT_ADVANCE * font.unitsPerEm);
  const scaleX = advance > 0 ? Math.min(cell, width / advance) : cell;
  const left = advance > 0 ? (width - advance * scaleX) / 2 : markLeft(outline, scaleX, width);
  const fit = gridFit(font, scaleY);
  return (ink) => mapOutline(ink, (x, y) => [left + x * scaleX, metrics.baseline - fit(y)]);
}

/**
 * Where a mark without an advance begins: behind the base, if it is made to reach back over it; else in the middle, as
 * we do not read where the font would attach it.
 */
function markLeft(outline: Outline, scale: number, width: number): number {
  const bounds = boundsOf(outline);
  if (!bounds || bounds.left + bounds.right < 0) return width;
  return width / 2 - ((bounds.left + bounds.right) / 2) * scale;
}

/** On the baseline like text; made smaller around the middle of a line where its ink is too wide. */
function placeSymbol({ font, metrics, width, outline }: Room): Place {
  const bounds = boundsOf(outline);
  const plain = metrics.fontSize / font.unitsPerEm;
  if (!bounds) return (same) => same;
  const inkWidth = bounds.right - bounds.left;
  const scale = Math.min(plain, width / inkWidth, metrics.height / (bounds.top - bounds.bottom));
  const left = (width - inkWidth * scale) / 2 - bounds.left * scale;
  const middle = metrics.baseline - ((bounds.top + bounds.bottom) / 2) * plain;
  const half = ((bounds.top - bounds.bottom) / 2) * scale;
  const top = Math.min(Math.max(middle - half, 0), metrics.height - 2 * half);
  const bottom = top + 2 * half;
  return (ink) => mapOutline(ink, (x, y) => [left + x * scale, bottom - (y - bounds.bottom) * scale]);
}

/** A square body in the middle of the line. */
function placeSquare({ font, metrics, width, advance, outline }: Room): Place {
  const em = Math.floor(2 * metrics.width * SQUARE_SHARE + 0.5);
  const scaleY = em / font.unitsPerEm;
  const scaleX = advance > 0 ? Math.min(scaleY, width / advance) : scaleY;
  const left = advance > 0 ? (width - advance * scaleX) / 2 : markLeft(outline, scaleX, width);
  const baseline = Math.floor((metrics.height - em) / 2 + em * SQUARE_ASCENT + 0.5);
  return (ink) => mapOutline(ink, (x, y) => [left + x * scaleX, baseline - y * scaleY]);
}

/** As wide as its cells, in the middle of the line. */
function placeEmoji({ font, metrics, width, advance }: Room): Place {
  const scale = Math.min(width / advance, metrics.height / (font.ascender - font.descender));
  const left = (width - advance * scale) / 2;
  const top = (metrics.height - (font.ascender - font.descender) * scale) / 2;
  const baseline = Math.floor(top + font.ascender * scale + 0.5);
  return (outline) => mapOutline(outline, (x, y) => [left + x * scale, baseline - y * scale]);
}

/** A pixel of the bitmap becomes a whole one at the reference size and its multiples; narrowed where the cells are too narrow. */
function placePixels({ font, metrics, width, advance, outline }: Room): Place {
  const pixel = Math.min(metrics.fontSize / BITMAP.textSize, metrics.height / BITMAP.pixels);
  const scaleY = (pixel * BITMAP.pixels) / font.unitsPerEm;
  const scaleX = advance > 0 ? Math.min(scaleY, width / advance) : scaleY;
  const left = advance > 0 ? Math.floor((width - advance * scaleX) / 2) : markLeft(outline, scaleX, width);
  const spare = Math.floor((metrics.height - BITMAP.pixels * pixel) / 2);
  const baseline = metrics.height - spare - BITMAP.below * pixel;
  return (ink) => mapOutline(ink, (x, y) => [left + x * scaleX, baseline - y * scaleY]);
}
