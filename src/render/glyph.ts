import { type Coverage, fillOutline } from "./coverage.ts";
import { placementOf } from "./fonts/placement.ts";
import { type SyntheticStyle, styledOutline } from "./fonts/synthetic.ts";
import { type ChosenGlyphs, chooseGlyphs } from "./fonts/typefaces.ts";
import type { CellMetrics } from "./metrics.ts";
import type { Outline } from "./truetype/outline.ts";

/** What is drawn of a character, from the back. A layer without a colour has the text's. */
export interface GlyphLayer {
  readonly coverage: Coverage;
  /** `0xrrggbb`. */
  readonly color: number | undefined;
  /** 0 to 255. */
  readonly alpha: number;
}

export type Glyph = readonly GlyphLayer[];

/** Draws a cell's text with the fonts, `cells` cells wide. What would reach out of the cells is cut off. */
export function drawText(text: string, cells: number, style: SyntheticStyle, metrics: CellMetrics): Glyph {
  const chosen = chooseGlyphs(text, cells, style);
  const width = cells * metrics.width;
  const layers = layersOf(chosen);
  const outline = layers.flatMap((layer) => layer.outline);
  const base = chosen.glyphs[0] ?? 0;
  return layers.map((layer) => {
    const advance = chosen.font.advanceOf(layer.glyph === undefined ? base : layer.glyph);
    const place = placementOf(chosen.face.fit, { font: chosen.font, metrics, width, advance, outline });
    const placed = styledOutline(place(layer.outline), chosen.style, metrics);
    return { coverage: fillOutline(placed, width, metrics.height), color: layer.color, alpha: layer.alpha };
  });
}

interface OutlineLayer {
  readonly outline: Outline;
  /** The glyph whose advance counts; that of the base if left out. */
  readonly glyph?: number;
  readonly color: number | undefined;
  readonly alpha: number;
}

/** Base and marks as layers that stand each at its own advance; colour layers all at that of their glyph. */
function layersOf({ font, glyphs }: ChosenGlyphs): OutlineLayer[] {
  return glyphs.flatMap((glyph): OutlineLayer[] => {
    const colored = font.layersOf(glyph);
    if (!colored) return [{ outline: font.outlineOf(glyph), glyph, color: undefined, alpha: 255 }];
    return colored.map((layer) => ({ outline: font.outlineOf(layer.glyph), color: layer.color, alpha: layer.alpha }));
  });
}
