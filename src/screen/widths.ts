import "./buffer-pool.ts";

import * as graphemesPackage from "@xterm/addon-unicode-graphemes";
import type { IUnicodeVersionProvider } from "@xterm/headless";
import { restoreBufferPool } from "./buffer-pool.ts";

restoreBufferPool();

// A bundler takes the package's ES module, a runtime its CommonJS one, whose exports are those of `default`.
const { UnicodeGraphemesAddon }: typeof graphemesPackage = Reflect.get(graphemesPackage, "default") ?? graphemesPackage;

/** Widths as of Unicode 15, with grapheme clusters: an emoji sequence is one character of two cells. */
export const GRAPHEME_WIDTHS = "15-graphemes";
/** The same, but nothing is wider than one cell: for a screen of one column, where two cells have no place. */
export const NARROW_WIDTHS = "15-graphemes-narrow";

/** What the addon gives for a character: its kind, its width in bits 1 and 2, and whether it joins the one before. */
const WIDTH_MASK = 0b110;
const WIDTH_ONE = 0b010;

/**
 * The providers of character widths to register with an emulator.
 *
 * They are taken from the addon by letting it activate on something that only collects, because the addon exports
 * nothing but itself.
 */
export function widthProviders(): IUnicodeVersionProvider[] {
  const collected: IUnicodeVersionProvider[] = [];
  const collector = {
    unicode: { activeVersion: "", register: (each: IUnicodeVersionProvider) => collected.push(each) },
  };
  new UnicodeGraphemesAddon().activate(collector as never);
  const graphemes = collected.find(({ version }) => version === GRAPHEME_WIDTHS);
  if (!graphemes) throw new Error(`@xterm/addon-unicode-graphemes provides no ${GRAPHEME_WIDTHS}`);
  return [graphemes, narrowed(graphemes)];
}

function narrowed(provider: IUnicodeVersionProvider): IUnicodeVersionProvider {
  return {
    version: NARROW_WIDTHS,
    wcwidth: (codePoint) => Math.min(provider.wcwidth(codePoint), 1) as 0 | 1,
    charProperties: (codePoint, preceding) => {
      const properties = provider.charProperties(codePoint, preceding);
      return (properties & WIDTH_MASK) > WIDTH_ONE ? (properties & ~WIDTH_MASK) | WIDTH_ONE : properties;
    },
  };
}
