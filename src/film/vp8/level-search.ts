import { costsAt, type TokenCosts } from "./token-costs.ts";
import { END, MAX_LEVEL, TOKEN_OF, tableOf } from "./token-tree.ts";

/** How large the level before is, as it matters to the next one's probabilities: 0, 1 or more. */
const STATES = 3;

/**
 * Chooses the levels of a block's coefficients: of those that lie next to each, the ones that together lose least, where
 * what they lose (squared) and what their tokens cost are added up. This is the shortest way through a graph
 * of the coefficients and what the level before each was (Viterbi).
 */
export class LevelSearch {
  readonly #bits: Float64Array;
  /** The best scores of all ways to the states behind a coefficient, from the ones before it. */
  #before = new Float64Array(STATES);
  #behind = new Float64Array(STATES);
  /** The last step of the best way to each state behind each coefficient: a level, and the state before. */
  readonly #steps = new Int32Array(16 * STATES);
  readonly #origins = new Uint8Array(16 * STATES);
  /** What is lost by ending before a coefficient. */
  readonly #rests = new Float64Array(17);
  /** The levels that were found, up to the end. */
  readonly levels = new Int32Array(16);
  /** What is lost, squared, and what the bits cost. */
  score = 0;

  constructor(costs: TokenCosts) {
    this.#bits = costs.bits;
  }

  /**
   * @param sizes of the coefficients, without signs, in zigzag order
   * @param first 1 where the first coefficient is told elsewhere, else 0; it is not searched but rounded, as the eye
   *   sees in plain ground what is lost there
   * @param bitPrice what a bit costs, as a loss
   * @returns behind the last level that is not 0; 0 where there is none
   */
  find(
    sizes: Int32Array,
    type: number,
    first: number,
    context: number,
    dc: number,
    ac: number,
    bitPrice: number,
  ): number {
    const last = this.#reach(sizes, first, dc, ac);
    let best = this.#rests[first]! + bitPrice * this.#bits[costsAt(tableOf(type, first, context), 0) + END]!;
    if (last === first) {
      this.score = best;
      return 0;
    }
    let end = first;
    let endState = context;
    this.#behind.fill(Number.POSITIVE_INFINITY);
    this.#behind[context] = 0;
    for (let index = first; index < last; index++) {
      this.#advance(sizes[index]!, type, index, first, index === 0 ? dc : ac, bitPrice);
      if (index === 0 && sizes[0]! * 2 >= dc) best = Number.POSITIVE_INFINITY;
      for (let state = 1; state < STATES; state++) {
        const ending = index === 15 ? 0 : this.#bits[costsAt(tableOf(type, index + 1, state), 0) + END]!;
        const score = this.#behind[state]! + this.#rests[index + 1]! + bitPrice * ending;
        if (score >= best) continue;
        best = score;
        end = index + 1;
        endState = state;
      }
    }
    this.score = best;
    if (end === first) return 0;
    this.#trace(first, end, endState);
    return end;
  }

  /** The score of a block without any level. @param lost its coefficients, squared */
  scoreOfNothing(lost: number, type: number, context: number, bitPrice: number): number {
    return lost + bitPrice * this.#bits[costsAt(tableOf(type, 0, context), 0) + END]!;
  }

  /** Adds up what may be lost. @returns behind the last coefficient that could have a level */
  #reach(sizes: Int32Array, first: number, dc: number, ac: number): number {
    let last = first;
    this.#rests[16] = 0;
    for (let index = 15; index >= first; index--) {
      const size = sizes[index]!;
      this.#rests[index] = this.#rests[index + 1]! + size * size;
      if (last === first && size * 2 >= (index === 0 ? dc : ac)) last = index + 1;
    }
    return last;
  }

  /** From all states before a coefficient to those behind it. */
  #advance(size: number, type: number, index: number, first: number, step: number, bitPrice: number): void {
    const before = this.#behind;
    const behind = this.#before;
    this.#before = before;
    this.#behind = behind;
    for (let state = 0; state < STATES; state++) behind[state] = Number.POSITIVE_INFINITY;
    const bits = this.#bits;
    const small = costsAt(tableOf(type, index, 0), index === first ? 0 : 1);
    const middle = costsAt(tableOf(type, index, 1), 0);
    const large = costsAt(tableOf(type, index, 2), 0);
    const low = Math.min(MAX_LEVEL, Math.floor(size / step));
    const near = Math.min(MAX_LEVEL, Math.floor(size / step + 0.5));
    for (let level = index === 0 ? near : low === 1 ? 0 : low; level <= near; level++) {
      const token = TOKEN_OF[level]!;
      let origin = 0;
      let score = before[0]! + bitPrice * bits[small + token]!;
      const fromMiddle = before[1]! + bitPrice * bits[middle + token]!;
      const fromLarge = before[2]! + bitPrice * bits[large + token]!;
      if (fromMiddle < score) {
        score = fromMiddle;
        origin = 1;
      }
      if (fromLarge < score) {
        score = fromLarge;
        origin = 2;
      }
      const lost = size - level * step;
      score += lost * lost;
      const state = level > 1 ? 2 : level;
      if (score >= behind[state]!) continue;
      behind[state] = score;
      this.#steps[index * STATES + state] = level;
      this.#origins[index * STATES + state] = origin;
    }
  }

  #trace(first: number, end: number, endState: number): void {
    for (let index = 0; index < 16; index++) this.levels[index] = 0;
    let state = endState;
    for (let index = end - 1; index >= first; index--) {
      this.levels[index] = this.#steps[index * STATES + state]!;
      state = this.#origins[index * STATES + state]!;
    }
  }
}
