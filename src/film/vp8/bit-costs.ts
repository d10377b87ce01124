/** What a 0 costs, in bits, that is coded with a probability of `index`/256; a 1 costs as much as with the rest of 256. */
export const BIT_COSTS = Float64Array.from({ length: 257 }, (_, index) => -Math.log2(Math.max(index, 1) / 256));

/**
 * What a way through a tree costs, in bits.
 *
 * @param path at each inner node its number, doubled, plus the bit that is taken there
 * @param probabilities of a 0 at each node
 */
export function pathCost(path: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  let bits = 0;
  for (let at = 0; at < path.length; at++) {
    const taken = path[at]!;
    const probability = probabilities[taken >> 1]!;
    bits += BIT_COSTS[taken & 1 ? 256 - probability : probability]!;
  }
  return bits;
}
