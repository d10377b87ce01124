import { type CharacterMap, readCharacterMap } from "./cmap.ts";
import { type ColorLayer, readColorGlyphs } from "./colr.ts";
import { type GlyphTables, readOutline } from "./glyf.ts";
import { type Ligatures, readLigatures } from "./gsub.ts";
import type { Outline } from "./outline.ts";
import { type FontTables, readTables, requireTable } from "./sfnt.ts";

/** A TrueType font. All measures are in font units, y upwards from the baseline. */
export class Font {
  readonly unitsPerEm: number;
  readonly ascender: number;
  /** Below the baseline, so negative. */
  readonly descender: number;
  /** Height of a small x and of a capital; 0 where the font does not say. */
  readonly xHeight: number;
  readonly capHeight: number;
  /** The glyph of a code point; 0 if there is none. */
  readonly glyphOf: CharacterMap;
  /** Glyphs with the font's ligatures made; the same ones if it has none. */
  readonly ligatures: Ligatures;
  readonly #tables: GlyphTables;
  readonly #hmtx: DataView;
  readonly #advances: number;
  readonly #layersOf: (glyph: number) => readonly ColorLayer[] | undefined;

  /** @throws RangeError if a table that every TrueType font has is missing */
  constructor(file: Uint8Array) {
    const tables = readTables(file);
    const head = requireTable(tables, "head");
    const hhea = requireTable(tables, "hhea");
    this.unitsPerEm = head.getUint16(18);
    this.ascender = hhea.getInt16(4);
    this.descender = hhea.getInt16(6);
    this.#advances = hhea.getUint16(34);
    this.#hmtx = requireTable(tables, "hmtx");
    this.#tables = {
      glyf: requireTable(tables, "glyf"),
      loca: requireTable(tables, "loca"),
      longOffsets: head.getInt16(50) === 1,
    };
    const heights = readHeights(tables);
    this.xHeight = heights.xHeight;
    this.capHeight = heights.capHeight;
    this.glyphOf = readCharacterMap(requireTable(tables, "cmap"));
    const gsub = tables.get("GSUB");
    this.ligatures = gsub ? readLigatures(gsub) : (glyphs) => [...glyphs];
    const [colr, cpal] = [tables.get("COLR"), tables.get("CPAL")];
    this.#layersOf = colr && cpal ? readColorGlyphs(colr, cpal) : () => undefined;
  }

  outlineOf(glyph: number): Outline {
    return readOutline(this.#tables, glyph);
  }

  /** How far the next glyph stands to the right of this one. */
  advanceOf(glyph: number): number {
    return this.#hmtx.getUint16(Math.min(glyph, this.#advances - 1) * 4);
  }

  /** The coloured layers of a glyph, from the back; undefined for one of a single colour. */
  layersOf(glyph: number): readonly ColorLayer[] | undefined {
    return this.#layersOf(glyph);
  }
}

/** OpenType `OS/2`, from version 2 on. */
function readHeights(tables: FontTables): { xHeight: number; capHeight: number } {
  const os2 = tables.get("OS/2");
  if (!os2 || os2.getUint16(0) < 2) return { xHeight: 0, capHeight: 0 };
  return { xHeight: os2.getInt16(86), capHeight: os2.getInt16(88) };
}
