import { describe, expect, test } from "bun:test";
import { logicalText } from "../../src/core/screen-text.ts";
import { Screen } from "../../src/screen/screen.ts";
import { bytes, screenOf } from "./screen-of.ts";

/** What a screen reads after it was given a size. */
function resized(text: string, cols: number, rows: number, from = { cols: 10, rows: 4 }): Screen {
  const screen = screenOf(text, from);
  screen.resize(cols, rows, 1);
  return screen;
}

describe("the normal screen", () => {
  test("wraps lines anew when it gets narrower, and back", () => {
    const screen = resized("abcdefgh\r\nxy\r\n$ ", 5, 4);
    expect(screen.visibleLines()).toEqual(["abcde", "fgh", "xy", "$"]);
    expect(logicalText(screen.visibleRows())).toBe("abcdefgh\nxy\n$");
    screen.resize(10, 4, 2);
    expect(screen.visibleLines()).toEqual(["abcdefgh", "xy", "$", ""]);
  });

  test("wraps wide characters whole", () => {
    const screen = resized("漢字漢字\r\n$ ", 3, 6);
    expect(screen.visibleLines()).toEqual(["漢", "字", "漢", "字", "$", ""]);
    expect(logicalText(screen.visibleRows()).trimEnd()).toBe("漢字漢字\n$");
  });

  test("brings rows back from the scrollback when it gets higher", () => {
    expect(resized("1\r\n2\r\n3\r\n4\r\n5\r\n6", 10, 6).visibleLines()).toEqual(["1", "2", "3", "4", "5", "6"]);
  });

  test("keeps the cursor on the screen", () => {
    const screen = resized("\x1b[4;10H", 3, 2);
    expect([screen.cursorRow, screen.cursorCol]).toEqual([1, 2]);
  });
});

describe("the alternate screen", () => {
  test("is cut, and stays cut when it grows again", () => {
    const screen = resized("\x1b[?1049h\x1b[Habcdefgh", 5, 4);
    expect(screen.visibleLines()[0]).toBe("abcde");
    screen.resize(10, 4, 2);
    expect(screen.visibleLines()[0]).toBe("abcde");
  });

  test("keeps no half of a wide character", () => {
    const screen = resized("\x1b[?1049h\x1b[Hab漢字", 5, 4);
    expect(screen.visibleLines()[0]).toBe("ab漢");
    expect(screen.cells()[0]!.map(({ char }) => char)).toEqual(["a", "b", "漢", "", " "]);
  });
});

describe("one column", () => {
  test("shows one character a row, also wide ones", () => {
    const screen = screenOf("ab漢👨‍👩‍👧", { cols: 1, rows: 4 });
    expect(screen.cols).toBe(1);
    expect(screen.visibleLines()).toEqual(["a", "b", "漢", "👨‍👩‍👧"]);
    expect([screen.cursorRow, screen.cursorCol]).toEqual([3, 0]);
    expect(screen.cells().map((row) => row.length)).toEqual([1, 1, 1, 1]);
  });

  test("can be reached and left", () => {
    const screen = resized("abc漢字\r\nxyz", 1, 3);
    expect(screen.snapshot()).toMatchObject({ cols: 1, rows: 3 });
    expect(screen.visibleLines()).toEqual(["a", "x", ""]);
    screen.resize(8, 3, 2);
    screen.write(bytes("\r\n漢字漢字漢字"), 3);
    expect(screen.visibleLines().slice(-2)).toEqual(["漢字漢字", "漢字"]);
  });
});

test("each row is a line of its own after a screen without scrollback was narrowed and grew", () => {
  const screen = screenOf(`${"a".repeat(15)}\r\n`, { cols: 8, rows: 4, scrollback: 0 });
  screen.resize(3, 4, 1);
  screen.resize(3, 5, 2);
  for (const row of [1, 2, 3, 4, 5]) screen.write(bytes(`\x1b[${row};1H\x1b[K${row}`), row);
  expect(screen.visibleLines()).toEqual(["1", "2", "3", "4", "5"]);
});

describe("any size", () => {
  test.each([
    [1, 1],
    [1, 1000],
    [1000, 1],
    [2, 2],
    [1000, 1000],
  ])("%i×%i", (cols, rows) => {
    const screen = screenOf(`${"漢x".repeat(cols)}\r\nend`, { cols, rows, scrollback: 100 });
    const snapshot = screen.snapshot({ includeCells: rows * cols < 10_000 });
    expect(snapshot.visibleLines).toHaveLength(rows);
    expect(snapshot.cursorRow).toBeLessThan(rows);
    expect(snapshot.cursorCol).toBeLessThan(cols);
    for (const { cells } of snapshot.cells ?? []) expect(cells).toHaveLength(cols);
  });

  test.each([
    [0, 5],
    [5, 0],
    [2.5, 5],
    [Number.NaN, 5],
    [-1, 5],
  ])("but not %d×%d", (cols, rows) => {
    expect(() => new Screen({ cols, rows })).toThrow(RangeError);
    expect(() => screenOf("").resize(cols, rows, 1)).toThrow(RangeError);
  });
});
