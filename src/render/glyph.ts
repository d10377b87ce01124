import { type Coverage, fillOutline } from "./coverage.ts";
import { placementOf } from "./fonts/placement.ts";
import { styledOutline } from "./fonts/synthetic.ts";
import { type ChosenGlyph, chooseGlyphs, type GlyphText } from "./fonts/typefaces.ts";
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

export interface GlyphRequest extends GlyphText {
  /** Whether an odd number of thin lines fits left of its cell: for patterns that go on. */
  readonly isOdd: boolean;
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

function drawText(text: GlyphText, metrics: CellMetrics): Glyph {
  const width = text.span * metrics.width;
  return chooseGlyphs(text).flatMap((chosen) => {
    const { font, glyph } = chosen;
    const layers = layersOf(chosen);
    const outline = layers.flatMap((layer) => layer.outline);
    const room = { font, metrics, width, advance: font.advanceOf(glyph), outline };
    const place = placementOf(chosen.face.fit, room);
    return layers.map((layer): GlyphLayer => {
      const placed = styledOutline(place(layer.outline), chosen.style, metrics);
      return { coverage: fillOutline(placed, width, metrics.height), color: layer.color, alpha: layer.alpha };
    });
  });
}

interface OutlineLayer {
  readonly outline: Outline;
  readonly color: number | undefined;
  readonly alpha: number;
}

function layersOf({ font, glyph }: ChosenGlyph): OutlineLayer[] {
  const colored = font.layersOf(glyph);
  if (!colored) return [{ outline: font.outlineOf(glyph), color: undefined, alpha: 255 }];
  return colored.map((layer) => ({ outline: font.outlineOf(layer.glyph), color: layer.color, alpha: layer.alpha }));
}
