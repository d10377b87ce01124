import type { BoolEncoder } from "./bool-encoder.ts";
import { INTRA_MODE } from "./intra-prediction.ts";
import { writeVector } from "./motion.ts";

/** What was decided for a macroblock: how it is foretold, and whether anything is added to that. */
export interface MacroblockChoices {
  /** An intra mode, or {@link INTER}. */
  readonly modes: Uint8Array;
  /** For those that are {@link INTER}: how many pixel rows further down they are found, or 0; one motion a frame. Else 0. */
  readonly motions: Int16Array;
  /** 1 where no coefficients follow. */
  readonly skips: Uint8Array;
}

/** The mode of a macroblock that is foretold from the picture before. */
export const INTER = 4;

type Choice = readonly (readonly [bit: 0 | 1, node: number])[];

/** The way to each intra mode through the luma tree of a key frame (RFC 6386, 11.2), and the tree's probabilities. */
const KEY_LUMA: readonly Choice[] = [
  [
    [1, 0],
    [0, 1],
    [0, 2],
  ],
  [
    [1, 0],
    [0, 1],
    [1, 2],
  ],
  [
    [1, 0],
    [1, 1],
    [0, 3],
  ],
  [
    [1, 0],
    [1, 1],
    [1, 3],
  ],
];
const KEY_LUMA_PROBABILITIES = [145, 156, 163, 128];
/** The same in other frames (16.2). */
const LUMA: readonly Choice[] = [
  [[0, 0]],
  [
    [1, 0],
    [0, 1],
    [0, 2],
  ],
  [
    [1, 0],
    [0, 1],
    [1, 2],
  ],
  [
    [1, 0],
    [1, 1],
    [0, 3],
  ],
];
const LUMA_PROBABILITIES = [112, 86, 140, 37];
/** Chroma's tree is the same in both (11.2, 16.2). */
const CHROMA: readonly Choice[] = [
  [[0, 0]],
  [
    [1, 0],
    [0, 1],
  ],
  [
    [1, 0],
    [1, 1],
    [0, 2],
  ],
  [
    [1, 0],
    [1, 1],
    [1, 2],
  ],
];
const KEY_CHROMA_PROBABILITIES = [142, 114, 183];
const CHROMA_PROBABILITIES = [162, 101, 204];

function writeChoice(output: BoolEncoder, choice: Choice, probabilities: readonly number[]): void {
  for (const [bit, node] of choice) output.bit(bit, probabilities[node]!);
}

/** Writes how a macroblock of a key frame is foretold. */
export function writeKeyMode(output: BoolEncoder, mode: number): void {
  writeChoice(output, KEY_LUMA[mode]!, KEY_LUMA_PROBABILITIES);
  writeChoice(output, CHROMA[mode]!, KEY_CHROMA_PROBABILITIES);
}

/** Writes the mode of an intra macroblock in another frame. */
export function writeIntraMode(output: BoolEncoder, mode: number): void {
  writeChoice(output, LUMA[mode]!, LUMA_PROBABILITIES);
  writeChoice(output, CHROMA[mode]!, CHROMA_PROBABILITIES);
}

/** How likely the ways through the tree of motion are, by how much the neighbours speak for each (RFC 6386, 18.1). */
const MOTION_PROBABILITIES: readonly (readonly [number, number, number, number])[] = [
  [7, 1, 1, 143],
  [14, 18, 14, 107],
  [135, 64, 57, 68],
  [60, 56, 128, 65],
  [159, 134, 128, 34],
  [234, 188, 128, 28],
];
/** How much the neighbours above and to the left speak, and the one between them. */
const SIDE_WEIGHT = 2;
const CORNER_WEIGHT = 1;

/**
 * Writes the motion of the inter macroblock at `column`, `row` (RFC 6386, 18). All macroblocks of a frame that move
 * have the same motion, so that a neighbour's is either none or the right one.
 */
export function writeMotion(
  output: BoolEncoder,
  choices: MacroblockChoices,
  columns: number,
  column: number,
  row: number,
): void {
  const index = row * columns + column;
  const motion = choices.motions[index]!;
  const above = row > 0 ? SIDE_WEIGHT : 0;
  const left = column > 0 ? SIDE_WEIGHT : 0;
  const corner = row > 0 && column > 0 ? CORNER_WEIGHT : 0;
  const still =
    (isStill(choices, index - columns) ? above : 0) +
    (isStill(choices, index - 1) ? left : 0) +
    (isStill(choices, index - columns - 1) ? corner : 0);
  output.bit(motion === 0 ? 0 : 1, MOTION_PROBABILITIES[still]![0]);
  if (motion === 0) return;
  const moved =
    (choices.motions[index - columns] ? above : 0) +
    (choices.motions[index - 1] ? left : 0) +
    (choices.motions[index - columns - 1] ? corner : 0);
  output.bit(moved > 0 ? 0 : 1, MOTION_PROBABILITIES[moved]![1]);
  if (moved > 0) return;
  output.bit(1, MOTION_PROBABILITIES[0]![2]);
  output.bit(0, MOTION_PROBABILITIES[0]![3]);
  writeVector(output, motion);
}

function isStill(choices: MacroblockChoices, index: number): boolean {
  return choices.modes[index] === INTER && choices.motions[index] === 0;
}

/** Whether a mode is foretold from the same picture. */
export function isIntra(mode: number): boolean {
  return mode <= INTRA_MODE.trueMotion;
}
