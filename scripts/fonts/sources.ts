// The fonts of the pictures: where each comes from, and what of it a terminal needs.
import { japaneseHan } from "./japanese-han.ts";

export interface FontSource {
  /** The file's name in dist/fonts, without what follows the dot; `src/render/fonts/catalog.ts` knows it. */
  readonly name: string;
  /** The npm package, and the font's path in it. */
  readonly package: string;
  readonly file: string;
  /** Code points; `all` keeps the font as it is: HarfBuzz would drop the colours of our emoji. */
  readonly characters: Iterable<number> | "all";
}

type Range = readonly [first: number, last: number];

function* codePoints(...ranges: readonly Range[]): Generator<number> {
  for (const [first, last] of ranges) for (let code = first; code <= last; code++) yield code;
}

/** What is drawn from geometry (`src/render/shapes/`) needs no font. */
const TEXT: readonly Range[] = [
  [0x20, 0x24ff],
  [0x25a0, 0x27ff],
  [0x2900, 0xd7ff],
  [0xf900, 0xffff],
  [0x10000, 0x1faff],
];
const PRIVATE_USE: readonly Range[] = [
  [0xe000, 0xf8ff],
  [0xf0000, 0xfffff],
];
/** The Han characters of Unicode 1.0: all of GBK, and so of simplified and traditional Chinese in common use. */
const HAN: readonly Range[] = [[0x4e00, 0x9fa5]];
/** With punctuation, squared units, and the full-width and half-width forms. */
const KANA: readonly Range[] = [
  [0x3000, 0x30ff],
  [0x31f0, 0x33ff],
  [0xff00, 0xffef],
];
const HANGUL: readonly Range[] = [
  [0x1100, 0x11ff],
  [0x3130, 0x318f],
  [0xac00, 0xd7a3],
];
/** All but what is drawn, and what the East Asian fonts have as a whole. */
const LAST_RESORT: readonly Range[] = [
  [0xa0, 0x24ff],
  [0x25a0, 0x27ff],
  [0x2900, 0x4dff],
  [0x9fa6, 0xabff],
  [0xd7b0, 0xd7ff],
  [0xf900, 0xffff],
];

const JETBRAINS = "@expo-google-fonts/jetbrains-mono";

export const FONT_SOURCES: readonly FontSource[] = [
  {
    name: "jetbrains-mono-regular",
    package: JETBRAINS,
    file: "400Regular/JetBrainsMono_400Regular.ttf",
    characters: codePoints(...TEXT, ...PRIVATE_USE),
  },
  {
    name: "jetbrains-mono-bold",
    package: JETBRAINS,
    file: "700Bold/JetBrainsMono_700Bold.ttf",
    characters: codePoints(...TEXT, ...PRIVATE_USE),
  },
  {
    name: "jetbrains-mono-italic",
    package: JETBRAINS,
    file: "400Regular_Italic/JetBrainsMono_400Regular_Italic.ttf",
    characters: codePoints(...TEXT, ...PRIVATE_USE),
  },
  {
    name: "jetbrains-mono-bold-italic",
    package: JETBRAINS,
    file: "700Bold_Italic/JetBrainsMono_700Bold_Italic.ttf",
    characters: codePoints(...TEXT, ...PRIVATE_USE),
  },
  {
    name: "dejavu-sans-mono",
    package: "dejavu-fonts-ttf",
    file: "ttf/DejaVuSansMono.ttf",
    characters: codePoints(...TEXT),
  },
  {
    name: "dejavu-sans",
    package: "dejavu-fonts-ttf",
    file: "ttf/DejaVuSans.ttf",
    characters: codePoints(...TEXT),
  },
  {
    name: "noto-sans-symbols-2",
    package: "@fontsource/noto-sans-symbols-2",
    file: "files/noto-sans-symbols-2-symbols-400-normal.woff2",
    characters: codePoints(...TEXT, [0x1fb00, 0x1fbff]),
  },
  {
    name: "pure-nerd-font",
    package: "@azurity/pure-nerd-font",
    file: "PureNerdFont.woff2",
    characters: codePoints(...PRIVATE_USE),
  },
  {
    name: "twemoji",
    package: "twemoji-colr-font",
    file: "twemoji.woff2",
    characters: "all",
  },
  {
    name: "noto-sans-sc",
    package: "@expo-google-fonts/noto-sans-sc",
    file: "400Regular/NotoSansSC_400Regular.ttf",
    characters: codePoints(...HAN),
  },
  {
    name: "noto-sans-jp",
    package: "@expo-google-fonts/noto-sans-jp",
    file: "400Regular/NotoSansJP_400Regular.ttf",
    characters: [...codePoints(...KANA), ...japaneseHan()],
  },
  {
    name: "noto-sans-kr",
    package: "@expo-google-fonts/noto-sans-kr",
    file: "400Regular/NotoSansKR_400Regular.ttf",
    characters: codePoints(...HANGUL),
  },
  {
    name: "unifontex",
    package: "@fontsource/unifontex",
    file: "files/unifontex-latin-400-normal.woff2",
    characters: codePoints(...LAST_RESORT),
  },
];
