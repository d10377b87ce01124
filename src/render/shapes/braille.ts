import { division, type ShapeCanvas } from "./canvas.ts";

const [FIRST, LAST] = [0x2800, 0x28ff];
/** Column and row of each dot, by its bit: the lowest row came later (Unicode, "Braille Patterns"). */
const DOTS: readonly (readonly [column: number, row: number])[] = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 0],
  [1, 1],
  [1, 2],
  [0, 3],
  [1, 3],
];
/** How much of the room of a dot is filled. */
const DOT_SHARE = 0.45;

/** Draws a braille pattern of square dots at even distances, also from cell to cell. */
export function drawBraille(canvas: ShapeCanvas, codePoint: number): boolean {
  if (codePoint < FIRST || codePoint > LAST) return false;
  const { width, height } = canvas;
  const size = Math.max(1, Math.floor(Math.min(width / 2, height / 4) * DOT_SHARE + 0.5));
  for (const [bit, [column, row]] of DOTS.entries()) {
    if (!(codePoint & (1 << bit))) continue;
    const left = division(width, 2 * column + 1, 4) - (size >> 1);
    const top = division(height, 2 * row + 1, 8) - (size >> 1);
    canvas.rect(left, top, left + size, top + size);
  }
  return true;
}
