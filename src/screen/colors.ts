import { type ColorTheme, indexedColors } from "./palette.ts";

/** A colour that a program may set: one of the 256 by its number, or one with a role. */
export type ColorSlot = number | "foreground" | "background" | "cursor";

/** How many colours SGR `38;5;n` can choose from. */
const INDEXED_COLORS = 256;

/** Whether `index` is a colour of the palette. */
export function isPaletteIndex(index: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < INDEXED_COLORS;
}

/**
 * The colours of one terminal as they are now: those of the theme, except where the program in it has set others
 * (OSC 4, 10, 11, 12). All are `#rrggbb`.
 */
export class ScreenColors {
  readonly #indexed: readonly string[];
  readonly #theme: ColorTheme;
  readonly #set: Map<ColorSlot, string>;

  constructor(theme: ColorTheme, set = new Map<ColorSlot, string>()) {
    this.#theme = theme;
    this.#indexed = indexedColors(theme);
    this.#set = set;
  }

  /** The same terminal's colours where another theme lies under what the program sets; both follow the program. */
  withTheme(theme: ColorTheme): ScreenColors {
    return theme === this.#theme ? this : new ScreenColors(theme, this.#set);
  }

  get foreground(): string {
    return this.get("foreground");
  }

  get background(): string {
    return this.get("background");
  }

  get cursor(): string {
    return this.get("cursor");
  }

  /** The colour in `slot`; an index must be 0 to 255. */
  get(slot: ColorSlot): string {
    const set = this.#set.get(slot);
    if (set !== undefined) return set;
    return typeof slot === "number" ? this.#indexed[slot]! : this.#theme[slot];
  }

  /** Puts `color` (`#rrggbb`) into `slot`. */
  set(slot: ColorSlot, color: string): void {
    this.#set.set(slot, color);
  }

  /** Gives `slot` the theme's colour again. */
  reset(slot: ColorSlot): void {
    this.#set.delete(slot);
  }

  /** Gives all 256 colours the theme's again; those with a role stay. */
  resetPalette(): void {
    for (const slot of [...this.#set.keys()]) if (typeof slot === "number") this.#set.delete(slot);
  }

  /** Forgets everything that was set. */
  resetAll(): void {
    this.#set.clear();
  }
}
