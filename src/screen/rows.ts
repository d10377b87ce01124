import { type TextRow, trimTrailingBlanks } from "../core/screen-text.ts";
import { CELL_SIZE, CONTENT, type InternalBuffer, type InternalLine } from "./internals.ts";

const BLANK = 0x20;

/** Code units of the row being read; 1,000 columns of surrogate pairs fit, and it grows for more. */
let scratch = new Uint16Array(2048);

/**
 * The text of the first `end` columns of `line`. An empty cell reads as a blank; the second cell of a wide character
 * as nothing. Collecting code units and converting them once is three times faster than adding up characters.
 */
function textUpTo(line: InternalLine, end: number): string {
  if (scratch.length < 2 * end) scratch = new Uint16Array(2 * end);
  const data = line._data;
  let text = "";
  let units = 0;
  for (let column = 0; column < end; ) {
    const content = data[column * CELL_SIZE]!;
    const codePoint = content & CONTENT.codePoint;
    if (content & CONTENT.isCombined) {
      text += fromUnits(units) + (line._combined[column] ?? "");
      units = 0;
    } else if (codePoint <= 0xffff) {
      scratch[units++] = codePoint || BLANK;
    } else {
      scratch[units++] = 0xd7c0 + (codePoint >> 10);
      scratch[units++] = 0xdc00 | (codePoint & 0x3ff);
    }
    column += content >> CONTENT.widthShift || 1;
  }
  return text + fromUnits(units);
}

/** The first `count` units as text. */
function fromUnits(count: number): string {
  return String.fromCharCode.apply(null, scratch.subarray(0, count) as unknown as number[]);
}

/** How many columns of `line` have something in them, blanks not counted. */
function usedColumns(line: InternalLine, cols: number): number {
  let end = Math.min(cols, line.length);
  for (; end > 0; end--) {
    const content = line._data[(end - 1) * CELL_SIZE]! & CONTENT.hasContent;
    if (content !== 0 && content !== BLANK) break;
  }
  return end;
}

/** Whether the last cell was left empty because the wide character that starts `next` did not fit into it. */
function hasMarginGap(line: InternalLine, next: InternalLine, cols: number): boolean {
  const last = line._data[(cols - 1) * CELL_SIZE]!;
  return (last & CONTENT.hasContent) === 0 && last >> CONTENT.widthShift === 1 && next.getWidth(0) === 2;
}

/** The text of the row at `index` of the buffer, without trailing blanks. */
export function rowText(buffer: InternalBuffer, index: number, cols: number): string {
  const line = buffer.lines.get(index);
  return line ? trimTrailingBlanks(textUpTo(line, usedColumns(line, cols))) : "";
}

/** The text of the row at `index`, with the blanks that stand before column `col`: those before a cursor are meant. */
export function rowTextWithBlanks(buffer: InternalBuffer, index: number, cols: number, col: number): string {
  const line = buffer.lines.get(index);
  return line ? textUpTo(line, Math.max(usedColumns(line, cols), Math.min(col, cols))) : "";
}

/** The text of the row at `index` in front of column `col`. */
export function rowTextBefore(buffer: InternalBuffer, index: number, cols: number, col: number): string {
  const line = buffer.lines.get(index);
  return line ? textUpTo(line, Math.min(col, cols)) : "";
}

/** The texts of the rows from `start` up to, not including, `end`; without trailing blanks. */
export function rowTexts(buffer: InternalBuffer, start: number, end: number, cols: number): string[] {
  const texts: string[] = [];
  for (let index = start; index < end; index++) texts.push(rowText(buffer, index, cols));
  return texts;
}

/** The rows from `start` up to, not including, `end`, with what is needed to join those that the terminal wrapped. */
export function textRows(buffer: InternalBuffer, start: number, end: number, cols: number): TextRow[] {
  const rows: TextRow[] = [];
  for (let index = start; index < end; index++) {
    const line = buffer.lines.get(index);
    const next = index + 1 < end ? buffer.lines.get(index + 1) : undefined;
    const text =
      line && next?.isWrapped
        ? textUpTo(line, hasMarginGap(line, next, cols) ? cols - 1 : cols)
        : rowText(buffer, index, cols);
    rows.push({ text, wrapped: line?.isWrapped ?? false });
  }
  return rows;
}
