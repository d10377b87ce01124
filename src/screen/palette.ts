/** The colours a terminal starts with. All are `#rrggbb`, lower case. */
export interface ColorTheme {
  readonly background: string;
  readonly foreground: string;
  readonly cursor: string;
  /** The sixteen ANSI colours: black, red, green, yellow, blue, magenta, cyan, white, then the bright ones. */
  readonly ansi: readonly string[];
}

/** `reference-dark`: Catppuccin Mocha, the ANSI colours of catppuccin/palette. */
export const DARK_THEME: ColorTheme = {
  background: "#1e1e2e",
  foreground: "#cdd6f4",
  cursor: "#cdd6f4",
  ansi: [
    ...["#45475a", "#f38ba8", "#a6e3a1", "#f9e2af", "#89b4fa", "#f5c2e7", "#94e2d5", "#a6adc8"],
    ...["#585b70", "#f37799", "#89d88b", "#ebd391", "#74a8fc", "#f2aede", "#6bd7ca", "#bac2de"],
  ],
};

/** `reference-light`: Catppuccin Latte, the ANSI colours of catppuccin/palette. */
export const LIGHT_THEME: ColorTheme = {
  background: "#eff1f5",
  foreground: "#4c4f69",
  cursor: "#4c4f69",
  ansi: [
    ...["#5c5f77", "#d20f39", "#40a02b", "#df8e1d", "#1e66f5", "#ea76cb", "#179299", "#acb0be"],
    ...["#6c6f85", "#de293e", "#49af3d", "#eea02d", "#456eff", "#fe85d8", "#2d9fa8", "#bcc0cc"],
  ],
};

/** The steps of the 6×6×6 colour cube (xterm, 256colres.h). */
const CUBE_LEVELS = [0x00, 0x5f, 0x87, 0xaf, 0xd7, 0xff] as const;

/** `0xrrggbb` as `#rrggbb`. */
export function hexColor(rgb: number): string {
  return `#${rgb.toString(16).padStart(6, "0")}`;
}

/**
 * The 256 colours that SGR `38;5;n` chooses from: the theme's sixteen, then xterm's cube (16–231) and its greys
 * (232–255), which no theme changes.
 */
export function indexedColors(theme: ColorTheme): string[] {
  const colors = [...theme.ansi];
  for (const red of CUBE_LEVELS) {
    for (const green of CUBE_LEVELS) {
      for (const blue of CUBE_LEVELS) colors.push(hexColor((red << 16) | (green << 8) | blue));
    }
  }
  for (let grey = 0x08; grey <= 0xee; grey += 10) colors.push(hexColor((grey << 16) | (grey << 8) | grey));
  return colors;
}
