import { type Coverage, fillOutline } from "./coverage.ts";
import { placementOf } from "./fonts/placement.ts";
import { type SyntheticStyle, styledOutline } from "./fonts/synthetic.ts";
import { type ChosenGlyphs, chooseGlyphs } from "./fonts/typefaces.ts";
import type { CellMetrics } from "./metrics.ts";
import { drawShape } from "./shapes/shape.ts";
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

/** A cell's text, and how it is to be drawn. */
export interface GlyphRequest {
  /** A whole character (grapheme). */
  readonly text: string;
  /** How many cells wide. */
  readonly span: number;
  /** Whether an odd number of cells lies left of it: for patterns that go on. */
  readonly isOdd: boolean;
  readonly style: SyntheticStyle;
}

/**
 * Draws a character: from geometry where its cells must join, else with the fonts. What would reach out of its cells is
 * cut off.
 *
 * @throws AppError `INTERNAL_ERROR` if a font that is needed cannot be read
 */
export function drawGlyph(request: GlyphRequest, metrics: CellMetrics): Glyph {
  const shape = drawShape(request.text.codePointAt(0) ?? 0, metrics, request.isOdd);
  return shape ? [{ coverage: shape, color: undefined, alpha: 255 }] : drawText(request, metrics);
}

function drawText({ text, span, style }: GlyphRequest, metrics: CellMetrics): Glyph {
  const chosen = chooseGlyphs(text, span, style);
  const width = span * metrics.width;
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
