import type { ScreenCell } from "../screen/cells.ts";
import { colorNumber, mixColors } from "./blend.ts";

/** What a scene says about colours that a cell does not name. All are `#rrggbb`. */
export interface SceneColors {
  readonly foreground: string;
  readonly background: string;
  readonly cursorColor: string;
}

/** The colours of a cell as it is painted, as `0xrrggbb`. */
export interface CellColors {
  /** Of text and lines. */
  readonly ink: number;
  readonly paper: number;
  readonly underline: number;
}

/** Works out inverse, dim, and the block of a cursor, which shows what is under it in the colour of the paper. */
export function cellColors(cell: ScreenCell, colors: SceneColors, isUnderBlock: boolean): CellColors {
  const plain = [colorNumber(cell.fg ?? colors.foreground), colorNumber(cell.bg ?? colors.background)] as const;
  const [full, below] = cell.inverse ? [plain[1], plain[0]] : plain;
  if (isUnderBlock) return { ink: below, paper: colorNumber(colors.cursorColor), underline: below };
  const faded = (color: number) => (cell.dim ? mixColors(below, color, 1, 2) : color);
  const ink = faded(full);
  return { ink, paper: below, underline: cell.underlineColor ? faded(colorNumber(cell.underlineColor)) : ink };
}
