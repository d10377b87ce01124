import { type ColorTheme, indexedColors } from "./palette.ts";

/** A colour that a program may set: one of the 256 by its number, or one with a role. */
export type ColorSlot = number | "foreground" | "background" | "cursor";

/** How many colours SGR `38;5;n` can choose from. */
const INDEXED_COLORS = 256;

/** Whether `index` is a colour of the palette. */
export function isPaletteIndex(index: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < INDEXED_COLORS;
}

/** What the program in a terminal has set, whatever theme lies under it. */
interface ProgramColors {
  readonly values: Map<ColorSlot, string>;
  /** Grows with every change. */
  revision: number;
}

/**
 * The colours of one terminal as they are now: those of the theme, except where the program in it has set others
 * (OSC 4, 10, 11, 12). All are `#rrggbb`.
 */
export class ScreenColors {
  readonly #indexed: readonly string[];
  readonly #theme: ColorTheme;
  readonly #program: ProgramColors;
  /** Whether bold text in colours 0 to 7 has colours 8 to 15. */
  readonly boldIsBright: boolean;
  #themed: ScreenColors | undefined;

  constructor(theme: ColorTheme, program?: ProgramColors, boldIsBright = false) {
    this.#theme = theme;
    this.#indexed = indexedColors(theme);
    this.#program = program ?? { values: new Map(), revision: 0 };
    this.boldIsBright = boldIsBright;
  }

  /**
   * The same terminal's colours where another theme lies under what the program sets, or bold text has other colours;
   * both follow the program.
   */
  withTheme(theme: ColorTheme = this.#theme, boldIsBright = false): ScreenColors {
    const isThat = (colors: ScreenColors) => colors.#theme === theme && colors.boldIsBright === boldIsBright;
    if (isThat(this)) return this;
    if (!this.#themed || !isThat(this.#themed)) this.#themed = new ScreenColors(theme, this.#program, boldIsBright);
    return this.#themed;
  }

  /** Grows with every change: cheap to compare. */
  get revision(): number {
    return this.#program.revision;
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
    const set = this.#program.values.get(slot);
    if (set !== undefined) return set;
    return typeof slot === "number" ? this.#indexed[slot]! : this.#theme[slot];
  }

  /** Puts `color` (`#rrggbb`) into `slot`. */
  set(slot: ColorSlot, color: string): void {
    this.#changed().set(slot, color);
  }

  /** Gives `slot` the theme's colour again. */
  reset(slot: ColorSlot): void {
    this.#changed().delete(slot);
  }

  /** Gives all 256 colours the theme's again; those with a role stay. */
  resetPalette(): void {
    const values = this.#changed();
    for (const slot of [...values.keys()]) if (typeof slot === "number") values.delete(slot);
  }

  /** Forgets everything that was set. */
  resetAll(): void {
    this.#changed().clear();
  }

  #changed(): Map<ColorSlot, string> {
    this.#program.revision++;
    return this.#program.values;
  }
}
