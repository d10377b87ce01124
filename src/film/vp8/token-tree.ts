import { BANDS, BLOCK_TYPES, CONTEXTS } from "./token-probabilities.ts";

/** Kinds of blocks, which have probabilities of their own (RFC 6386, 13.3). */
export const BLOCK_TYPE = { lumaAfterY2: 0, y2: 1, chroma: 2, wholeLuma: 3 } as const;

/** The end of a block; the tokens before it are 0 to 4 for themselves and 5 to 10 for the ranges of `RANGES`. */
export const END = 11;
/** How many there are. */
export const TOKENS = 12;

/** Tables of probabilities: one for each type, band and context. */
export const TABLES = BLOCK_TYPES * BANDS * CONTEXTS;

/** Which band the coefficient at a place belongs to. */
const BAND_OF = Uint8Array.of(0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7);

/** Values from 5 on: a range's first value, and the probabilities of the bits that say how much is added to it. */
export const RANGES: readonly { readonly base: number; readonly bits: readonly number[] }[] = [
  { base: 5, bits: [159] },
  { base: 7, bits: [165, 145] },
  { base: 11, bits: [173, 148, 140] },
  { base: 19, bits: [176, 155, 140, 135] },
  { base: 35, bits: [180, 157, 141, 134, 130] },
  { base: 67, bits: [254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129] },
];
/** The largest value that can be told. */
export const MAX_LEVEL = 67 + 2047;

/** The table of a coefficient at `index` in its block, by how large its neighbours are: 0, 1 or more. */
export function tableOf(type: number, index: number, context: number): number {
  return (type * BANDS + BAND_OF[index]!) * CONTEXTS + context;
}

// The ways to the tokens through their tree.
const step = (node: number, bit: 0 | 1): number => node * 2 + bit;
const NOT_END = step(0, 1);
const NOT_ZERO = [NOT_END, step(1, 1)];
const TWO_OR_MORE = [...NOT_ZERO, step(2, 1)];
const RANGE = [...TWO_OR_MORE, step(3, 1)];
/** From the root of the token tree to each token: the inner node's number, doubled, plus the bit that is taken there. */
export const PATHS: readonly Uint8Array[] = [
  [NOT_END, step(1, 0)],
  [...NOT_ZERO, step(2, 0)],
  [...TWO_OR_MORE, step(3, 0), step(4, 0)],
  [...TWO_OR_MORE, step(3, 0), step(4, 1), step(5, 0)],
  [...TWO_OR_MORE, step(3, 0), step(4, 1), step(5, 1)],
  [...RANGE, step(6, 0), step(7, 0)],
  [...RANGE, step(6, 0), step(7, 1)],
  [...RANGE, step(6, 1), step(8, 0), step(9, 0)],
  [...RANGE, step(6, 1), step(8, 0), step(9, 1)],
  [...RANGE, step(6, 1), step(8, 1), step(10, 0)],
  [...RANGE, step(6, 1), step(8, 1), step(10, 1)],
  [step(0, 0)],
].map((path) => Uint8Array.from(path));

/** The token of each value. */
export const TOKEN_OF = Uint8Array.from({ length: MAX_LEVEL + 1 }, (_, value) =>
  value < 5 ? value : 4 + RANGES.filter(({ base }) => base <= value).length,
);
