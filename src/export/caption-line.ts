import { colorNumber, mixColors } from "../render/blend.ts";
import type { ScreenCell } from "../screen/cells.ts";
import { type ColorTheme, hexColor } from "../screen/palette.ts";
import { Screen } from "../screen/screen.ts";
import type { Caption } from "./captions.ts";

/** The line's paper is so many hundredths on the way from the background to the foreground. */
const PAPER_PERCENT = 12;
/** Bright blue, of the sixteen: what kind of input it is. */
const KIND_COLOR = 12;
const KIND_CELLS = 7;

/** Controls by the pictures that Unicode has of them (U+2400); an Enter by the sign on its key. */
const CONTROL = /\p{Cc}/gu;
const ENTER = "↵";

/** The line under a film's pictures that shows what was typed. */
export class CaptionLine {
  readonly #screen: Screen;
  /** The beginning of an SGR sequence with the line's paper, and its ends with the inks of kind and text. */
  readonly #style: string;
  readonly #kind: string;
  readonly #text: string;
  #last: { readonly caption: Caption | undefined; readonly cells: readonly ScreenCell[] } | undefined;

  /** @param cols how long it is, in cells */
  constructor(cols: number, theme: ColorTheme) {
    // An emulator knows best how wide characters are, and what is cut off.
    this.#screen = new Screen({ cols, rows: 1, scrollback: 0, theme });
    const paper = mixColors(colorNumber(theme.background), colorNumber(theme.foreground), PAPER_PERCENT, 100);
    const [ink, kind] = [theme.foreground, theme.ansi[KIND_COLOR]!];
    this.#style = `\x1b[?7l\x1b[0;48;2;${channels(hexColor(paper))}`;
    this.#kind = `;1;38;2;${channels(kind)}m`;
    this.#text = `;22;38;2;${channels(ink)}m`;
  }

  /** The cells of a caption's line; the very same array for the same caption. */
  cellsOf(caption: Caption | undefined): readonly ScreenCell[] {
    if (this.#last && this.#last.caption === caption) return this.#last.cells;
    const { cols } = this.#screen;
    const kind = caption ? ` ${caption.kind.padEnd(KIND_CELLS - 2)} ` : "";
    const text = caption ? ending(printed(caption.text), cols - KIND_CELLS - 1) : "";
    const paper = this.#style;
    const line = `${paper}m\x1b[H\x1b[2K${paper}${this.#kind}${kind}${paper}${this.#text}${text}`;
    this.#screen.write(new TextEncoder().encode(line), this.#screen.seq + 1);
    const cells = this.#screen.cells()[0]!;
    this.#last = { caption, cells };
    return cells;
  }
}

/** `#rrggbb` as SGR has it. */
function channels(color: string): string {
  const number = colorNumber(color);
  return `${number >> 16};${(number >> 8) & 0xff};${number & 0xff}`;
}

function printed(text: string): string {
  const joined = text.toWellFormed().replace(/\r\n?|\n/g, ENTER);
  return joined.replace(CONTROL, (control) => {
    const code = control.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : "␡";
  });
}

/** The end of a text that has room in so many cells. */
function ending(text: string, cells: number): string {
  const chars = [...text];
  let width = 0;
  let start = chars.length;
  while (start > 0 && width <= cells) width += mostCells(chars[--start]!);
  return width <= cells ? text : `…${chars.slice(start + 2).join("")}`;
}

/** How many cells a character may take, by a rule of thumb: from Hangul on, but for symbols, two. */
function mostCells(char: string): number {
  return char >= "\u1100" && !(char >= "\u2000" && char <= "\u2e7f") ? 2 : 1;
}
