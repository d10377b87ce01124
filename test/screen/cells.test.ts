import { describe, expect, test } from "bun:test";
import type { ScreenCell } from "../../src/screen/cells.ts";
import { screenOf } from "./screen-of.ts";

/** The first cells of the first row. */
function cellsOf(text: string, count = 1): ScreenCell[] {
  return screenOf(text).cells()[0]!.slice(0, count);
}

describe("attributes", () => {
  test.each<[string, Partial<ScreenCell>]>([
    ["0", {}],
    ["1", { bold: true }],
    ["2", { dim: true }],
    ["3", { italic: true }],
    ["4", { underline: true }],
    ["4:0", {}],
    ["4:1", { underline: true }],
    ["4:2", { underline: true, underlineStyle: "double" }],
    ["21", { underline: true, underlineStyle: "double" }],
    ["4:3", { underline: true, underlineStyle: "curly" }],
    ["4:4", { underline: true, underlineStyle: "dotted" }],
    ["4:5", { underline: true, underlineStyle: "dashed" }],
    ["4;58:2::1:2:3", { underline: true, underlineColor: "#010203" }],
    ["4;58:2:1:2:3", { underline: true, underlineColor: "#010203" }],
    ["4;58;5;196", { underline: true, underlineColor: "#ff0000" }],
    ["4;58;5;196;59", { underline: true }],
    ["5", { blink: true }],
    ["7", { inverse: true }],
    ["8", { invisible: true }],
    ["9", { strikethrough: true }],
    ["53", { overline: true }],
    ["1;3;4;9", { bold: true, italic: true, underline: true, strikethrough: true }],
    ["1;22", {}],
    ["3;23", {}],
    ["4;24", {}],
    ["9;29", {}],
    ["31;0", {}],
  ])("SGR %s", (sgr, expected) => {
    expect(cellsOf(`\x1b[${sgr}mX`)).toEqual([{ char: "X", ...expected }]);
  });
});

describe("colours", () => {
  test.each<[string, Partial<ScreenCell>]>([
    ["31", { fg: "#f38ba8" }],
    ["97", { fg: "#bac2de" }],
    ["44", { bg: "#89b4fa" }],
    ["100", { bg: "#585b70" }],
    ["38;5;4", { fg: "#89b4fa" }],
    ["38;5;16", { fg: "#000000" }],
    ["38;5;208", { fg: "#ff8700" }],
    ["38;5;231", { fg: "#ffffff" }],
    ["38;5;232", { fg: "#080808" }],
    ["48;5;255", { bg: "#eeeeee" }],
    ["38;2;1;2;3", { fg: "#010203" }],
    ["38:2:1:2:3", { fg: "#010203" }],
    ["48:2::250:128:0", { bg: "#fa8000" }],
    [
      "1;38:2:1:2:3;48:2:4:5:6;4:3",
      { bold: true, fg: "#010203", bg: "#040506", underline: true, underlineStyle: "curly" },
    ],
    ["38:5:208", { fg: "#ff8700" }],
    ["31;39", {}],
    ["41;49", {}],
    ["1;31", { bold: true, fg: "#f38ba8" }],
    ["7;31;42", { inverse: true, fg: "#f38ba8", bg: "#a6e3a1" }],
  ])("SGR %s", (sgr, expected) => {
    expect(cellsOf(`\x1b[${sgr}mX`)).toEqual([{ char: "X", ...expected }]);
  });

  test("follow the palette that the program set, also for what is printed already", () => {
    expect(cellsOf("\x1b[31mX\x1b]4;1;#123456\x07")).toEqual([{ char: "X", fg: "#123456" }]);
  });

  test("fill a line that was erased with a background", () => {
    expect(cellsOf("\x1b[44m\x1b[K", 20)).toEqual(Array(20).fill({ char: " ", bg: "#89b4fa" }));
  });
});

describe("characters", () => {
  const width = (cells: ScreenCell[]) => cells.reduce((sum, { width = 1 }) => sum + width, 0);

  test.each([
    ["a letter", "a", 1],
    ["CJK", "漢", 2],
    ["fullwidth", "Ａ", 2],
    ["Hangul", "한", 2],
    ["halfwidth katakana", "ｶ", 1],
    ["a combining mark", "e\u0301", 1],
    ["several combining marks", "a\u0323\u0308", 1],
    ["an emoji", "😀", 2],
    ["an emoji with a skin tone", "👋🏽", 2],
    ["a family (ZWJ)", "👨‍👩‍👧‍👦", 2],
    ["a rainbow flag", "🏳️‍🌈", 2],
    ["a country's flag", "🇩🇪", 2],
    ["a sign made an emoji", "❤️", 2],
    ["a keycap", "1️⃣", 2],
    ["ambiguous width", "·", 1],
    ["a private-use icon", "\ue0b0", 1],
    ["Devanagari", "न", 1],
  ])("%s is one cell's text, so wide", (_, character, expected) => {
    const screen = screenOf(`${character}|`);
    const cells = screen.cells()[0]!;
    const end = cells.findIndex(({ char }) => char === "|");
    expect(end).toBe(expected);
    expect(cells[0]!.char).toBe(character);
    expect(width(cells.slice(0, end))).toBe(expected);
    expect(screen.visibleLines()[0]).toBe(`${character}|`);
  });

  test("the index of a cell is its column", () => {
    expect(cellsOf("a漢b", 5)).toEqual([
      { char: "a" },
      { char: "漢", width: 2 },
      { char: "", width: 0 },
      { char: "b" },
      { char: " " },
    ]);
    expect(screenOf("").cells()).toHaveLength(5);
    expect(screenOf("").cells()[0]).toHaveLength(20);
  });

  test("half of a wide character that is overwritten goes", () => {
    expect(cellsOf("漢\x1b[2Gx", 2)).toEqual([{ char: " " }, { char: "x" }]);
  });

  test("line drawing replaces letters", () => {
    expect(screenOf("\x1b(0lqk\x1b(B").visibleLines()[0]).toBe("┌─┐");
  });
});

describe("links", () => {
  test("lead somewhere and do not underline", () => {
    expect(cellsOf("\x1b]8;;https://example.org/a;b\x1b\\X\x1b]8;;\x1b\\Y", 2)).toEqual([
      { char: "X", link: "https://example.org/a;b" },
      { char: "Y" },
    ]);
  });

  test("keep the underline that SGR gave them", () => {
    expect(cellsOf("\x1b[4:3m\x1b]8;;https://example.org\x07X")).toEqual([
      { char: "X", underline: true, underlineStyle: "curly", link: "https://example.org" },
    ]);
  });
});

describe("snapshot", () => {
  test("has the shape of the contract", () => {
    const screen = screenOf("a\r\nb\r\n\x1b[1mc", { cols: 3, rows: 2 });
    expect(screen.snapshot({ includeScrollback: true, includeCells: true })).toEqual({
      capturedAtSeq: 0,
      cols: 3,
      rows: 2,
      cursorRow: 1,
      cursorCol: 1,
      isAltScreen: false,
      visibleLines: [
        { row: 0, text: "b" },
        { row: 1, text: "c" },
      ],
      scrollbackLines: [{ row: 0, text: "a" }],
      cells: [
        { lineNumber: 0, cells: [{ char: "b" }, { char: " " }, { char: " " }] },
        { lineNumber: 1, cells: [{ char: "c", bold: true }, { char: " " }, { char: " " }] },
      ],
    });
  });

  test("leaves out what was not asked for", () => {
    const keys = Object.keys(screenOf("").snapshot());
    expect(keys).not.toContain("cells");
    expect(keys).not.toContain("scrollbackLines");
  });
});
