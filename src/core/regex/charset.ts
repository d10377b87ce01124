/** Sets of characters as sorted, disjoint, inclusive ranges of code points (or code units, without the `u` flag). */

export type CharSet = readonly (readonly [from: number, to: number])[];

const MAX = 0x10ffff;

/** Every character; also what stands in for a set that is not worth knowing exactly. */
export const ANY: CharSet = [[0, MAX]];

const WORD: CharSet = setOf([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]);
const DIGIT: CharSet = setOf([0x30, 0x39]);
const BLANK: CharSet = setOf(
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
);

/** What `.` matches without the `s` flag. */
export const NOT_LINE_END: CharSet = complement(setOf([0x0a, 0x0a], [0x0d, 0x0d], [0x2028, 0x2029]));

/** What `\d`, `\W` and the like match (ECMA-262, CharacterClassEscape). */
export const CLASS_ESCAPES: ReadonlyMap<string, CharSet> = new Map([
  ["d", DIGIT],
  ["D", complement(DIGIT)],
  ["w", WORD],
  ["W", complement(WORD)],
  ["s", BLANK],
  ["S", complement(BLANK)],
]);

/** Makes a set of ranges in any order, overlapping or not. */
export function setOf(...ranges: (readonly [from: number, to: number])[]): CharSet {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Every character that is not in the set. */
export function complement(set: CharSet): CharSet {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) rest.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= MAX) rest.push([next, MAX]);
  return rest;
}

/** A set that holds at least what this one matches when case is ignored. */
export function ignoringCase(set: CharSet): CharSet {
  const more: [number, number][] = set.map(([from, to]) => [from, to]);
  for (const [from, to] of set) {
    more.push(...shifted(from, to, 0x41, 0x5a, 0x20), ...shifted(from, to, 0x61, 0x7a, -0x20));
    // Case folding beyond ASCII is not followed: K and S have partners there, and so may anything that is there.
    if (to > 0x7f || /[ks]/i.test(String.fromCharCode(...lettersWithin(from, to)))) more.push([0x80, MAX]);
  }
  return setOf(...more);
}

function shifted(from: number, to: number, low: number, high: number, by: number): [number, number][] {
  const start = Math.max(from, low);
  const end = Math.min(to, high);
  return start <= end ? [[start + by, end + by]] : [];
}

function lettersWithin(from: number, to: number): number[] {
  return [0x4b, 0x53, 0x6b, 0x73].filter((letter) => letter >= from && letter <= to);
}

/**
 * Gives each set a bit mask over the fewest classes of characters that tell all the sets apart, so that sets overlap
 * exactly when their masks do.
 */
export function masksOf(sets: readonly CharSet[]): bigint[] {
  const bounds = [...new Set(sets.flatMap((set) => set.flatMap(([from, to]) => [from, to + 1])))].sort((a, b) => a - b);
  const place = new Map(bounds.map((bound, index) => [bound, BigInt(index)]));
  return sets.map((set) => {
    let mask = 0n;
    for (const [from, to] of set) mask |= (1n << place.get(to + 1)!) - (1n << place.get(from)!);
    return mask;
  });
}
