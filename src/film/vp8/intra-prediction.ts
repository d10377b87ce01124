import type { YuvPicture } from "./yuv-picture.ts";

/** How a macroblock is foretold from its surroundings in the same picture (RFC 6386, 12.2), numbered as here only. */
export const INTRA_MODE = { dc: 0, vertical: 1, horizontal: 2, trueMotion: 3 } as const;
export type IntraMode = (typeof INTRA_MODE)[keyof typeof INTRA_MODE];

/**
 * Which modes a macroblock may use. At the picture's edges the RFC makes up what is missing; modes that would need
 * that are not used there, as they foretell nothing.
 */
export function allowedIntraModes(column: number, row: number): readonly IntraMode[] {
  if (column > 0 && row > 0) return ALL_MODES;
  if (row > 0) return NO_LEFT;
  return column > 0 ? NO_ABOVE : ONLY_DC;
}

const ALL_MODES = [INTRA_MODE.dc, INTRA_MODE.vertical, INTRA_MODE.horizontal, INTRA_MODE.trueMotion];
const NO_LEFT = [INTRA_MODE.dc, INTRA_MODE.vertical];
const NO_ABOVE = [INTRA_MODE.dc, INTRA_MODE.horizontal];
const ONLY_DC = [INTRA_MODE.dc];

/** Writes the prediction of luma of the macroblock at `column`, `row` into the picture. */
export function predictLuma(picture: YuvPicture, column: number, row: number, mode: IntraMode): void {
  predictPlane(picture.y, picture.stride, 16, column, row, mode);
}

/** The same for both planes of chroma. */
export function predictChroma(picture: YuvPicture, column: number, row: number, mode: IntraMode): void {
  predictPlane(picture.u, picture.stride >> 1, 8, column, row, mode);
  predictPlane(picture.v, picture.stride >> 1, 8, column, row, mode);
}

function predictPlane(
  plane: Uint8Array,
  stride: number,
  size: number,
  column: number,
  row: number,
  mode: IntraMode,
): void {
  const origin = row * size * stride + column * size;
  const end = origin + size * stride;
  if (mode === INTRA_MODE.dc) {
    const mean = edgeMean(plane, stride, size, origin, column > 0, row > 0);
    for (let o = origin; o < end; o += stride) fillRow(plane, o, size, mean);
  } else if (mode === INTRA_MODE.vertical) {
    for (let o = origin; o < end; o += stride) copyRowAbove(plane, o, size, stride);
  } else if (mode === INTRA_MODE.horizontal) {
    for (let o = origin; o < end; o += stride) fillRow(plane, o, size, plane[o - 1]!);
  } else {
    predictTrueMotion(plane, stride, size, origin);
  }
}

// For so few bytes loops are quicker than native calls.
function fillRow(plane: Uint8Array, at: number, size: number, value: number): void {
  for (let x = at; x < at + size; x++) plane[x] = value;
}

function copyRowAbove(plane: Uint8Array, at: number, size: number, stride: number): void {
  for (let x = at; x < at + size; x++) plane[x] = plane[x - stride]!;
}

/** The mean of the pixels above and to the left, as far as there are any; else the middle. */
function edgeMean(
  plane: Uint8Array,
  stride: number,
  size: number,
  origin: number,
  hasLeft: boolean,
  hasAbove: boolean,
): number {
  let count = 0;
  let sum = 0;
  if (hasAbove) {
    for (let x = 0; x < size; x++) sum += plane[origin - stride + x]!;
    count += size;
  }
  if (hasLeft) {
    for (let y = 0; y < size; y++) sum += plane[origin + y * stride - 1]!;
    count += size;
  }
  return count === 0 ? 128 : Math.floor((sum + count / 2) / count);
}

/** TM_PRED: the pixel above, changed by as much as the left one differs from the corner. */
function predictTrueMotion(plane: Uint8Array, stride: number, size: number, origin: number): void {
  const above = origin - stride;
  const corner = plane[above - 1]!;
  for (let y = 0, o = origin; y < size; y++, o += stride) {
    const slope = plane[o - 1]! - corner;
    for (let x = 0; x < size; x++) {
      const value = plane[above + x]! + slope;
      plane[o + x] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}
