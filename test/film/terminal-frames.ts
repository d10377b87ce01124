// Pictures that look like a terminal's, without its renderer: what compresses them is their nature (flat grounds, thin
// strokes with soft edges, cells, scrolling), not their meaning. Everything is made of numbers that are the same each time.
import type { Raster } from "../../src/render/raster.ts";

export const CELL = { width: 9, height: 20 };
const GROUND = 0x1e1e2e;
const COLORS = [0xcdd6f4, 0xf38ba8, 0xa6e3a1, 0xf9e2af, 0x89b4fa, 0xf5c2e7, 0x94e2d5, 0xbac2de];

/** A generator of numbers below 2^32 (Marsaglia's xorshift), the same for the same seed. */
export function numbers(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

export function blank(width: number, height: number, color = GROUND): Raster {
  return { width, height, pixels: new Uint32Array(width * height).fill(color) };
}

export function copy(raster: Raster): Raster {
  return { ...raster, pixels: raster.pixels.slice() };
}

export function fill(raster: Raster, left: number, top: number, width: number, height: number, color: number): void {
  for (let y = Math.max(0, top); y < Math.min(raster.height, top + height); y++) {
    const from = y * raster.width + Math.max(0, left);
    const to = y * raster.width + Math.min(raster.width, left + width);
    if (to > from) raster.pixels.fill(color, from, to);
  }
}

/** Moves all of a picture up by `rows`, and leaves `color` below. */
export function scrollUp(raster: Raster, rows: number, color = GROUND): void {
  raster.pixels.copyWithin(0, rows * raster.width);
  raster.pixels.fill(color, (raster.height - rows) * raster.width);
}

function mix(a: number, b: number, sixteenths: number): number {
  let mixed = 0;
  for (let shift = 0; shift < 24; shift += 8) {
    const from = (a >> shift) & 255;
    mixed |= Math.round(from + ((((b >> shift) & 255) - from) * sixteenths) / 16) << shift;
  }
  return mixed;
}

/** How much of a glyph's pixel is covered, in sixteenths: strokes between the corners and the middle of its box. */
function makeGlyph(code: number): Uint8Array {
  const random = numbers(code * 7919 + 13);
  const coverage = new Uint8Array(CELL.width * CELL.height);
  const xs = [1.2, 4, 6.8];
  const ys = [5, 10, 15];
  for (let stroke = 0; stroke < 3 + random(2); stroke++) {
    const [x1, y1] = [xs[random(3)]!, ys[random(3)]!];
    const [x2, y2] = random(2) ? [x1, ys[random(3)]!] : [xs[random(3)]!, random(3) ? y1 : ys[random(3)]!];
    for (let y = 0; y < CELL.height; y++) {
      for (let x = 0; x < CELL.width; x++) {
        const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
        const along =
          length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
        const distance = Math.sqrt((x - x1 - along * (x2 - x1)) ** 2 + (y - y1 - along * (y2 - y1)) ** 2);
        const covered = Math.round(Math.min(1, Math.max(0, 1.35 - distance)) * 16);
        const at = y * CELL.width + x;
        coverage[at] = Math.max(coverage[at]!, covered);
      }
    }
  }
  return coverage;
}

const glyphs = new Map<number, Uint8Array>();

/** Draws a character in a cell: its shape depends on `code`; 32 is blank. */
export function drawCell(
  raster: Raster,
  column: number,
  row: number,
  code: number,
  color: number,
  ground = GROUND,
): void {
  fill(raster, column * CELL.width, row * CELL.height, CELL.width, CELL.height, ground);
  if (code === 32) return;
  const glyph = glyphs.get(code) ?? makeGlyph(code);
  glyphs.set(code, glyph);
  for (let y = 0; y < CELL.height; y++) {
    for (let x = 0; x < CELL.width; x++) {
      const covered = glyph[y * CELL.width + x]!;
      if (covered === 0) continue;
      raster.pixels[(row * CELL.height + y) * raster.width + column * CELL.width + x] = mix(ground, color, covered);
    }
  }
}

/** A line of words, from `column` on. */
export function drawWords(
  raster: Raster,
  random: (below: number) => number,
  column: number,
  row: number,
  end: number,
): void {
  let at = column;
  while (at < end) {
    const color = COLORS[random(4) === 0 ? random(COLORS.length) : 0]!;
    const stop = Math.min(end, at + 2 + random(8));
    for (; at < stop; at++) drawCell(raster, at, row, 33 + random(60), color);
    if (at < end) drawCell(raster, at++, row, 32, color);
  }
}

/** A film as a list of moments; the raster is the same one each time, drawn over. */
export type Moments = Iterable<{ raster: Raster; atMs: number }>;

/** Someone types, `perSecond` keys a second; after 60 keys comes an answer of three lines. */
export function* typing(columns: number, rows: number, seconds: number, perSecond = 15): Moments {
  const random = numbers(1);
  const raster = blank(columns * CELL.width, rows * CELL.height);
  let row = 0;
  let column = 0;
  for (let key = 0; key < seconds * perSecond; key++) {
    drawCell(raster, column, row, 33 + random(60), COLORS[0]!);
    if (++column >= 60) {
      column = 0;
      for (let line = 0; line < 4; line++) {
        if (row < rows - 1) row++;
        else scrollUp(raster, CELL.height);
        if (line < 3) drawWords(raster, random, 0, row, 20 + random(60));
      }
    }
    if (column < columns) drawCell(raster, column, row, 32, COLORS[0]!, COLORS[0]!);
    yield { raster, atMs: (key * 1000) / perSecond };
  }
}

/** A screen full of numbers and bars; a third of the cells is drawn anew each `everyMs`. */
export function* monitor(columns: number, rows: number, seconds: number, everyMs = 1000): Moments {
  const random = numbers(2);
  const raster = blank(columns * CELL.width, rows * CELL.height);
  for (let row = 0; row < rows; row++) drawWords(raster, random, 0, row, columns - random(20));
  for (let atMs = 0; atMs < seconds * 1000; atMs += everyMs) {
    yield { raster, atMs };
    for (let cell = 0; cell < (columns * rows) / 3; cell++) {
      const ground = random(40) === 0 ? 0x313244 : GROUND;
      const code = random(5) === 0 ? 32 : 48 + random(20);
      drawCell(raster, random(columns), random(rows), code, COLORS[random(COLORS.length)]!, ground);
    }
  }
}

/** A log that runs: `perSecond` lines a second, each a frame. */
export function* scrolling(columns: number, rows: number, seconds: number, perSecond = 60): Moments {
  const random = numbers(3);
  const length = () => Math.floor(columns / 3) + random(Math.ceil((columns * 2) / 3));
  const raster = blank(columns * CELL.width, rows * CELL.height);
  for (let row = 0; row < rows; row++) drawWords(raster, random, 0, row, length());
  for (let line = 0; line < seconds * perSecond; line++) {
    yield { raster, atMs: (line * 1000) / perSecond };
    scrollUp(raster, CELL.height);
    drawWords(raster, random, 0, rows - 1, length());
  }
}
