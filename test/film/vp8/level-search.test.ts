import { expect, test } from "bun:test";
import fc from "fast-check";
import { LevelSearch } from "../../../src/film/vp8/level-search.ts";
import { costsAt, TokenCosts } from "../../../src/film/vp8/token-costs.ts";
import { DEFAULT_TOKEN_PROBABILITIES } from "../../../src/film/vp8/token-probabilities.ts";
import { BLOCK_TYPE, END, TOKEN_OF, tableOf } from "../../../src/film/vp8/token-tree.ts";

const DC = 20;
const AC = 30;
const PRICE = 0.1 * AC * AC;
const costs = new TokenCosts(Uint8Array.from(DEFAULT_TOKEN_PROBABILITIES));
const search = new LevelSearch(costs);

interface Block {
  sizes: number[];
  type: number;
  first: number;
  context: number;
}

/** What levels lose and cost, added up one by one. */
function scoreOf({ sizes, type, first, context }: Block, levels: readonly number[]): number {
  const end = levels.findLastIndex((level) => level > 0) + 1;
  let lost = 0;
  let bits = 0;
  let before = context;
  for (let index = first; index < 16; index++) {
    lost += (sizes[index]! - levels[index]! * (index === 0 ? DC : AC)) ** 2;
    if (index >= end) continue;
    const afterZero = index > first && before === 0 ? 1 : 0;
    bits += costs.bits[costsAt(tableOf(type, index, before), afterZero) + TOKEN_OF[levels[index]!]!]!;
    before = Math.min(2, levels[index]!);
  }
  if (end < 16) bits += costs.bits[costsAt(tableOf(type, Math.max(first, end), before), 0) + END]!;
  return lost + PRICE * bits;
}

/** All ways to take each coefficient's level: next to it, or 0 instead of 1. The mean is rounded. */
function* everyChoice({ sizes, first }: Block): Iterable<number[]> {
  const choices = sizes.map((size, index) => {
    if (index < first) return [0];
    if (index === 0) return [Math.floor(size / DC + 0.5)];
    const low = Math.floor(size / AC);
    return [...new Set([low === 1 ? 0 : low, low, Math.floor(size / AC + 0.5)])];
  });
  const counts = choices.reduce((product, { length }) => product * length, 1);
  for (let number = 0; number < counts; number++) {
    let rest = number;
    yield choices.map((levels) => {
      const level = levels[rest % levels.length]!;
      rest = Math.floor(rest / levels.length);
      return level;
    });
  }
}

const block: fc.Arbitrary<Block> = fc
  .record({
    type: fc.constantFrom(...Object.values(BLOCK_TYPE)),
    context: fc.integer({ min: 0, max: 2 }),
    places: fc.array(fc.record({ at: fc.integer({ min: 0, max: 15 }), size: fc.integer({ min: 0, max: 80 }) }), {
      maxLength: 7,
    }),
  })
  .map(({ type, context, places }) => {
    const sizes = new Array<number>(16).fill(0);
    for (const { at, size } of places) sizes[at] = size;
    return { sizes, type, context, first: type === BLOCK_TYPE.lumaAfterY2 ? 1 : 0 };
  });

test("no other levels next to the coefficients lose and cost less", () => {
  fc.assert(
    fc.property(block, (one) => {
      const { sizes, type, first, context } = one;
      const end = search.find(Int32Array.from(sizes), type, first, context, DC, AC, PRICE);
      const found = sizes.map((_, index) => (index < end ? search.levels[index]! : 0));
      const least = [...everyChoice(one)].reduce((best, levels) => Math.min(best, scoreOf(one, levels)), Infinity);
      expect(scoreOf(one, found)).toBeCloseTo(search.score, 3);
      expect(search.score).toBeLessThanOrEqual(least + 0.001);
      expect(end).toBe(found.findLastIndex((level) => level > 0) + 1);
    }),
    { numRuns: 500 },
  );
});

test("where bits cost nothing, levels are rounded", () => {
  const sizes = Int32Array.of(9, 14, 15, 16, 44, 46, 0, 100, 0, 0, 0, 0, 0, 0, 0, 15);
  const end = search.find(sizes, BLOCK_TYPE.wholeLuma, 0, 0, DC, AC, 0);
  const found = [...search.levels];
  expect(end).toBeGreaterThanOrEqual(8);
  for (const [index, size] of sizes.entries()) {
    const step = index === 0 ? DC : AC;
    expect(Math.abs(size - (index < end ? found[index]! : 0) * step)).toBeLessThanOrEqual(step / 2);
  }
});
