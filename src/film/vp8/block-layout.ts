/** The blocks of a macroblock: 16 of luma, 4 of U, 4 of V, and one of the means of luma (Y2), of 16 coefficients each. */
export const BLOCKS = 25;
export const Y2_BLOCK = 24;

/** The blocks of the three planes: which is the first, and how many stand side by side. */
export const LUMA = { plane: "y", first: 0, across: 4 } as const;
export const CHROMA = [
  { plane: "u", first: 16, across: 2 },
  { plane: "v", first: 20, across: 2 },
] as const;
export type Plane = typeof LUMA | (typeof CHROMA)[number];

/** A side of a macroblock has a flag for each block along it, whether that has coefficients: 4 Y, 2 U, 2 V, 1 Y2. */
export const FLAGS = 9;
export const Y2_FLAG = 8;

/** No block of the same macroblock: the flags of the next one tell. */
export const OUTSIDE = -1;

/** Where a block is in its macroblock. */
export interface BlockPlace {
  /** Its flags, along the upper and the left side. */
  readonly aboveFlag: number;
  readonly leftFlag: number;
  /** The blocks next to it, or {@link OUTSIDE}. */
  readonly above: number;
  readonly left: number;
}

function placeIn({ first, across }: Plane, firstFlag: number): BlockPlace[] {
  return Array.from({ length: across * across }, (_, index) => {
    const column = index % across;
    const row = Math.floor(index / across);
    return {
      aboveFlag: firstFlag + column,
      leftFlag: firstFlag + row,
      above: row === 0 ? OUTSIDE : first + index - across,
      left: column === 0 ? OUTSIDE : first + index - 1,
    };
  });
}

/** Of each block. */
export const PLACES: readonly BlockPlace[] = [
  ...placeIn(LUMA, 0),
  ...placeIn(CHROMA[0], 4),
  ...placeIn(CHROMA[1], 6),
  { aboveFlag: Y2_FLAG, leftFlag: Y2_FLAG, above: OUTSIDE, left: OUTSIDE },
];
