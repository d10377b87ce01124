import type { ScreenCell } from "../../screen/cells.ts";
import { hexColor } from "../../screen/palette.ts";
import { cellColors } from "../cell-colors.ts";
import type { Scene } from "../scene.ts";

/** A cell with its colours worked out, `#rrggbb`. */
export interface StyledCell {
  readonly cell: ScreenCell;
  readonly ink: string;
  readonly paper: string;
  readonly underline: string;
}

/** A row with the colours that its cells are painted in, the block of a cursor among them. */
export function styledCells(scene: Scene, row: number): StyledCell[] {
  const cursor = scene.cursor?.row === row && scene.cursor.style === "block" ? scene.cursor : undefined;
  return scene.cells[row]!.map((cell, col) => {
    const isUnder = cursor !== undefined && (cursor.col === col || isOtherHalf(cell, col, cursor.col));
    const { ink, paper, underline } = cellColors(cell, scene, isUnder);
    return { cell, ink: hexColor(ink), paper: hexColor(paper), underline: hexColor(underline) };
  });
}

/** Whether a wide character is partly in the cursor's column. */
function isOtherHalf({ width }: ScreenCell, col: number, cursorCol: number): boolean {
  return (width === 2 && cursorCol === col + 1) || (width === 0 && cursorCol === col - 1);
}
