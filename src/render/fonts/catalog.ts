/** A font in `dist/fonts` (made by `scripts/fonts/`). */
export type FontName =
  | "jetbrains-mono-regular"
  | "jetbrains-mono-bold"
  | "jetbrains-mono-italic"
  | "jetbrains-mono-bold-italic"
  | "dejavu-sans-mono"
  | "dejavu-sans"
  | "noto-sans-symbols-2"
  | "pure-nerd-font"
  | "noto-sans-sc"
  | "noto-sans-jp"
  | "noto-sans-kr"
  | "twemoji"
  | "unifontex";

/**
 * How a font's glyphs are put into cells:
 * - `text`: at the size of the text, its heights on whole pixels, narrowed where it is too wide;
 * - `symbol`: at the size of the text, made smaller as a whole where it is too wide;
 * - `square`: in the middle of the cells, as large as two of them allow (Han, Kana, Hangul, emoji);
 * - `pixel`: a bitmap's outline, 16 of its pixels to two cells' height of text.
 */
export type Fit = "text" | "symbol" | "square" | "emoji" | "pixel";

export interface Typeface {
  readonly name: FontName;
  readonly fit: Fit;
  /** Where its characters are; the font is not even read for others. All of Unicode if left out. */
  readonly ranges?: readonly CodePointRange[];
}

export type CodePointRange = readonly [first: number, last: number];

const PRIVATE_USE: readonly CodePointRange[] = [
  [0xe000, 0xf8ff],
  [0xf0000, 0xffffd],
];
const HAN_AND_KANA: readonly CodePointRange[] = [
  [0x3000, 0x9fff],
  [0xff00, 0xffef],
];
const HANGUL: readonly CodePointRange[] = [
  [0x1100, 0x11ff],
  [0x3130, 0x318f],
  [0xac00, 0xd7ff],
];

/** The text's own face for each style; where one of them has a glyph, no other font is asked. */
export const TEXT_FACES = {
  regular: { name: "jetbrains-mono-regular", fit: "text" },
  bold: { name: "jetbrains-mono-bold", fit: "text" },
  italic: { name: "jetbrains-mono-italic", fit: "text" },
  boldItalic: { name: "jetbrains-mono-bold-italic", fit: "text" },
} as const satisfies Record<string, Typeface>;

export const EMOJI_FACE: Typeface = { name: "twemoji", fit: "emoji" };

const CHINESE: Typeface = { name: "noto-sans-sc", fit: "square", ranges: HAN_AND_KANA };
const JAPANESE: Typeface = { name: "noto-sans-jp", fit: "square", ranges: HAN_AND_KANA };

function fallbackFaces(han: readonly Typeface[]): readonly Typeface[] {
  return [
    { name: "pure-nerd-font", fit: "symbol", ranges: PRIVATE_USE },
    { name: "dejavu-sans-mono", fit: "text" },
    { name: "dejavu-sans", fit: "text" },
    { name: "noto-sans-symbols-2", fit: "symbol" },
    ...han,
    { name: "noto-sans-kr", fit: "square", ranges: HANGUL },
    EMOJI_FACE,
    { name: "unifontex", fit: "pixel" },
  ];
}

/** Languages that write one Han character in different ways. */
export type HanLanguage = "zh" | "ja";

/** The fonts that are asked, in this order, for what the text's face lacks. */
export const FALLBACK_FACES: Readonly<Record<HanLanguage, readonly Typeface[]>> = {
  zh: fallbackFaces([CHINESE, JAPANESE]),
  ja: fallbackFaces([JAPANESE, CHINESE]),
};
