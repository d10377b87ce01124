import { markupText } from "./markup.ts";
import type { StyledCell } from "./styled-cells.ts";

/** Text that is set as one: a word or more of plain letters, or a single other character. */
export interface TextPiece {
  /** The column of its first cell. */
  readonly col: number;
  /** How many cells it takes. */
  readonly cells: number;
  /** As markup. */
  readonly text: string;
  /** `#rrggbb`; undefined for what is drawn as a path and only stands there to be selected. */
  readonly ink: string | undefined;
  readonly bold: boolean;
  readonly italic: boolean;
}

/** Letters that monospaced fonts have, all of one width: Latin, Greek, Cyrillic. */
const PLAIN = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u052f]$/;

/**
 * Cuts a row into pieces that are put into place each for itself, so that a font of another width moves nothing out of its
 * cells. Blanks at the end of the row are left out; hidden text is, too.
 */
export function textPieces(cells: readonly StyledCell[], isPath: (char: string) => boolean): TextPiece[] {
  const pieces: (TextPiece & { joins: boolean; key: string })[] = [];
  const last = cells.findLastIndex(({ cell }) => cell.char !== " " && cell.char !== "" && !cell.invisible);
  for (let col = 0; col <= last; col++) {
    const { cell, ink: color } = cells[col]!;
    if (cell.width === 0) continue;
    const span = cell.width ?? 1;
    const char = cell.invisible ? " ".repeat(span) : cell.char;
    const isBlank = char.trimStart() === "";
    const isDrawn = !isBlank && isPath(char);
    const ink = isDrawn ? undefined : color;
    const [bold, italic] = [cell.bold === true && !isDrawn, cell.italic === true && !isDrawn];
    const joins = isBlank || isDrawn || PLAIN.test(char);
    const key = `${ink}${bold}${italic}`;
    const before = pieces.at(-1);
    const text = markupText(char);
    // A blank looks the same in every style.
    if (joins && before?.joins && (isBlank || before.key === key)) {
      pieces[pieces.length - 1] = { ...before, cells: before.cells + span, text: before.text + text };
    } else {
      pieces.push({ col, cells: span, text, ink, bold, italic, joins, key });
    }
  }
  return pieces;
}
