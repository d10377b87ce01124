import type { IBufferCell, IBufferLine } from "@xterm/headless";
import type { ScreenColors } from "./colors.ts";
import { ATTRIBUTE, type Emulator, type InternalAttributes, type InternalCore } from "./internals.ts";
import { hexColor } from "./palette.ts";

/** How a cell is underlined; `single` is the plain one. */
export type UnderlineStyle = "single" | "double" | "curly" | "dotted" | "dashed";

/** SGR 4:1 to 4:5, as xterm.js numbers them. */
const UNDERLINE_STYLES: readonly (UnderlineStyle | undefined)[] = [
  undefined,
  "single",
  "double",
  "curly",
  "dotted",
  "dashed",
];

/** One cell. A flag that is off and a colour that is the default are left out. Colours are `#rrggbb`. */
export interface ScreenCell {
  /** A whole character (grapheme); a blank for an empty cell; empty for the second cell of a wide character. */
  char: string;
  /** Left out where it is 1. A wide character has 2, the cell after it 0. */
  width?: 0 | 2;
  fg?: string;
  bg?: string;
  bold?: true;
  dim?: true;
  italic?: true;
  underline?: true;
  /** Left out where it is `single`. */
  underlineStyle?: UnderlineStyle;
  underlineColor?: string;
  strikethrough?: true;
  overline?: true;
  blink?: true;
  /** Foreground and background change places; `fg` and `bg` are as they were before. */
  inverse?: true;
  invisible?: true;
  /** Where a hyperlink (OSC 8) leads. */
  link?: string;
}

type Flag = "bold" | "dim" | "italic" | "strikethrough" | "overline" | "blink" | "inverse" | "invisible";

/** The flags that the emulator reports as they are. */
const FLAGS: readonly (readonly [Flag, (cell: IBufferCell) => number])[] = [
  ["bold", (cell) => cell.isBold()],
  ["dim", (cell) => cell.isDim()],
  ["italic", (cell) => cell.isItalic()],
  ["strikethrough", (cell) => cell.isStrikethrough()],
  ["overline", (cell) => cell.isOverline()],
  ["blink", (cell) => cell.isBlink()],
  ["inverse", (cell) => cell.isInverse()],
  ["invisible", (cell) => cell.isInvisible()],
];

/** Colours 0 to 7; each has its bright one as many further on. */
const DARK_COLORS = 8;

/**
 * The colour in an emulator's number for one, or undefined for the default.
 *
 * @param isBright whether colours 0 to 7 are drawn as 8 to 15, by whichever of SGR 30–37 and `38;5;n` they were set
 */
function colorOf(attribute: number, colors: ScreenColors, isBright: boolean): string | undefined {
  const index = attribute & ATTRIBUTE.indexMask;
  switch (attribute & ATTRIBUTE.colorMode) {
    case ATTRIBUTE.colorIndexed16:
    case ATTRIBUTE.colorIndexed256:
      return colors.get(isBright && index < DARK_COLORS ? index + DARK_COLORS : index);
    case ATTRIBUTE.colorRgb:
      return hexColor(attribute & ATTRIBUTE.rgbMask);
    default:
      return undefined;
  }
}

/** How `attributes` underline, or undefined. A hyperlink alone does not underline. */
export function underlineStyleOf(attributes: InternalAttributes): UnderlineStyle | undefined {
  if (!(attributes.fg & ATTRIBUTE.underline)) return undefined;
  if (!attributes.hasExtendedAttrs()) return "single";
  const style = (attributes.extended._ext & ATTRIBUTE.underlineStyleMask) >> ATTRIBUTE.underlineStyleShift;
  return UNDERLINE_STYLES[style] ?? "single";
}

/**
 * The underline's own colour, or undefined. xterm.js 6.0.0 notes "none again" (SGR 59) with the very number of an
 * explicit white; the reset is the one that programs send.
 */
function underlineColorOf(attributes: InternalAttributes, colors: ScreenColors, isBright: boolean): string | undefined {
  const number = attributes.hasExtendedAttrs() ? attributes.extended._ext & ATTRIBUTE.colorMask : 0;
  return number === ATTRIBUTE.colorMask ? undefined : colorOf(number, colors, isBright);
}

function addUnderline(cell: ScreenCell, attributes: InternalAttributes, colors: ScreenColors, isBright: boolean): void {
  const style = underlineStyleOf(attributes);
  if (!style) return;
  cell.underline = true;
  if (style !== "single") cell.underlineStyle = style;
  const color = underlineColorOf(attributes, colors, isBright);
  if (color) cell.underlineColor = color;
}

function toScreenCell(source: IBufferCell, core: InternalCore, colors: ScreenColors): ScreenCell {
  const attributes = source as unknown as InternalAttributes;
  const cell: ScreenCell = { char: source.getChars() || " " };
  // As xterm.js: the text's colour is the bright one, and that of an inverse cell is its background.
  const isBright = colors.boldIsBright && source.isBold() !== 0;
  const isInverse = source.isInverse() !== 0;
  const fg = colorOf(attributes.fg, colors, isBright && !isInverse);
  const bg = colorOf(attributes.bg, colors, isBright && isInverse);
  if (fg) cell.fg = fg;
  if (bg) cell.bg = bg;
  for (const [flag, isSet] of FLAGS) if (isSet(source)) cell[flag] = true;
  addUnderline(cell, attributes, colors, isBright);
  const link = attributes.hasExtendedAttrs() ? attributes.extended.urlId : 0;
  if (link) {
    const uri = core._oscLinkService.getLinkData(link)?.uri;
    if (uri) cell.link = uri;
  }
  return cell;
}

/** The cells of a row: as many as there are columns, so that the index is the column. */
export function readCells(
  emulator: Emulator,
  line: IBufferLine | undefined,
  scratch: IBufferCell,
  colors: ScreenColors,
): ScreenCell[] {
  const cells: ScreenCell[] = [];
  while (cells.length < emulator.term.cols) {
    const source = line?.getCell(cells.length, scratch);
    const cell = source ? toScreenCell(source, emulator.core, colors) : { char: " " };
    cells.push(cell);
    // The second cell is ours to say, not the emulator's: after a reflow something else may stand there.
    if (source?.getWidth() !== 2 || cells.length === emulator.term.cols) continue;
    cell.width = 2;
    cells.push({ ...cell, char: "", width: 0 });
  }
  return cells;
}
