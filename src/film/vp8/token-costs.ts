import { pathCost } from "./bit-costs.ts";
import { TOKEN_NODES } from "./token-probabilities.ts";
import { END, PATHS, RANGES, TABLES, TOKENS } from "./token-tree.ts";

/** The bits behind each token: its sign, and what is added to its range's first value. Nearly all are even chances. */
const BITS_BEHIND = Uint8Array.from({ length: TOKENS }, (_, token) => {
  if (token === 0 || token === END) return 0;
  return token < 5 ? 1 : 1 + RANGES[token - 5]!.bits.length;
});

/** The paths of tokens that follow a zero, where the block cannot end. */
const PATHS_AFTER_ZERO = PATHS.map((path) => path.subarray(1));

/** Where the costs are of tokens in a table: those after anything else, or those after a zero. */
export function costsAt(table: number, afterZero: number): number {
  return (table * 2 + afterZero) * TOKENS;
}

/** What each token costs, in bits, from {@link costsAt} on. What is there for an end after a zero means nothing. */
export class TokenCosts {
  readonly bits = new Float64Array(TABLES * 2 * TOKENS);

  constructor(probabilities: Uint8Array) {
    this.update(probabilities);
  }

  /** Goes by these probabilities from now on. */
  update(probabilities: Uint8Array): void {
    for (let table = 0; table < TABLES; table++) {
      const own = probabilities.subarray(table * TOKEN_NODES, (table + 1) * TOKEN_NODES);
      for (let token = 0; token < TOKENS; token++) {
        this.bits[costsAt(table, 0) + token] = BITS_BEHIND[token]! + pathCost(PATHS[token]!, own);
        this.bits[costsAt(table, 1) + token] = BITS_BEHIND[token]! + pathCost(PATHS_AFTER_ZERO[token]!, own);
      }
    }
  }
}
