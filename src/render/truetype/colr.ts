/** A layer of a colour glyph, from the back: a glyph, and its colour; without one it has the text's. */
export interface ColorLayer {
  readonly glyph: number;
  /** `0xrrggbb`. */
  readonly color: number | undefined;
  /** 0 (nothing) to 255 (opaque). */
  readonly alpha: number;
}

const TEXT_COLOR = 0xffff;

/** The layers of a glyph; undefined for one without colours. */
export type ColorGlyphs = (glyph: number) => readonly ColorLayer[] | undefined;

/** Reads colour glyphs: OpenType `COLR` version 0 with the first palette of `CPAL`. */
export function readColorGlyphs(colr: DataView, cpal: DataView): ColorGlyphs {
  const [bases, layers] = [colr.getUint32(4), colr.getUint32(8)];
  // Not every font has its records in the order of the glyphs, as it should.
  const records = new Map<number, number>();
  for (let index = 0; index < colr.getUint16(2); index++) {
    records.set(colr.getUint16(bases + index * 6), bases + index * 6);
  }
  return (glyph) => {
    const record = records.get(glyph);
    if (record === undefined) return undefined;
    const first = colr.getUint16(record + 2);
    return Array.from({ length: colr.getUint16(record + 4) }, (_, index) => {
      const at = layers + (first + index) * 4;
      return { glyph: colr.getUint16(at), ...paletteColor(cpal, colr.getUint16(at + 2)) };
    });
  };
}

function paletteColor(cpal: DataView, entry: number): { color: number | undefined; alpha: number } {
  if (entry === TEXT_COLOR) return { color: undefined, alpha: 255 };
  const at = cpal.getUint32(8) + (cpal.getUint16(12) + entry) * 4;
  const [blue, green, red] = [cpal.getUint8(at), cpal.getUint8(at + 1), cpal.getUint8(at + 2)];
  return { color: (red << 16) | (green << 8) | blue, alpha: cpal.getUint8(at + 3) };
}
