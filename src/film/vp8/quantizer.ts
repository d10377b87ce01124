/** Step sizes of DC coefficients by quantiser index (RFC 6386, 14.1). */
// biome-ignore format: as in the RFC
const DC_STEPS: readonly number[] = [
  4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 17, 18, 19, 20, 20, 21, 21, 22, 22, 23, 23, 24, 25, 25, 26, 27, 28,
  29, 30, 31, 32, 33, 34, 35, 36, 37, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57,
  58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87,
  88, 89, 91, 93, 95, 96, 98, 100, 101, 102, 104, 106, 108, 110, 112, 114, 116, 118, 122, 124, 126, 128, 130, 132, 134, 136,
  138, 140, 143, 145, 148, 151, 154, 157,
];

/** Step sizes of all other coefficients. */
// biome-ignore format: as in the RFC
const AC_STEPS: readonly number[] = [
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
  36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 60, 62, 64, 66, 68, 70, 72, 74,
  76, 78, 80, 82, 84, 86, 88, 90, 92, 94, 96, 98, 100, 102, 104, 106, 108, 110, 112, 114, 116, 119, 122, 125, 128, 131, 134,
  137, 140, 143, 146, 149, 152, 155, 158, 161, 164, 167, 170, 173, 177, 181, 185, 189, 193, 197, 201, 205, 209, 213, 217,
  221, 225, 229, 234, 239, 245, 249, 254, 259, 264, 269, 274, 279, 284,
];

/** What a frame's header says of its quantisation (RFC 6386, 9.6): an index 0–127 and differences to it, -15 to 15. */
export interface QuantizerIndices {
  readonly yAc: number;
  readonly yDcDelta: number;
  readonly y2DcDelta: number;
  readonly y2AcDelta: number;
  readonly uvDcDelta: number;
  readonly uvAcDelta: number;
}

/** Step sizes of one kind of block: its first coefficient, and the others. */
export interface BlockSteps {
  readonly dc: number;
  readonly ac: number;
}

/** Step sizes of luma, of the luma blocks' means (Y2), and of chroma. */
export interface QuantizerSteps {
  readonly y: BlockSteps;
  readonly y2: BlockSteps;
  readonly uv: BlockSteps;
}

function step(table: readonly number[], index: number): number {
  return table[Math.min(127, Math.max(0, index))]!;
}

/** The step sizes that a decoder makes from the indices (RFC 6386, 14.1 and `dixie.c`). */
export function quantizerSteps(indices: QuantizerIndices): QuantizerSteps {
  const { yAc } = indices;
  return {
    y: { dc: step(DC_STEPS, yAc + indices.yDcDelta), ac: step(AC_STEPS, yAc) },
    y2: {
      dc: step(DC_STEPS, yAc + indices.y2DcDelta) * 2,
      ac: Math.max(8, Math.floor((step(AC_STEPS, yAc + indices.y2AcDelta) * 155) / 100)),
    },
    uv: {
      dc: Math.min(132, step(DC_STEPS, yAc + indices.uvDcDelta)),
      ac: step(AC_STEPS, yAc + indices.uvAcDelta),
    },
  };
}
