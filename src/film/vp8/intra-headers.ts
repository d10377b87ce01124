import { pathCost } from "./bit-costs.ts";
import type { BoolEncoder } from "./bool-encoder.ts";
import type { MacroblockChoices } from "./macroblock-choices.ts";
import { SUBBLOCKS } from "./macroblock-choices.ts";
import { SUBMODE } from "./subblock-prediction.ts";
import { KEY_SUBMODE_PROBABILITIES, SUBMODE_PROBABILITIES } from "./submode-probabilities.ts";

// The ways to each mode through its tree: at each inner node its number, doubled, plus the bit that is taken there. The
// modes are in the order of INTRA_MODE, then SUBBLOCKS.

/** Luma in a key frame (RFC 6386, 11.2). */
const KEY_LUMA = { paths: [[1, 2, 4], [1, 2, 5], [1, 3, 6], [1, 3, 7], [0]], probabilities: [145, 156, 163, 128] };
/** Luma in other frames (16.2). */
const LUMA = { paths: [[0], [1, 2, 4], [1, 2, 5], [1, 3, 6], [1, 3, 7]], probabilities: [112, 86, 140, 37] };
/** Chroma (11.2, 16.2). */
const CHROMA_PATHS = [[0], [1, 2], [1, 3, 4], [1, 3, 5]];
const KEY_CHROMA = { paths: CHROMA_PATHS, probabilities: [142, 114, 183] };
const CHROMA = { paths: CHROMA_PATHS, probabilities: [162, 101, 204] };

/** Subblocks, in the order of SUBMODE (11.2). */
const SUBMODE_PATHS = [
  [0],
  [1, 2],
  [1, 3, 4],
  [1, 3, 5, 6, 8],
  [1, 3, 5, 7, 12],
  [1, 3, 5, 6, 9, 10],
  [1, 3, 5, 6, 9, 11],
  [1, 3, 5, 7, 13, 14],
  [1, 3, 5, 7, 13, 15, 16],
  [1, 3, 5, 7, 13, 15, 17],
];

/** What telling the mode of a subblock costs, in bits; in a key frame it depends on the neighbours, but about as much. */
export const SUBMODE_BITS: readonly number[] = SUBMODE_PATHS.map((path) => pathCost(path, SUBMODE_PROBABILITIES));

/** What neighbours that are foretold as a whole count as, by their mode. */
const AS_SUBMODE = [SUBMODE.dc, SUBMODE.vertical, SUBMODE.horizontal, SUBMODE.trueMotion];

function writePath(output: BoolEncoder, path: readonly number[], probabilities: readonly number[]): void {
  for (const taken of path) output.bit(taken & 1, probabilities[taken >> 1]!);
}

/** Writes how the macroblock at `index` of a key frame is foretold. */
export function writeKeyModes(output: BoolEncoder, choices: MacroblockChoices, columns: number, index: number): void {
  const mode = choices.modes[index]!;
  writePath(output, KEY_LUMA.paths[mode]!, KEY_LUMA.probabilities);
  if (mode === SUBBLOCKS) {
    for (let block = 0; block < 16; block++) {
      const above =
        block < 4 ? submodeOf(choices, index - columns, block + 12) : choices.submodes[index * 16 + block - 4]!;
      const left =
        block & 3
          ? choices.submodes[index * 16 + block - 1]!
          : submodeOf(choices, index % columns === 0 ? -1 : index - 1, block + 3);
      const path = SUBMODE_PATHS[choices.submodes[index * 16 + block]!]!;
      writePath(output, path, KEY_SUBMODE_PROBABILITIES[above]![left]!);
    }
  }
  writePath(output, KEY_CHROMA.paths[choices.chromaModes[index]!]!, KEY_CHROMA.probabilities);
}

/** Outside of the picture all is DC. */
function submodeOf(choices: MacroblockChoices, index: number, block: number): number {
  if (index < 0) return SUBMODE.dc;
  const mode = choices.modes[index]!;
  return mode === SUBBLOCKS ? choices.submodes[index * 16 + block]! : AS_SUBMODE[mode]!;
}

/** Writes how the intra macroblock at `index` of another frame is foretold. */
export function writeIntraModes(output: BoolEncoder, choices: MacroblockChoices, index: number): void {
  const mode = choices.modes[index]!;
  writePath(output, LUMA.paths[mode]!, LUMA.probabilities);
  if (mode === SUBBLOCKS) {
    for (let block = 0; block < 16; block++) {
      writePath(output, SUBMODE_PATHS[choices.submodes[index * 16 + block]!]!, SUBMODE_PROBABILITIES);
    }
  }
  writePath(output, CHROMA.paths[choices.chromaModes[index]!]!, CHROMA.probabilities);
}
