/** What was decided for each macroblock: how it is foretold, and whether anything is added to that. */
export interface MacroblockChoices {
  /** An intra mode of all luma, {@link SUBBLOCKS} or {@link INTER}. */
  readonly modes: Uint8Array;
  /** The intra mode of chroma; means nothing for {@link INTER}. */
  readonly chromaModes: Uint8Array;
  /** The modes of the 16 subblocks of each; mean nothing but for {@link SUBBLOCKS}. */
  readonly submodes: Uint8Array;
  /** For those that are {@link INTER}: how many pixel rows further down they are found, or 0; one motion a frame. Else 0. */
  readonly motions: Int16Array;
  /** 1 where no coefficients follow. */
  readonly skips: Uint8Array;
}

/** The mode of a macroblock whose subblocks of luma are each foretold in their own way. */
export const SUBBLOCKS = 4;
/** The mode of a macroblock that is foretold from the picture before. */
export const INTER = 5;

/** Choices for `count` macroblocks. */
export function createChoices(count: number): MacroblockChoices {
  return {
    modes: new Uint8Array(count),
    chromaModes: new Uint8Array(count),
    submodes: new Uint8Array(count * 16),
    motions: new Int16Array(count),
    skips: new Uint8Array(count),
  };
}
