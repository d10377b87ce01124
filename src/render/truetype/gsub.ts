/** Replaces glyphs that follow each other by one, as a font's ligatures say. */
export type Ligatures = (glyphs: readonly number[]) => number[];

const LOOKUP = { ligature: 4, extension: 7 };

/** A ligature: the glyphs after the first, and the glyph that all become. */
interface Ligature {
  readonly rest: readonly number[];
  readonly glyph: number;
}

/** By the first glyph; the longest stands first, as a shaper would meet it. */
type LigatureSet = Map<number, Ligature[]>;

/**
 * Reads the ligatures of OpenType `GSUB` (lookup type 4, also by way of extension type 7), of all features: our emoji
 * font has no other. They are applied lookup by lookup, greedily from the left.
 */
export function readLigatures(gsub: DataView): Ligatures {
  const lookups = readLookups(gsub);
  return (glyphs) => {
    let result = [...glyphs];
    for (const lookup of lookups) result = applyLookup(lookup, result);
    return result;
  };
}

function readLookups(gsub: DataView): LigatureSet[] {
  const list = gsub.getUint16(8);
  const sets: LigatureSet[] = [];
  for (let index = 0; index < gsub.getUint16(list); index++) {
    const lookup = list + gsub.getUint16(list + 2 + index * 2);
    const set: LigatureSet = new Map();
    for (let at = 0; at < gsub.getUint16(lookup + 4); at++) {
      const subtable = lookup + gsub.getUint16(lookup + 6 + at * 2);
      readSubtable(gsub, gsub.getUint16(lookup), subtable, set);
    }
    if (set.size > 0) sets.push(set);
  }
  return sets;
}

function readSubtable(gsub: DataView, type: number, start: number, set: LigatureSet): void {
  if (type === LOOKUP.extension) {
    readSubtable(gsub, gsub.getUint16(start + 2), start + gsub.getUint32(start + 4), set);
    return;
  }
  if (type !== LOOKUP.ligature) return;
  const firsts = readCoverage(gsub, start + gsub.getUint16(start + 2));
  for (const [index, first] of firsts.entries()) {
    const ligatures = readLigatureSet(gsub, start + gsub.getUint16(start + 6 + index * 2));
    set.set(first, [...(set.get(first) ?? []), ...ligatures]);
  }
}

function readLigatureSet(gsub: DataView, start: number): Ligature[] {
  return Array.from({ length: gsub.getUint16(start) }, (_, index) => {
    const at = start + gsub.getUint16(start + 2 + index * 2);
    const count = gsub.getUint16(at + 2) - 1;
    return {
      glyph: gsub.getUint16(at),
      rest: Array.from({ length: count }, (_, next) => gsub.getUint16(at + 4 + next * 2)),
    };
  }).sort((one, other) => other.rest.length - one.rest.length);
}

/** The glyphs of a coverage table, in its order. */
function readCoverage(gsub: DataView, start: number): number[] {
  const count = gsub.getUint16(start + 2);
  if (gsub.getUint16(start) === 1)
    return Array.from({ length: count }, (_, index) => gsub.getUint16(start + 4 + index * 2));
  const glyphs: number[] = [];
  for (let index = 0; index < count; index++) {
    const range = start + 4 + index * 6;
    for (let glyph = gsub.getUint16(range); glyph <= gsub.getUint16(range + 2); glyph++) glyphs.push(glyph);
  }
  return glyphs;
}

function applyLookup(set: LigatureSet, glyphs: readonly number[]): number[] {
  const result: number[] = [];
  for (let at = 0; at < glyphs.length; ) {
    const ligature = set
      .get(glyphs[at]!)
      ?.find(({ rest }) => rest.every((glyph, index) => glyphs[at + 1 + index] === glyph));
    result.push(ligature?.glyph ?? glyphs[at]!);
    at += 1 + (ligature?.rest.length ?? 0);
  }
  return result;
}
