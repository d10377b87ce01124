import type { BoolEncoder } from "./bool-encoder.ts";
import { INTRA_MODE } from "./intra-prediction.ts";
import { writeVector } from "./motion.ts";

/** What was decided for a macroblock: how it is foretold, and whether anything is added to that. */
export interface MacroblockChoices {
  /** An intra mode, or {@link INTER}. */
  readonly modes: Uint8Array;
  /** For those that are {@link INTER}: how many pixel rows further down they are found. Else 0. */
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

/** The three neighbours that are asked, and how much each counts. */
const NEIGHBOURS = [
  { column: 0, row: -1, weight: 2 },
  { column: -1, row: 0, weight: 2 },
  { column: -1, row: -1, weight: 1 },
] as const;

/** Writes the motions of inter macroblocks, which are told by what their neighbours do (RFC 6386, 18). */
export class MotionWriter {
  readonly #columns: number;
  readonly #choices: MacroblockChoices;
  /** Of what the neighbours do: at 0 no motion, then up to three motions, in the order they were met. */
  readonly #motions = new Int16Array(4);
  readonly #weights = new Uint8Array(4);

  constructor(columns: number, choices: MacroblockChoices) {
    this.#columns = columns;
    this.#choices = choices;
  }

  /** Writes the motion of the macroblock at `column`, `row`. */
  write(output: BoolEncoder, column: number, row: number): void {
    const motion = this.#choices.motions[row * this.#columns + column]!;
    this.#survey(column, row);
    const [none, nearest, near, split] = this.#weights as unknown as readonly [number, number, number, number];
    output.bit(motion === 0 ? 0 : 1, MOTION_PROBABILITIES[none]![0]);
    if (motion === 0) return;
    const isNearest = motion === this.#motions[1];
    output.bit(isNearest ? 0 : 1, MOTION_PROBABILITIES[nearest]![1]);
    if (isNearest) return;
    const isNear = motion === this.#motions[2];
    output.bit(isNear ? 0 : 1, MOTION_PROBABILITIES[near]![2]);
    if (isNear) return;
    output.bit(0, MOTION_PROBABILITIES[split]![3]);
    writeVector(output, motion - this.#best());
  }

  /** What a new vector is told against. */
  #best(): number {
    return this.#weights[1]! >= this.#weights[0]! ? this.#motions[1]! : 0;
  }

  /** How far `motion` is from what it would be told against. */
  distance(column: number, row: number, motion: number): number {
    this.#survey(column, row);
    return Math.abs(motion - this.#best());
  }

  #survey(column: number, row: number): void {
    const motions = this.#motions.fill(0);
    const weights = this.#weights.fill(0);
    let found = 0;
    for (const neighbour of NEIGHBOURS) {
      if (column + neighbour.column < 0 || row + neighbour.row < 0) continue;
      const index = (row + neighbour.row) * this.#columns + column + neighbour.column;
      if (this.#choices.modes[index] !== INTER) continue;
      const motion = this.#choices.motions[index]!;
      if (motion !== 0 && motion !== motions[found]) motions[++found] = motion;
      weights[motion === 0 ? 0 : found]! += neighbour.weight;
    }
    if (weights[3]! > 0 && motions[3] === motions[1]) weights[1]!++;
    // The fourth weight is of macroblocks that are moved in parts; there are none.
    weights[3] = 0;
    if (weights[2]! > weights[1]!) swapFirstTwo(motions, weights);
  }
}

function swapFirstTwo(motions: Int16Array, weights: Uint8Array): void {
  const motion = motions[1]!;
  const weight = weights[1]!;
  motions[1] = motions[2]!;
  weights[1] = weights[2]!;
  motions[2] = motion;
  weights[2] = weight;
}

/** Whether a mode is foretold from the same picture. */
export function isIntra(mode: number): boolean {
  return mode <= INTRA_MODE.trueMotion;
}
