import { describe, expect, test } from "bun:test";
import { cellColors } from "../../src/render/cell-colors.ts";
import { drawPicture } from "../../src/render/picture-formats.ts";
import { REFERENCE_DARK } from "../../src/render/profile.ts";
import { sceneOf } from "../../src/render/scene.ts";
import { hexColor } from "../../src/screen/palette.ts";
import { bytes, screenOf } from "../screen/screen-of.ts";

const { theme } = REFERENCE_DARK;
const [RED, BRIGHT_RED] = ["#f38ba8", "#f37799"];
const [BLUE, BRIGHT_BLUE] = ["#89b4fa", "#74a8fc"];
const [PAPER, INK] = [theme.background, theme.foreground];

/** The colours in which a cell of these parameters is painted. */
function painted(sgr: string, boldIsBright: boolean) {
  const scene = sceneOf(screenOf(`\x1b[${sgr}mX`), { theme, boldIsBright });
  const { ink, paper, underline } = cellColors(scene.cells[0]![0]!, scene, false);
  return { ink: hexColor(ink), paper: hexColor(paper), underline: hexColor(underline) };
}

test.each(theme.ansi.slice(0, 8).map((dark, index) => [index, dark, theme.ansi[index + 8]!] as const))(
  "bold text in colour %d is drawn in its bright one, however that was set, and only bold text",
  (index, dark, bright) => {
    for (const color of [`3${index}`, `38;5;${index}`, `38:5:${index}`]) {
      expect(painted(`1;${color}`, true).ink, color).toBe(bright);
      expect(painted(`1;${color}`, false).ink, color).toBe(dark);
      expect(painted(color, true).ink, color).toBe(dark);
    }
  },
);

describe("as xterm.js 6.0.0 draws it:", () => {
  test.each([
    ["bright colours stay", "1;91", { ink: BRIGHT_RED }],
    ["so does colour 8 of the 256", "1;38;5;8", { ink: "#585b70" }],
    ["and a direct colour that is equal to one of them", "1;38;2;243;139;168", { ink: RED }],
    ["and the default", "1", { ink: INK, paper: PAPER }],
    ["and the paper", "1;41", { ink: INK, paper: RED }],
    ["an inverse cell's text has its background's colour, and that is the bright one", "1;7;41", { ink: BRIGHT_RED }],
    ["its paper, which was the text's colour, stays", "1;7;31;44", { ink: BRIGHT_BLUE, paper: RED }],
    ["its text in the default background stays", "1;7;34", { ink: PAPER, paper: BLUE }],
    ["dim is half way from the bright one", "1;2;31", { ink: "#894b64", paper: PAPER }],
    ["lines are as the text", "1;4;31", { underline: BRIGHT_RED }],
    ["an underline's own colour too", "1;4;58;5;1", { ink: INK, underline: BRIGHT_RED }],
    ["unless it is a direct one", "1;4;58;2;243;139;168;34", { ink: BRIGHT_BLUE, underline: RED }],
  ])("%s (%s)", (_, sgr, expected) => {
    expect(painted(sgr, true)).toMatchObject(expected);
  });
});

test("a bright colour that the program has set is used", () => {
  const screen = screenOf("\x1b]4;9;#123456\x07\x1b[1;31mX");
  expect(sceneOf(screen, { theme, boldIsBright: true }).cells[0]![0]!.fg).toBe("#123456");
  const alone = sceneOf(screen, { theme, themeColors: true, boldIsBright: true });
  expect(alone.cells[0]![0]!.fg).toBe(BRIGHT_RED);
});

test.each(["png", "svg", "html"] as const)("%s is drawn so", (format) => {
  const drawn = (text: string, boldIsBright: boolean) => {
    const scene = sceneOf(screenOf(text), { theme, boldIsBright });
    return drawPicture(format, { scene, profile: REFERENCE_DARK, scale: 1 }).content;
  };
  expect(drawn("\x1b[1;31mX", true)).toEqual(drawn("\x1b[1;91mX", true));
  expect(drawn("\x1b[1;31mX", false)).not.toEqual(drawn("\x1b[1;91mX", false));
});

test("the cells of a screen stay as the program wrote them, whatever has been drawn of it", () => {
  const screen = screenOf("\x1b[1;31mX");
  const firstOf = (boldIsBright: boolean, themeColors: boolean) =>
    sceneOf(screen, { theme, themeColors, boldIsBright }).cells[0]![0]!.fg;
  for (const themeColors of [false, true]) {
    expect([firstOf(true, themeColors), firstOf(false, themeColors)]).toEqual([BRIGHT_RED, RED]);
    expect(screen.cells()[0]![0]).toEqual({ char: "X", bold: true, fg: RED });
  }
});

test("rows that have not changed are the same arrays from picture to picture", () => {
  const screen = screenOf("\x1b[1;31mX\r\n");
  const options = { theme, boldIsBright: true };
  const first = sceneOf(screen, options).cells[0]!;
  screen.write(bytes("more"), 1);
  expect(sceneOf(screen, options).cells[0]).toBe(first);
});
