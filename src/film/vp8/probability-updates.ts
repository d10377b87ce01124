import type { BoolEncoder } from "./bool-encoder.ts";
import { TOKEN_UPDATE_PROBABILITIES } from "./token-probabilities.ts";

/** What a bit costs, in bits, that is coded with a probability of `index`/256. */
const COST = Float64Array.from({ length: 257 }, (_, index) => -Math.log2(Math.max(index, 1) / 256));

/** The probability, 1 to 255, that fits what was counted; 255 where nothing was. */
export function fittingProbability(zeros: number, ones: number): number {
  const total = zeros + ones;
  if (total === 0) return 255;
  return Math.min(255, Math.max(1, Math.round((zeros * 256) / total)));
}

function cost(zeros: number, ones: number, probability: number): number {
  return zeros * COST[probability]! + ones * COST[256 - probability]!;
}

/**
 * Writes which token probabilities this frame changes (RFC 6386, 13.4): those where the change is repaid.
 *
 * @param branches from {@link TokenList.branches}
 * @param probabilities as they were; they are brought up to date
 */
export function writeTokenProbabilities(output: BoolEncoder, branches: Uint32Array, probabilities: Uint8Array): void {
  for (let index = 0; index < probabilities.length; index++) {
    const zeros = branches[index * 2]!;
    const ones = branches[index * 2 + 1]!;
    const unchanged = TOKEN_UPDATE_PROBABILITIES[index]!;
    const old = probabilities[index]!;
    const fitting = zeros + ones === 0 ? old : fittingProbability(zeros, ones);
    const price = 8 + COST[256 - unchanged]! - COST[unchanged]!;
    const updates = cost(zeros, ones, old) - cost(zeros, ones, fitting) > price;
    output.bit(updates ? 1 : 0, unchanged);
    if (!updates) continue;
    output.literal(fitting, 8);
    probabilities[index] = fitting;
  }
}
