import type { BoolEncoder } from "./bool-encoder.ts";
import { INTER, type MacroblockChoices } from "./macroblock-choices.ts";
import { writeVector } from "./motion.ts";

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
