import { type ColorTheme, DARK_THEME, LIGHT_THEME } from "../screen/palette.ts";

/** How screens are drawn. Measures are in pixels at scale 1. */
export interface Profile {
  readonly name: string;
  readonly theme: ColorTheme;
  /** Whether bold text in colours 0 to 7 is drawn in colours 8 to 15, as xterm, and xterm.js by default, do. */
  readonly boldIsBright: boolean;
  /** Size of the text: pixels to an em. */
  readonly fontSize: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Width of the border, in the background's colour, on each side. */
  readonly padding: number;
}

const REFERENCE = { boldIsBright: true, fontSize: 15, cellWidth: 9, cellHeight: 20, padding: 8 };

export const REFERENCE_DARK: Profile = { name: "reference-dark", theme: DARK_THEME, ...REFERENCE };
export const REFERENCE_LIGHT: Profile = { name: "reference-light", theme: LIGHT_THEME, ...REFERENCE };
