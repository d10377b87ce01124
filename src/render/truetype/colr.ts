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
  const count = colr.getUint16(2);
  const [bases, layers] = [colr.getUint32(4), colr.getUint32(8)];
  const recordOf = (glyph: number): number | undefined => {
    let low = 0;
    let high = count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = colr.getUint16(bases + middle * 6);
      if (found === glyph) return bases + middle * 6;
      if (found < glyph) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  };
  return (glyph) => {
    const record = recordOf(glyph);
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
