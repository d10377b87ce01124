import { type Coverage, FULL_COVERAGE } from "./coverage.ts";

/** A painted piece of the picture: `0xrrggbb`, row by row. */
export interface Tile {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

/** `part` of `most` parts of `above`, the rest of `below`; rounded. Colours are `0xrrggbb`. */
export function mixColors(below: number, above: number, part: number, most: number): number {
  const red = mixChannel((below >> 16) & 0xff, (above >> 16) & 0xff, part, most);
  const green = mixChannel((below >> 8) & 0xff, (above >> 8) & 0xff, part, most);
  const blue = mixChannel(below & 0xff, above & 0xff, part, most);
  return (red << 16) | (green << 8) | blue;
}

function mixChannel(below: number, above: number, part: number, most: number): number {
  return Math.floor((below * (most - part) + above * part) / most + 0.5);
}

/** `#rrggbb` as a number. */
export function colorNumber(color: string): number {
  return Number.parseInt(color.slice(1), 16);
}

/** Lays a colour over a tile where `coverage` says, as far as `alpha` (0 to 255) lets it. */
export function paintCoverage(tile: Tile, coverage: Coverage, color: number, alpha = 255): void {
  const { pixels } = tile;
  const { levels } = coverage;
  const most = FULL_COVERAGE * 255;
  for (let at = 0; at < pixels.length; at++) {
    const level = levels[at]!;
    if (level === 0) continue;
    pixels[at] = level === FULL_COVERAGE && alpha === 255 ? color : mixColors(pixels[at]!, color, level * alpha, most);
  }
}

/** Fills a rectangle of a tile; what lies outside of the tile is left out. */
export function paintRect(tile: Tile, x: number, y: number, width: number, height: number, color: number): void {
  const right = Math.min(tile.width, x + width);
  const bottom = Math.min(tile.height, y + height);
  for (let row = Math.max(0, y); row < bottom; row++) {
    tile.pixels.fill(color, row * tile.width + Math.max(0, x), row * tile.width + Math.max(right, 0));
  }
}
