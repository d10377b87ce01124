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
  /** The best score of all ways to a state behind a coefficient, and the last step of it. */
  readonly #scores = new Float64Array(17 * STATES);
  readonly #steps = new Int32Array(17 * STATES);
  readonly #origins = new Uint8Array(17 * STATES);
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
    this.#scores.fill(Number.POSITIVE_INFINITY, first * STATES, (last + 1) * STATES);
    this.#scores[first * STATES + context] = 0;
    for (let index = first; index < last; index++) {
      const step = index === 0 ? dc : ac;
      this.#advance(sizes[index]!, type, index, first, step, bitPrice);
      if (index === 0 && sizes[0]! * 2 >= dc) best = Number.POSITIVE_INFINITY;
      for (let state = 1; state < STATES; state++) {
        const ending = index === 15 ? 0 : this.#bits[costsAt(tableOf(type, index + 1, state), 0) + END]!;
        const score = this.#scores[(index + 1) * STATES + state]! + this.#rests[index + 1]! + bitPrice * ending;
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
    const low = Math.min(MAX_LEVEL, Math.floor(size / step));
    const near = Math.min(MAX_LEVEL, Math.floor(size / step + 0.5));
    const from = index === 0 ? near : low === 1 ? 0 : low;
    for (let level = from; level <= near; level++) {
      const lost = (size - level * step) ** 2;
      const token = TOKEN_OF[level]!;
      const next = (index + 1) * STATES + (level > 1 ? 2 : level);
      for (let state = 0; state < STATES; state++) {
        const costs = costsAt(tableOf(type, index, state), index > first && state === 0 ? 1 : 0);
        const score = this.#scores[index * STATES + state]! + lost + bitPrice * this.#bits[costs + token]!;
        if (score >= this.#scores[next]!) continue;
        this.#scores[next] = score;
        this.#steps[next] = level;
        this.#origins[next] = state;
      }
    }
  }

  #trace(first: number, end: number, endState: number): void {
    this.levels.fill(0);
    let state = endState;
    for (let index = end; index > first; index--) {
      this.levels[index - 1] = this.#steps[index * STATES + state]!;
      state = this.#origins[index * STATES + state]!;
    }
  }
}
