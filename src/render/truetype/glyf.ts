import { type Outline, type OutlinePoint, transformOutline } from "./outline.ts";

/** Where the outlines are: tables `glyf` and `loca`. */
export interface GlyphTables {
  readonly glyf: DataView;
  readonly loca: DataView;
  /** `head.indexToLocFormat`: whether offsets are 32 bits rather than halved 16. */
  readonly longOffsets: boolean;
}

/** OpenType `glyf`, simple glyph flags. */
const POINT = { onCurve: 0x01, xShort: 0x02, yShort: 0x04, repeat: 0x08, xSameOrPositive: 0x10, ySameOrPositive: 0x20 };
/** OpenType `glyf`, component flags. */
const COMPONENT = {
  wordArguments: 0x0001,
  argumentsAreOffsets: 0x0002,
  hasScale: 0x0008,
  more: 0x0020,
  hasTwoScales: 0x0040,
  hasMatrix: 0x0080,
};
/** Components of components end here; fonts have two levels at most. */
const DEEPEST = 8;

/** The outline of a glyph in font units, y upwards; empty for one without ink. */
export function readOutline(tables: GlyphTables, glyph: number, depth = 0): Outline {
  const [start, end] = glyphRange(tables, glyph);
  if (end <= start || depth > DEEPEST) return [];
  const contours = tables.glyf.getInt16(start);
  return contours >= 0
    ? readSimple(tables.glyf, start + 10, contours)
    : readComposite(tables, start + 10, (component) => readOutline(tables, component, depth + 1));
}

function glyphRange({ loca, longOffsets }: GlyphTables, glyph: number): readonly [number, number] {
  const size = longOffsets ? 4 : 2;
  if ((glyph + 2) * size > loca.byteLength) return [0, 0];
  if (longOffsets) return [loca.getUint32(glyph * 4), loca.getUint32(glyph * 4 + 4)];
  return [loca.getUint16(glyph * 2) * 2, loca.getUint16(glyph * 2 + 2) * 2];
}

function readSimple(glyf: DataView, start: number, contours: number): Outline {
  const ends: number[] = [];
  for (let index = 0; index < contours; index++) ends.push(glyf.getUint16(start + index * 2));
  const count = (ends.at(-1) ?? -1) + 1;
  const instructions = start + contours * 2;
  const { flags, next } = readFlags(glyf, instructions + 2 + glyf.getUint16(instructions), count);
  const xs = readCoordinates(glyf, next, flags, POINT.xShort, POINT.xSameOrPositive);
  const ys = readCoordinates(glyf, xs.next, flags, POINT.yShort, POINT.ySameOrPositive);
  const points = flags.map(
    (flag, index): OutlinePoint => ({
      x: xs.values[index]!,
      y: ys.values[index]!,
      onCurve: (flag & POINT.onCurve) !== 0,
    }),
  );
  return ends.map((end, index) => points.slice(index === 0 ? 0 : ends[index - 1]! + 1, end + 1));
}

function readFlags(glyf: DataView, start: number, count: number): { flags: number[]; next: number } {
  const flags: number[] = [];
  let at = start;
  while (flags.length < count) {
    const flag = glyf.getUint8(at++);
    let times = flag & POINT.repeat ? glyf.getUint8(at++) + 1 : 1;
    while (times-- > 0) flags.push(flag);
  }
  return { flags, next: at };
}

/** Coordinates are differences to the point before: a byte with its sign in the flag, a word, or nothing for no change. */
function readCoordinates(glyf: DataView, start: number, flags: readonly number[], short: number, same: number) {
  let at = start;
  let value = 0;
  const values = flags.map((flag) => {
    if (flag & short) value += flag & same ? glyf.getUint8(at++) : -glyf.getUint8(at++);
    else if (!(flag & same)) {
      value += glyf.getInt16(at);
      at += 2;
    }
    return value;
  });
  return { values, next: at };
}

function readComposite({ glyf }: GlyphTables, start: number, outlineOf: (glyph: number) => Outline): Outline {
  const outline: Outline[number][] = [];
  let at = start;
  let flags: number = COMPONENT.more;
  const word = () => {
    at += 2;
    return glyf.getInt16(at - 2);
  };
  const fixed = () => word() / 0x4000;
  while (flags & COMPONENT.more) {
    flags = word();
    const component = word() & 0xffff;
    const wide = flags & COMPONENT.wordArguments;
    const first = wide ? word() : glyf.getInt8(at++);
    const second = wide ? word() : glyf.getInt8(at++);
    // Points matched to points (the flag off) occur in none of our fonts; the component then stays where it is.
    const isOffset = flags & COMPONENT.argumentsAreOffsets;
    const matrix = readMatrix(flags, fixed);
    const place = { ...matrix, dx: isOffset ? first : 0, dy: isOffset ? second : 0 };
    outline.push(...transformOutline(outlineOf(component), place));
  }
  return outline;
}

function readMatrix(flags: number, fixed: () => number) {
  if (flags & COMPONENT.hasScale) {
    const scale = fixed();
    return { xx: scale, xy: 0, yx: 0, yy: scale };
  }
  if (flags & COMPONENT.hasTwoScales) {
    const xx = fixed();
    return { xx, xy: 0, yx: 0, yy: fixed() };
  }
  if (!(flags & COMPONENT.hasMatrix)) return { xx: 1, xy: 0, yx: 0, yy: 1 };
  const xx = fixed();
  const yx = fixed();
  const xy = fixed();
  return { xx, xy, yx, yy: fixed() };
}
