import { describe, expect, test } from "bun:test";
import { fontOf } from "../../../src/render/fonts/font-files.ts";
import { boundsOf } from "../../../src/render/truetype/outline.ts";
import { readTables, requireTable } from "../../../src/render/truetype/sfnt.ts";

const code = (character: string) => character.codePointAt(0)!;

describe("JetBrains Mono", () => {
  const font = fontOf("jetbrains-mono-regular");

  test("says its measures", () => {
    expect([font.unitsPerEm, font.ascender, font.descender]).toEqual([1000, 1020, -300]);
    expect([font.xHeight, font.capHeight]).toEqual([550, 730]);
  });

  test("has glyphs of one width, and 0 for what it lacks", () => {
    for (const character of "aZ0é€λЖ") {
      expect([character, font.advanceOf(font.glyphOf(code(character)))]).toEqual([character, 600]);
    }
    expect(font.glyphOf(code("漢"))).toBe(0);
    expect(font.glyphOf(0x10ffff)).toBe(0);
  });

  test("gives outlines: an x as high as it says, a composite letter with the parts of both", () => {
    expect(boundsOf(font.outlineOf(font.glyphOf(code("x"))))).toMatchObject({ bottom: 0, top: 550 });
    expect(boundsOf(font.outlineOf(font.glyphOf(code("H"))))).toMatchObject({ bottom: 0, top: 730 });
    const [plain, accented] = ["e", "é"].map((character) => font.outlineOf(font.glyphOf(code(character))));
    expect(accented!.length).toBe(plain!.length + 1);
    expect(font.outlineOf(font.glyphOf(code(" ")))).toEqual([]);
    expect(font.layersOf(font.glyphOf(code("x")))).toBeUndefined();
  });
});

describe("Twemoji", () => {
  const font = fontOf("twemoji");
  const glyphs = (text: string) => [...text].map((character) => font.glyphOf(code(character)));

  test("makes one coloured glyph of a sequence", () => {
    for (const sequence of ["👨‍👩‍👧‍👦", "👋🏽", "🇩🇪", "👩🏽‍🚀", "🏴‍☠️", "#️⃣"]) {
      const found = [sequence, sequence.replaceAll("\ufe0f", "")]
        .map((text) => font.ligatures(glyphs(text)).filter((glyph) => glyph !== 0))
        .find(({ length }) => length === 1);
      expect([sequence, (font.layersOf(found?.[0] ?? 0) ?? []).length > 0]).toEqual([sequence, true]);
    }
  });

  test("has the colours of its layers from the back", () => {
    const layers = font.layersOf(glyphs("😀")[0]!)!;
    expect(layers.map(({ color, alpha }) => [color, alpha])).toEqual([
      [0xffcc4d, 255],
      [0x664500, 255],
      [0xffffff, 255],
    ]);
  });

  test("leaves apart what does not belong together", () => {
    expect(font.ligatures(glyphs("😀😀"))).toEqual(glyphs("😀😀"));
  });
});

test("a font without a table that every font has is refused", () => {
  expect(() => requireTable(new Map(), "glyf")).toThrow("no 'glyf' table");
  expect(() => readTables(new Uint8Array(4))).toThrow(RangeError);
});
