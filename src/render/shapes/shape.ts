import type { Coverage } from "../coverage.ts";
import type { CellMetrics } from "../metrics.ts";
import { drawArc, drawDiagonal } from "./arcs.ts";
import { drawBlock, drawEighthLines, drawQuadrants, drawSextant } from "./blocks.ts";
import { drawBoxLines, drawDashes } from "./box-lines.ts";
import { drawBraille } from "./braille.ts";
import { ShapeCanvas } from "./canvas.ts";
import { drawMosaic } from "./mosaics.ts";
import { drawOctant } from "./octants.ts";
import { drawPowerline } from "./powerline.ts";
import { drawShade } from "./shades.ts";

/** Draws a character, if it is one of its own; else it draws nothing and says so. */
type ShapeDrawer = (canvas: ShapeCanvas, codePoint: number, isOdd: boolean) => boolean;

/** Which blocks of Unicode have drawn characters, and who draws them. */
const DRAWERS: readonly (readonly [first: number, last: number, drawers: readonly ShapeDrawer[]])[] = [
  [0x2500, 0x257f, [drawBoxLines, drawDashes, drawArc, drawDiagonal]],
  [0x2580, 0x259f, [drawBlock, drawQuadrants, drawShade]],
  [0x2800, 0x28ff, [drawBraille]],
  [0xe0b0, 0xe0bf, [drawPowerline]],
  [0x1cd00, 0x1ceab, [drawOctant]],
  [0x1fb00, 0x1fbe7, [drawSextant, drawMosaic, drawEighthLines, drawBlock]],
];

/**
 * The shape of a character whose cells must join without a gap; undefined for a character that a font draws.
 *
 * @param isOdd whether the patterns of shades are moved by one of their pixels, so that they go on from the cell before
 */
export function drawShape(codePoint: number, metrics: CellMetrics, isOdd: boolean): Coverage | undefined {
  for (const [first, last, drawers] of DRAWERS) {
    if (codePoint < first || codePoint > last) continue;
    const canvas = new ShapeCanvas(metrics);
    if (drawers.some((draw) => draw(canvas, codePoint, isOdd))) return canvas;
  }
  return undefined;
}
