import { AppError } from "../protocol/errors.ts";
import type { ScreenCell } from "../screen/cells.ts";
import { ScreenColors } from "../screen/colors.ts";
import type { ScreenModes } from "../screen/modes.ts";
import type { ColorTheme } from "../screen/palette.ts";
import type { Screen } from "../screen/screen.ts";

/** A cursor that is drawn; 0-based, within the scene. */
export interface SceneCursor {
  readonly row: number;
  readonly col: number;
  readonly style: ScreenModes["cursorStyle"];
}

/** What is to be drawn: cells, and the colours of what no cell says. Colours are `#rrggbb`. */
export interface Scene {
  readonly cols: number;
  readonly rows: number;
  /** `rows` arrays of `cols` cells. */
  readonly cells: readonly (readonly ScreenCell[])[];
  readonly foreground: string;
  readonly background: string;
  readonly cursorColor: string;
  readonly cursor?: SceneCursor;
}

/** A part of the screen, in cells, 0-based. */
export interface SceneRegion {
  readonly row: number;
  readonly col: number;
  readonly rows: number;
  readonly cols: number;
}

export interface SceneOptions {
  /** Whether the cursor is drawn; left out, it is where the program has it shown (DECTCEM). */
  readonly showCursor?: boolean | undefined;
  /** The colours under those that the program has set; the screen's own if left out. */
  readonly theme?: ColorTheme;
  /** Whether what the program has set is left out, so that all colours are the theme's; needs a theme. */
  readonly themeColors?: boolean | undefined;
  /** Whether bold text in colours 0 to 7 is drawn in 8 to 15; false if left out. */
  readonly boldIsBright?: boolean;
  /** How many rows above the screen are drawn too. */
  readonly scrollback?: number | "all";
  /** The part of the screen, with its scrollback above it, that is drawn; it must lie within. */
  readonly region?: SceneRegion | undefined;
}

/**
 * The part of the screen that is drawn, and how many rows above the screen it may reach into.
 *
 * @throws AppError `INVALID_INPUT` if the region reaches out of the screen, or is empty
 */
export function drawnPart(screen: Screen, options: SceneOptions): { region: SceneRegion; above: number } {
  const above = Math.min(options.scrollback === "all" ? Infinity : (options.scrollback ?? 0), screen.scrollbackRows);
  const whole: SceneRegion = { row: 0, col: 0, rows: screen.rows + above, cols: screen.cols };
  const region = options.region ?? whole;
  assertWithin(region, whole);
  return { region, above };
}

/**
 * Reads from a screen what is to be drawn of it.
 *
 * @throws AppError as {@link drawnPart}
 */
export function sceneOf(screen: Screen, options: SceneOptions = {}): Scene {
  const colors = colorsOf(screen, options);
  const { region, above } = drawnPart(screen, options);
  const cursor = cursorOf(screen, above, region, options.showCursor);
  return {
    cols: region.cols,
    rows: region.rows,
    cells: cut(screen.cells(colors, above), region),
    foreground: colors.foreground,
    background: colors.background,
    cursorColor: colors.cursor,
    ...(cursor && { cursor }),
  };
}

/** Themes alone, each always the same objects: rows that have not changed are known by the colours they were read in. */
const themes = new WeakMap<ColorTheme, ScreenColors>();

function colorsOf(screen: Screen, { theme, themeColors, boldIsBright }: SceneOptions): ScreenColors {
  if (!theme || !themeColors) return screen.colors.withTheme(theme, boldIsBright);
  const known = themes.get(theme) ?? new ScreenColors(theme);
  themes.set(theme, known);
  return known.withTheme(theme, boldIsBright);
}

function assertWithin({ row, col, rows, cols }: SceneRegion, whole: SceneRegion): void {
  const isInteger = [row, col, rows, cols].every(Number.isInteger);
  const isWithin = row >= 0 && col >= 0 && row + rows <= whole.rows && col + cols <= whole.cols;
  if (isInteger && isWithin && rows > 0 && cols > 0) return;
  const region = [row, col, rows, cols].join(",");
  const message = `The region ${region} (row,col,rows,cols) does not lie within ${whole.rows} rows and ${whole.cols} columns.`;
  throw new AppError("INVALID_INPUT", message, { region, rows: whole.rows, cols: whole.cols });
}

function cursorOf(
  screen: Screen,
  above: number,
  region: SceneRegion,
  show: boolean | undefined,
): SceneCursor | undefined {
  const modes = screen.modes();
  if (!(show ?? modes.cursorVisible)) return undefined;
  const row = screen.cursorRow + above - region.row;
  const col = screen.cursorCol - region.col;
  const isInside = row >= 0 && row < region.rows && col >= 0 && col < region.cols;
  return isInside ? { row, col, style: modes.cursorStyle } : undefined;
}

function cut(
  cells: readonly (readonly ScreenCell[])[],
  { row, col, rows, cols }: SceneRegion,
): readonly (readonly ScreenCell[])[] {
  const chosen = rows === cells.length ? cells : cells.slice(row, row + rows);
  return chosen.map((line) => (cols === line.length ? line : cutRow(line, col, col + cols)));
}

/** The cells from `start` to `end`; of a wide character that is cut in half a blank with its colours remains. */
function cutRow(line: readonly ScreenCell[], start: number, end: number): ScreenCell[] {
  const cells = line.slice(start, end);
  if (cells[0]?.width === 0) cells[0] = blankOf(cells[0]);
  const last = cells.at(-1);
  if (last?.width === 2) cells[cells.length - 1] = blankOf(last);
  return cells;
}

function blankOf({ width: _, ...cell }: ScreenCell): ScreenCell {
  return { ...cell, char: " " };
}
