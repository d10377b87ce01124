import type { BoolEncoder } from "./bool-encoder.ts";
import { TOKEN_NODES } from "./token-probabilities.ts";
import { END, PATHS, RANGES, TABLES, TOKEN_OF, TOKENS, tableOf } from "./token-tree.ts";

// A token in one number: its table (7 bits), itself (4), whether the block's end is out of the question as it follows
// a zero (1), what is added to its range's first value (11), and its sign (1).
const TOKEN_SHIFT = 7;
const AFTER_ZERO_SHIFT = 11;
const EXTRA_SHIFT = 12;
const SIGN_SHIFT = 23;

/** The tokens of a frame's coefficients, in order, and how often each was met. */
export class TokenList {
  #tokens = new Uint32Array(1 << 14);
  #length = 0;
  readonly #tally = new Uint32Array(TABLES * 2 * TOKENS);

  clear(): void {
    this.#length = 0;
    this.#tally.fill(0);
  }

  /**
   * Adds a block.
   *
   * @param levels holds its 16 quantised coefficients from `at` on, in zigzag order
   * @param first 1 where the first coefficient is told elsewhere, else 0
   * @param end behind the last coefficient that is not 0
   * @param context how many of the blocks above and to the left have any coefficient
   */
  addBlock(levels: Int16Array, at: number, type: number, first: number, end: number, context: number): void {
    if (this.#length + 17 > this.#tokens.length) this.#grow();
    let neighbours = context;
    let afterZero = 0;
    for (let index = first; index < end; index++) {
      const level = levels[at + index]!;
      const value = level < 0 ? -level : level;
      const token = TOKEN_OF[value]!;
      const extra = token > 4 ? value - RANGES[token - 5]!.base : 0;
      this.#add(
        tableOf(type, index, neighbours),
        token,
        afterZero,
        (extra << EXTRA_SHIFT) | (level < 0 ? 1 << SIGN_SHIFT : 0),
      );
      neighbours = value > 1 ? 2 : value;
      afterZero = value === 0 ? 1 : 0;
    }
    if (end < 16) this.#add(tableOf(type, end, neighbours), END, 0, 0);
  }

  #add(table: number, token: number, afterZero: number, rest: number): void {
    this.#tally[(table * 2 + afterZero) * TOKENS + token]!++;
    this.#tokens[this.#length++] = table | (token << TOKEN_SHIFT) | (afterZero << AFTER_ZERO_SHIFT) | rest;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#tokens.length * 2);
    larger.set(this.#tokens);
    this.#tokens = larger;
  }

  /** How often each bit was taken at each node: two counts a probability, in the order of the probability tables. */
  branches(): Uint32Array {
    const counts = new Uint32Array(TABLES * TOKEN_NODES * 2);
    for (let index = 0; index < this.#tally.length; index++) {
      const times = this.#tally[index]!;
      if (times === 0) continue;
      const table = Math.floor(index / (2 * TOKENS));
      const afterZero = Math.floor(index / TOKENS) % 2;
      const path = PATHS[index % TOKENS]!;
      for (let at = afterZero; at < path.length; at++) counts[table * TOKEN_NODES * 2 + path[at]!]! += times;
    }
    return counts;
  }

  /** Writes all of them with the given probabilities. */
  write(output: BoolEncoder, probabilities: Uint8Array): void {
    for (let index = 0; index < this.#length; index++) {
      const packed = this.#tokens[index]!;
      const nodes = (packed & 127) * TOKEN_NODES;
      const token = (packed >> TOKEN_SHIFT) & 15;
      const path = PATHS[token]!;
      for (let at = (packed >> AFTER_ZERO_SHIFT) & 1; at < path.length; at++) {
        const taken = path[at]!;
        output.bit(taken & 1, probabilities[nodes + (taken >> 1)]!);
      }
      if (token === 0 || token === END) continue;
      if (token > 4) writeExtra(output, RANGES[token - 5]!.bits, (packed >> EXTRA_SHIFT) & 0x7ff);
      output.bit((packed >> SIGN_SHIFT) & 1, 128);
    }
  }
}

function writeExtra(output: BoolEncoder, bits: readonly number[], extra: number): void {
  for (let index = 0; index < bits.length; index++) {
    output.bit((extra >> (bits.length - 1 - index)) & 1, bits[index]!);
  }
}
