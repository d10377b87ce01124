import type { BoolEncoder } from "./bool-encoder.ts";
import type { YuvPicture } from "./yuv-picture.ts";

// Motion here is only ever vertical and by whole pixels: a terminal scrolls. Vectors are therefore numbers: how many
// pixel rows further down a block is found in the picture before. They never lead out of the picture, which is why
// the RFC's clamping of vectors (18.1) never comes to pass.

/** The farthest motion that a vector can tell: 10 bits of quarter pixels. */
export const MAX_SCROLL = 255;

/** The vertical half of the probabilities of vectors at the start (RFC 6386, 17.2), and of the horizontal half. */
const ROW_PROBABILITIES: readonly number[] = [
  162, 128, 225, 146, 172, 147, 214, 39, 156, 128, 129, 132, 75, 145, 178, 206, 239, 254, 254,
];
const COLUMN_PROBABILITIES: readonly number[] = [
  164, 128, 204, 170, 119, 235, 140, 230, 228, 128, 130, 130, 74, 148, 180, 203, 236, 254, 254,
];
/** How likely it is that each of them, rows first, is left as it is. */
const UPDATE_PROBABILITIES: readonly number[] = [
  237, 246, 253, 253, 254, 254, 254, 254, 254, 254, 254, 254, 254, 254, 250, 250, 252, 254, 254, 231, 243, 245, 253,
  254, 254, 254, 254, 254, 254, 254, 254, 254, 254, 251, 251, 254, 254, 254,
];
/** Where the probabilities of each part of a number begin. */
const IS_LONG = 0;
const SIGN = 1;
const SHORT = 2;
const LONG = 9;
const LONG_BITS = 10;

/** Leaves the probabilities of vectors as they are at a key frame: vectors are few. */
export function writeUnchangedVectorProbabilities(output: BoolEncoder): void {
  for (const probability of UPDATE_PROBABILITIES) output.bit(0, probability);
}

/** Writes a vector (RFC 6386, 17.2) that leads `rows` pixel rows down. */
export function writeVector(output: BoolEncoder, rows: number): void {
  writeComponent(output, rows * 4, ROW_PROBABILITIES);
  writeComponent(output, 0, COLUMN_PROBABILITIES);
}

function writeComponent(output: BoolEncoder, quarters: number, probabilities: readonly number[]): void {
  const size = Math.abs(quarters);
  output.bit(size < 8 ? 0 : 1, probabilities[IS_LONG]!);
  if (size < 8) writeShort(output, size, probabilities);
  else writeLong(output, size, probabilities);
  if (size !== 0) output.bit(quarters < 0 ? 1 : 0, probabilities[SIGN]!);
}

/** Three bits, the highest first, each with a probability that depends on the ones before. */
function writeShort(output: BoolEncoder, size: number, probabilities: readonly number[]): void {
  const high = size >> 2;
  const middle = (size >> 1) & 1;
  output.bit(high, probabilities[SHORT]!);
  output.bit(middle, probabilities[SHORT + 1 + high * 3]!);
  output.bit(size & 1, probabilities[SHORT + 2 + high * 3 + middle]!);
}

/** Bits 0, 1, 2, then from the highest down to 4, then 3, which goes without saying where nothing above it is set. */
function writeLong(output: BoolEncoder, size: number, probabilities: readonly number[]): void {
  for (let bit = 0; bit < 3; bit++) output.bit((size >> bit) & 1, probabilities[LONG + bit]!);
  for (let bit = LONG_BITS - 1; bit > 3; bit--) output.bit((size >> bit) & 1, probabilities[LONG + bit]!);
  if (size > 15) output.bit((size >> 3) & 1, probabilities[LONG + 3]!);
}

/** Half a pixel down, the RFC's six taps (18.3), in 1/128. */
const HALF_TAPS = [3, -16, 77, 77, -16, 3] as const;

/** Writes into `picture` the macroblock that lies `rows` further down in `reference`. */
export function predictMotion(
  reference: YuvPicture,
  picture: YuvPicture,
  column: number,
  row: number,
  rows: number,
): void {
  const half = picture.stride >> 1;
  copyBlock(reference.words.y, picture.words.y, column * 16, row, picture.stride, 16, rows);
  if (rows & 1) {
    const origin = row * 8 * half + column * 8;
    interpolateBlock(reference.u, picture.u, origin, half, (rows >> 1) * half);
    interpolateBlock(reference.v, picture.v, origin, half, (rows >> 1) * half);
  } else {
    copyBlock(reference.words.u, picture.words.u, column * 8, row, half, 8, rows >> 1);
    copyBlock(reference.words.v, picture.words.v, column * 8, row, half, 8, rows >> 1);
  }
}

/** Writes into `picture` the row of macroblocks that lies `rows`, an even number, further down in `reference`. */
export function copyRow(reference: YuvPicture, picture: YuvPicture, row: number, rows: number): void {
  const start = row * 16 * picture.stride;
  const shift = rows * picture.stride;
  const end = start + 16 * picture.stride;
  picture.y.set(reference.y.subarray(start + shift, end + shift), start);
  // A row of chroma is half as long, and there are half as many.
  picture.u.set(reference.u.subarray((start + shift) / 4, (end + shift) / 4), start / 4);
  picture.v.set(reference.v.subarray((start + shift) / 4, (end + shift) / 4), start / 4);
}

/** Copies a block of `size` × `size` pixels whose left edge is `left`, in the `row`-th row of such blocks. */
function copyBlock(
  from: Uint32Array,
  to: Uint32Array,
  left: number,
  row: number,
  stride: number,
  size: number,
  rows: number,
): void {
  const shift = (rows * stride) >> 2;
  let at = (row * size * stride + left) >> 2;
  for (let y = 0; y < size; y++, at += stride >> 2) {
    for (let word = at; word < at + (size >> 2); word++) to[word] = from[word + shift]!;
  }
}

/** Between two rows: chroma has half the rows of luma, so that an odd motion ends there. */
function interpolateBlock(from: Uint8Array, to: Uint8Array, origin: number, stride: number, shift: number): void {
  const last = from.length - stride;
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      const o = origin + y * stride + x;
      const column = o % stride;
      const top = o + shift - column - 2 * stride;
      let sum = 64;
      for (let tap = 0; tap < 6; tap++) {
        const line = Math.min(last, Math.max(0, top + tap * stride));
        sum += HALF_TAPS[tap]! * from[line + column]!;
      }
      to[o] = Math.min(255, Math.max(0, sum >> 7));
    }
  }
}
