/** Something that the executable carries and others have made. */
export interface Component {
  /** The npm package it comes from. */
  readonly name: string;
  readonly version: string;
  readonly kind: "runtime" | "package" | "font";
  /** An SPDX expression. */
  readonly license: string;
  readonly use: string;
  /** What its licence wants to be said. */
  readonly attribution?: string;
}

const OFL_FONT = { kind: "font", license: "OFL-1.1" } as const;
const EXPO_FONT = { kind: "font", license: "MIT AND OFL-1.1" } as const;
const NOTO = { ...EXPO_FONT, version: "0.4.3", attribution: "Noto Sans CJK, copyright 2014-2021 Adobe" };

/** All of them; `npm run docs` makes THIRD_PARTY.md of it, and a test holds it to what is bundled. */
export const COMPONENTS: readonly Component[] = [
  {
    ...{ name: "bun", version: "1.4.5", kind: "runtime", license: "MIT AND LGPL-2.0-only AND LGPL-2.1-only" },
    use: "the JavaScript runtime",
    attribution: "Bun, by Oven; with JavaScriptCore, by the WebKit project",
  },
  {
    ...{ name: "@xterm/headless", version: "6.0.0", kind: "package", license: "MIT" },
    use: "the terminal emulator",
  },
  {
    ...{ name: "@xterm/addon-unicode-graphemes", version: "0.4.0", kind: "package", license: "MIT" },
    use: "widths of characters",
  },
  { name: "zod", version: "4.6.7", kind: "package", license: "MIT", use: "checking of data" },
  { name: "commander", version: "14.0.3", kind: "package", license: "MIT", use: "the command line" },
  {
    ...{ name: "@expo-google-fonts/jetbrains-mono", version: "0.4.1", ...EXPO_FONT, use: "text in pictures" },
    attribution: "JetBrains Mono, copyright 2020 The JetBrains Mono Project Authors",
  },
  {
    ...{ name: "dejavu-fonts-ttf", version: "2.37.3", kind: "font", license: "Bitstream-Vera" },
    use: "symbols in pictures",
    attribution: "DejaVu, after Bitstream Vera, copyright 2003 Bitstream, Inc.",
  },
  {
    ...{ name: "@fontsource/noto-sans-symbols-2", version: "5.3.0", ...OFL_FONT, use: "symbols in pictures" },
    attribution: "Noto Sans Symbols 2, copyright 2022 The Noto Project Authors",
  },
  {
    ...{ name: "@azurity/pure-nerd-font", version: "3.0.5", kind: "font", use: "icons in pictures" },
    license: "MIT AND OFL-1.1 AND CC-BY-4.0 AND Apache-2.0",
    attribution: "Icons of Nerd Fonts, of the sets that are named below",
  },
  {
    ...{ name: "twemoji-colr-font", version: "15.0.3", kind: "font", license: "OFL-1.1 AND CC-BY-4.0" },
    use: "emoji in pictures",
    attribution:
      "Twemoji, copyright Twitter, Inc and other contributors, CC-BY 4.0 (https://creativecommons.org/licenses/by/4.0/); " +
      "the graphics are made smaller and put on a terminal's background",
  },
  { name: "@expo-google-fonts/noto-sans-sc", ...NOTO, use: "Chinese in pictures" },
  { name: "@expo-google-fonts/noto-sans-jp", ...NOTO, use: "Japanese in pictures" },
  { name: "@expo-google-fonts/noto-sans-kr", ...NOTO, use: "Korean in pictures" },
  {
    ...{ name: "@fontsource/unifontex", version: "5.2.6", ...OFL_FONT, use: "all other characters in pictures" },
    attribution: "GNU Unifont, by Roman Czyborra, Paul Hardy and others; UnifontEX, by stgiga",
  },
];
