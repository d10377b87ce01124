import { SUBMODE_BITS } from "./intra-headers.ts";
import type { MacroblockChoices } from "./macroblock-choices.ts";
import type { ResidualCoder } from "./residual-coder.ts";
import type { SourceBlock } from "./source-block.ts";
import { SUBMODE, SUBMODES, SubblockPrediction } from "./subblock-prediction.ts";
import type { YuvPicture } from "./yuv-picture.ts";

/** As many modes as look best are weighed: that takes a transform each. */
const CANDIDATES = 2;
/** What telling a mode costs, as a difference between pixels. */
const PRICES = [4, 12, 12, 16, 16, 18, 18, 18, 20, 20];
/** These look at the pixels above to the right. */
const LOOK_RIGHT = [SUBMODE.vertical, SUBMODE.leftDown, SUBMODE.verticalLeft] as readonly number[];

/** Finds for each subblock of a macroblock how it is best foretold, and codes it at once: the next one builds upon it. */
export class SubblockSearch {
  readonly #residual: ResidualCoder;
  readonly #choices: MacroblockChoices;
  readonly #prediction = new SubblockPrediction();
  #tried = new Uint8Array(16);
  #best = new Uint8Array(16);
  /** The modes that look best, and how much they differ, the best one first. */
  readonly #candidates = new Uint8Array(CANDIDATES);
  readonly #distances = new Float64Array(CANDIDATES);

  constructor(residual: ResidualCoder, choices: MacroblockChoices) {
    this.#residual = residual;
    this.#choices = choices;
  }

  /**
   * Codes the luma of a macroblock that is neither in the first row nor in the first column.
   *
   * @returns what that loses and costs, as the residual coder weighs, or Infinity where it was given up as that exceeds `limit`
   */
  code(source: SourceBlock, picture: YuvPicture, column: number, row: number, limit: number): number {
    const { stride, columns } = picture;
    const first = (row * stride + column) * 16;
    let total = 0;
    for (let block = 0; block < 16; block++) {
      const origin = first + (block >> 2) * 4 * stride + (block & 3) * 4;
      const isLast = (block & 3) === 3;
      // The last column of subblocks always looks at the row above the macroblock (RFC 6386, 12.3).
      const right = isLast ? first - stride + 16 : origin - stride + 4;
      this.#prediction.look(picture.y, origin, stride, right);
      const index = (row * columns + column) * 16 + block;
      this.#lookAtAll(source.y, block, isLast && column === columns - 1);
      total += this.#choose(source, column, block, index);
      if (total >= limit) return Number.POSITIVE_INFINITY;
      for (let at = 0; at < 16; at++) picture.y[origin + (at >> 2) * stride + (at & 3)] = this.#best[at]!;
      this.#residual.codeSubblock(picture, column, row, block);
    }
    return total;
  }

  /** Finds the candidates. */
  #lookAtAll(luma: Uint8Array, block: number, endsAtEdge: boolean): void {
    this.#distances.fill(Number.POSITIVE_INFINITY);
    for (let mode = 0; mode < SUBMODES; mode++) {
      // To the right of the picture decoders do not agree with each other on what there is.
      if (endsAtEdge && LOOK_RIGHT.includes(mode)) continue;
      this.#prediction.predict(mode, this.#tried);
      const distance = PRICES[mode]! + subblockDistance(luma, block, this.#tried);
      let place = CANDIDATES;
      for (; place > 0 && distance < this.#distances[place - 1]!; place--) {
        if (place === CANDIDATES) continue;
        this.#distances[place] = this.#distances[place - 1]!;
        this.#candidates[place] = this.#candidates[place - 1]!;
      }
      if (place === CANDIDATES) continue;
      this.#distances[place] = distance;
      this.#candidates[place] = mode;
    }
  }

  /** Leaves the best candidate's prediction in `#best`, and its mode among the choices. @returns what it loses and costs */
  #choose(source: SourceBlock, column: number, block: number, index: number): number {
    let least = Number.POSITIVE_INFINITY;
    let last = 0;
    // The likeliest one comes last, as its coefficients are then at hand.
    for (let place = CANDIDATES - 1; place >= 0; place--) {
      last = this.#candidates[place]!;
      this.#prediction.predict(last, this.#tried);
      const modeCost = SUBMODE_BITS[last]! * this.#residual.bitPrice;
      const score = modeCost + this.#residual.weighSubblock(source, this.#tried, column, block);
      if (score >= least) continue;
      least = score;
      this.#choices.submodes[index] = last;
      [this.#best, this.#tried] = [this.#tried, this.#best];
    }
    if (this.#choices.submodes[index] !== last) this.#residual.weighSubblock(source, this.#best, column, block);
    return least;
  }
}

function subblockDistance(luma: Uint8Array, block: number, prediction: Uint8Array): number {
  const from = (block >> 2) * 64 + (block & 3) * 4;
  let sum = 0;
  for (let at = 0; at < 16; at++) sum += Math.abs(luma[from + (at >> 2) * 16 + (at & 3)]! - prediction[at]!);
  return sum;
}
