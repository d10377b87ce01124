import { expect, test } from "bun:test";
import { sceneOf } from "../../src/render/scene.ts";
import { LIGHT_THEME } from "../../src/screen/palette.ts";
import { bytes, screenOf } from "../screen/screen-of.ts";

const textOf = ({ cells }: ReturnType<typeof sceneOf>) =>
  cells.map((row) =>
    row
      .map(({ char }) => char)
      .join("")
      .trimEnd(),
  );

test("a scene has the screen's cells, colours and cursor", () => {
  const scene = sceneOf(screenOf("one\r\ntwo\x1b[5 q"));
  expect(textOf(scene)).toEqual(["one", "two", "", "", ""]);
  expect(scene).toMatchObject({ cols: 20, rows: 5, background: "#1e1e2e", foreground: "#cdd6f4" });
  expect(scene.cursor).toEqual({ row: 1, col: 3, style: "bar" });
});

test("the cursor is shown where the program has it, unless asked for otherwise", () => {
  const hidden = screenOf("\x1b[?25l");
  expect(sceneOf(hidden).cursor).toBeUndefined();
  expect(sceneOf(hidden, { showCursor: true }).cursor).toEqual({ row: 0, col: 0, style: "block" });
  expect(sceneOf(screenOf("x"), { showCursor: false }).cursor).toBeUndefined();
});

test("another theme lies under what the program has set", () => {
  const screen = screenOf("\x1b]4;2;#123456\x07\x1b]11;#000102\x07\x1b[31mr\x1b[32mg");
  const scene = sceneOf(screen, { theme: LIGHT_THEME });
  expect(scene.cells[0]!.slice(0, 2).map(({ fg }) => fg)).toEqual([LIGHT_THEME.ansi[1], "#123456"]);
  expect([scene.background, scene.foreground]).toEqual(["#000102", LIGHT_THEME.foreground]);
  screen.write(bytes("\x1b]104\x07\x1b]111\x07"), 1);
  const reset = sceneOf(screen, { theme: LIGHT_THEME });
  expect([reset.cells[0]![1]!.fg, reset.background]).toEqual([LIGHT_THEME.ansi[2], LIGHT_THEME.background]);
});

test("a theme alone leaves out what the program has set", () => {
  const screen = screenOf("\x1b]4;2;#123456\x07\x1b]11;#000102\x07\x1b[32mg");
  const scene = sceneOf(screen, { theme: LIGHT_THEME, themeColors: true });
  expect([scene.cells[0]![0]!.fg, scene.background]).toEqual([LIGHT_THEME.ansi[2], LIGHT_THEME.background]);
  expect(sceneOf(screen, { theme: LIGHT_THEME, themeColors: true }).cells[0]).toBe(scene.cells[0]!);
});

test("rows above the screen come first, as many as there are", () => {
  const screen = screenOf("1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7");
  expect(textOf(sceneOf(screen, { scrollback: 1 }))).toEqual(["2", "3", "4", "5", "6", "7"]);
  const all = sceneOf(screen, { scrollback: "all" });
  expect(textOf(all)).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  expect(all.cursor).toEqual({ row: 6, col: 1, style: "block" });
  expect(sceneOf(screen, { scrollback: 99 }).rows).toBe(7);
});

test("a region is cut out; a wide character that is cut in half leaves blanks of its colours", () => {
  const screen = screenOf("\x1b[41m漢字\x1b[0m\x1b[H");
  const scene = sceneOf(screen, { region: { row: 0, col: 1, rows: 2, cols: 2 } });
  expect(scene).toMatchObject({ rows: 2, cols: 2 });
  expect(scene.cells[0]!.map(({ char, width, bg }) => [char, width, bg])).toEqual([
    [" ", undefined, "#f38ba8"],
    [" ", undefined, "#f38ba8"],
  ]);
  expect(scene.cursor).toBeUndefined();
});

test.each([
  { row: 0, col: 0, rows: 6, cols: 20 },
  { row: 0, col: 0, rows: 0, cols: 20 },
  { row: -1, col: 0, rows: 1, cols: 1 },
  { row: 0.5, col: 0, rows: 1, cols: 1 },
  { row: 0, col: 20, rows: 1, cols: 1 },
])("the region %o does not lie within the screen", (region) => {
  expect(() => sceneOf(screenOf(""), { region })).toThrow(/does not lie within 5 rows and 20 columns/);
});
