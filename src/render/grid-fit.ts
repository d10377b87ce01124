import type { Font } from "./truetype/font.ts";

/** Where a height of the font (in font units) comes to lie, in pixels from the baseline. */
interface Anchor {
  readonly from: number;
  readonly to: number;
}

/** How far round letters reach over the heights of flat ones, at most, in ems: this much is pulled back. */
const OVERSHOOT = 0.022;

/**
 * Fits a font to the pixels' rows: the baseline, the x-height and the capitals' height come to lie on whole pixels,
 * also for round letters, and what is between is stretched evenly. Horizontal strokes become sharp, and the letters of
 * a line equally high.
 *
 * @param scale pixels to a font unit
 * @returns the height in pixels of a height in font units
 */
export function gridFit(font: Font, scale: number): (y: number) => number {
  const anchors = anchorsOf(font, scale);
  return (y) => {
    const above = anchors.findIndex(({ from }) => y <= from);
    if (above === 0) return anchors[0]!.to + (y - anchors[0]!.from) * scale;
    if (above === -1) return anchors.at(-1)!.to + (y - anchors.at(-1)!.from) * scale;
    const [low, high] = [anchors[above - 1]!, anchors[above]!];
    return low.to + ((y - low.from) * (high.to - low.to)) / (high.from - low.from);
  };
}

/** From the lowest to the highest; none twice. */
function anchorsOf(font: Font, scale: number): Anchor[] {
  const overshoot = OVERSHOOT * font.unitsPerEm;
  const anchors: Anchor[] = [
    { from: -overshoot, to: 0 },
    { from: 0, to: 0 },
  ];
  for (const height of [font.xHeight, font.capHeight]) {
    if (height - overshoot <= anchors.at(-1)!.from) continue;
    const to = Math.floor(height * scale + 0.5);
    anchors.push({ from: height, to }, { from: height + overshoot, to });
  }
  return anchors;
}
