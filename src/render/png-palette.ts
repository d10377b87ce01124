import type { Raster } from "./raster.ts";

/** A picture of few colours: a number for each pixel, and the colours that the numbers stand for. */
export interface IndexedPixels {
  readonly palette: readonly number[];
  readonly indexes: Uint8Array;
}

const MOST_COLORS = 256;
/** Slots of the open-addressed table; a power of two well above the colours, so that searches stay short. */
const SLOTS = 2048;
/** Fibonacci hashing: 2³² divided by the golden ratio. */
const MULTIPLIER = 0x9e3779b1;
const HASH_SHIFT = 32 - 11;

/** The pixels as numbers, by first use, written to `indexes`; undefined if there are more than 256 colours. */
export function indexPixels({ pixels }: Raster, indexes: Uint8Array): IndexedPixels | undefined {
  const keys = new Int32Array(SLOTS).fill(-1);
  const values = new Uint8Array(SLOTS);
  const palette: number[] = [];
  let lastColor = -1;
  let lastIndex = 0;
  for (let at = 0; at < pixels.length; at++) {
    const color = pixels[at]!;
    if (color !== lastColor) {
      let slot = Math.imul(color, MULTIPLIER) >>> HASH_SHIFT;
      while (keys[slot] !== color && keys[slot] !== -1) slot = (slot + 1) & (SLOTS - 1);
      if (keys[slot] === -1) {
        if (palette.length === MOST_COLORS) return undefined;
        keys[slot] = color;
        values[slot] = palette.length;
        palette.push(color);
      }
      lastColor = color;
      lastIndex = values[slot]!;
    }
    indexes[at] = lastIndex;
  }
  return { palette, indexes };
}
