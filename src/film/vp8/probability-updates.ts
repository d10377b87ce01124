import { BIT_COSTS } from "./bit-costs.ts";
import type { BoolEncoder } from "./bool-encoder.ts";
import { DEFAULT_TOKEN_PROBABILITIES, TOKEN_UPDATE_PROBABILITIES } from "./token-probabilities.ts";

/** How much of what was counted still counts in the next frame: small frames are too few to learn from one alone. */
const MEMORY = 0.95;

/** The probability, 1 to 255, that fits what was counted; 255 where nothing was. */
export function fittingProbability(zeros: number, ones: number): number {
  const total = zeros + ones;
  if (total === 0) return 255;
  return Math.min(255, Math.max(1, Math.round((zeros * 256) / total)));
}

function cost(zeros: number, ones: number, probability: number): number {
  return zeros * BIT_COSTS[probability]! + ones * BIT_COSTS[256 - probability]!;
}

/** The token probabilities that decoders have, and what speaks for others. */
export class TokenProbabilities {
  readonly values = Uint8Array.from(DEFAULT_TOKEN_PROBABILITIES);
  /** What was counted in the frames until now, the older the less. */
  readonly #counts = new Float64Array(DEFAULT_TOKEN_PROBABILITIES.length * 2);

  /** As decoders do at a key frame. What was learnt is kept. */
  reset(): void {
    this.values.set(DEFAULT_TOKEN_PROBABILITIES);
  }

  /**
   * Writes which probabilities this frame changes (RFC 6386, 13.4): those where the change is repaid by frames like the
   * ones until now.
   *
   * @param branches of this frame, from {@link TokenList.branches}
   * @returns whether it changes any
   */
  write(output: BoolEncoder, branches: Uint32Array): boolean {
    let changed = false;
    const { values } = this;
    const counts = this.#counts;
    for (let index = 0; index < counts.length; index++) counts[index] = counts[index]! * MEMORY + branches[index]!;
    for (let index = 0; index < values.length; index++) {
      const zeros = counts[index * 2]!;
      const ones = counts[index * 2 + 1]!;
      const unchanged = TOKEN_UPDATE_PROBABILITIES[index]!;
      const old = values[index]!;
      const fitting = zeros + ones === 0 ? old : fittingProbability(zeros, ones);
      const price = 8 + BIT_COSTS[256 - unchanged]! - BIT_COSTS[unchanged]!;
      const updates = cost(zeros, ones, old) - cost(zeros, ones, fitting) > price;
      output.bit(updates ? 1 : 0, unchanged);
      if (!updates) continue;
      output.literal(fitting, 8);
      values[index] = fitting;
      changed = true;
    }
    return changed;
  }
}
