import type { ShapeCanvas } from "./canvas.ts";

/** Which pixels of a 2×2 pattern are filled, from the upper left: a quarter, a half, three quarters of them. */
const PATTERNS: Readonly<Record<number, readonly [number, number, number, number]>> = {
  9617: [1, 0, 0, 0],
  9618: [1, 0, 0, 1],
  9619: [0, 1, 1, 1],
};

/** Whether a character is a pattern that must go on from cell to cell. */
export function isShade(codePoint: number): boolean {
  return codePoint in PATTERNS;
}

/** Draws a shade as a pattern; `isOdd` says that an odd number of pattern pixels lies left of the cell. */
export function drawShade(canvas: ShapeCanvas, codePoint: number, isOdd: boolean): boolean {
  const pattern = PATTERNS[codePoint];
  if (!pattern) return false;
  const { width, height, line } = canvas;
  for (let row = 0; row * line < height; row++) {
    for (let column = 0; column * line < width; column++) {
      const isFilled = pattern[(row & 1) * 2 + ((column + (isOdd ? 1 : 0)) & 1)] === 1;
      if (isFilled) canvas.rect(column * line, row * line, (column + 1) * line, (row + 1) * line);
    }
  }
  return true;
}
