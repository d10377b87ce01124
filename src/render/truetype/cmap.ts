/** Gives the glyph of a code point; 0 if the font has none. */
export type CharacterMap = (codePoint: number) => number;

/** Subtable formats that are read: one that reaches all of Unicode is better than one that ends at U+FFFF. */
const FORMAT_RANK: Readonly<Record<number, number>> = { 12: 2, 4: 1 };

/**
 * Reads the character map (OpenType `cmap`, formats 4 and 12).
 *
 * @throws RangeError if there is none in these formats
 */
export function readCharacterMap(cmap: DataView): CharacterMap {
  let best: DataView | undefined;
  for (let index = 0; index < cmap.getUint16(2); index++) {
    const offset = cmap.getUint32(4 + index * 8 + 4);
    const subtable = new DataView(cmap.buffer, cmap.byteOffset + offset);
    if (rankOf(subtable) > (best ? rankOf(best) : 0)) best = subtable;
  }
  if (!best) throw new RangeError("The font's character map has neither format 4 nor 12.");
  return best.getUint16(0) === 12 ? segmentedCoverage(best) : segmentMapping(best);
}

function rankOf(subtable: DataView): number {
  return FORMAT_RANK[subtable.getUint16(0)] ?? 0;
}

/** The first of `count` ascending entries whose last code point is not below `codePoint`. */
function firstNotBelow(count: number, codePoint: number, lastOf: (index: number) => number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lastOf(middle) < codePoint) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Format 4: segments of 16-bit code points, with deltas or an array of glyphs. */
function segmentMapping(table: DataView): CharacterMap {
  const doubled = table.getUint16(6);
  const [ends, starts, deltas, offsets] = [14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled] as const;
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    const index = firstNotBelow(doubled / 2, codePoint, (at) => table.getUint16(ends + at * 2));
    if (index * 2 >= doubled) return 0;
    const start = table.getUint16(starts + index * 2);
    if (codePoint < start) return 0;
    const delta = table.getUint16(deltas + index * 2);
    const offset = table.getUint16(offsets + index * 2);
    if (offset === 0) return (codePoint + delta) & 0xffff;
    const glyph = table.getUint16(offsets + index * 2 + offset + (codePoint - start) * 2);
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  };
}

/** Format 12: groups of code points whose glyphs follow each other. */
function segmentedCoverage(table: DataView): CharacterMap {
  const count = table.getUint32(12);
  return (codePoint) => {
    const index = firstNotBelow(count, codePoint, (at) => table.getUint32(16 + at * 12 + 4));
    if (index === count) return 0;
    const group = 16 + index * 12;
    const first = table.getUint32(group);
    return codePoint < first ? 0 : table.getUint32(group + 8) + codePoint - first;
  };
}
