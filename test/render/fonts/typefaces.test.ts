import { expect, test } from "bun:test";
import { AppError } from "../../../src/protocol/errors.ts";
import type { FontName, HanLanguage } from "../../../src/render/fonts/catalog.ts";
import { fontHashes, fontOf } from "../../../src/render/fonts/font-files.ts";
import { chooseGlyphs } from "../../../src/render/fonts/typefaces.ts";

const PLAIN = { bold: false, italic: false };

function fontsFor(text: string, span = 1, style = PLAIN, language: HanLanguage = "zh") {
  return chooseGlyphs({ text, span, style, language }).map(({ face }) => face.name);
}

test.each([
  ["a", 1, "jetbrains-mono-regular"],
  ["λ", 1, "jetbrains-mono-regular"],
  ["☺", 1, "dejavu-sans-mono"],
  ["😀", 2, "twemoji"],
  ["❤️", 2, "twemoji"],
  ["⌛", 2, "twemoji"],
  ["⌛︎", 2, "noto-sans-symbols-2"],
  ["1️⃣", 2, "twemoji"],
  ["\uf015", 1, "pure-nerd-font"],
  ["漢", 2, "noto-sans-sc"],
  ["한", 2, "noto-sans-kr"],
  ["か", 2, "noto-sans-jp"],
  ["ｶ", 1, "noto-sans-jp"],
  ["ส", 1, "unifontex"],
  ["\u{10ffff}", 1, "jetbrains-mono-regular"],
] as const)("'%s' over %i cells is drawn with %s", (text, span, font) => {
  expect(fontsFor(text, span)).toEqual([font]);
});

test("bold and italic have faces of their own; for others they are made", () => {
  const both = { bold: true, italic: true };
  expect(fontsFor("a", 1, both)).toEqual(["jetbrains-mono-bold-italic"]);
  expect(fontsFor("a", 1, { bold: true, italic: false })).toEqual(["jetbrains-mono-bold"]);
  expect(fontsFor("a", 1, { bold: false, italic: true })).toEqual(["jetbrains-mono-italic"]);
  const styleOf = (text: string, span: number) => chooseGlyphs({ text, span, style: both, language: "zh" })[0]!.style;
  expect([styleOf("a", 1), styleOf("漢", 2), styleOf("😀", 2)]).toEqual([PLAIN, both, PLAIN]);
});

test("Han in Japanese text is drawn as Japan writes it", () => {
  expect(fontsFor("漢", 2, PLAIN, "ja")).toEqual(["noto-sans-jp"]);
});

test("a base and its marks become one glyph where Unicode has one, else one each", () => {
  expect(fontsFor("e\u0301")).toHaveLength(1);
  expect(fontsFor("x\u0304")).toHaveLength(2);
  // A joiner that joins nothing, and a selector for something that has no such form, leave no trace.
  expect(fontsFor("a\u200d")).toHaveLength(1);
  expect(fontsFor("a\ufe0e")).toHaveLength(1);
});

test("the hash of every font is known", () => {
  for (const hash of Object.values(fontHashes())) expect(hash).toMatch(/^[\da-f]{64}$/);
  expect(Object.keys(fontHashes())).toHaveLength(13);
});

test("a font that is not there is an error that says what to do", () => {
  const read = () => fontOf("no-such-font" as FontName);
  expect(read).toThrow(AppError);
  expect(read).toThrow(/The font file '.*no-such-font\.ttf\.zst' cannot be used: .*npm run build/);
});
