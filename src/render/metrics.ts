import type { Profile, Scale } from "./profile.ts";

/** The measures of a cell in pixels of the picture; all but `fontSize` are whole. */
export interface CellMetrics {
  readonly width: number;
  readonly height: number;
  /** The text's size: pixels to an em. */
  readonly fontSize: number;
  /** The row whose upper edge the letters stand on, from the cell's top. */
  readonly baseline: number;
  /** The thickness of a thin line. */
  readonly line: number;
}

/** Ascender and descender of the text's font (JetBrains Mono), in ems: what is left of a cell is put above and below. */
const ASCENDER = 1.02;
const DESCENDER = 0.3;
/** How many pixels of text size one of line thickness belongs to. */
const TEXT_PER_LINE = 15;

export function cellMetrics(profile: Profile, scale: Scale): CellMetrics {
  const height = profile.cellHeight * scale;
  const fontSize = profile.fontSize * scale;
  const spare = height - fontSize * (ASCENDER + DESCENDER);
  return {
    width: profile.cellWidth * scale,
    height,
    fontSize,
    baseline: Math.floor(spare / 2 + fontSize * ASCENDER + 0.5),
    line: Math.max(1, Math.floor(fontSize / TEXT_PER_LINE + 0.5)),
  };
}
