import type { UnderlineStyle } from "../../screen/cells.ts";
import { type CellRun, cellRuns } from "../cell-runs.ts";
import type { CellMetrics } from "../metrics.ts";
import { reachesOver } from "../painter.ts";
import type { Scene } from "../scene.ts";
import { CURSOR_LINES } from "../tile-painter.ts";
import { OVERLINE_PATH, STRIKE_PATH, UNDERLINE_PATHS } from "./line-paths.ts";
import { element } from "./markup.ts";
import type { ShapePaths } from "./shape-paths.ts";
import { type StyledCell, styledCells } from "./styled-cells.ts";
import { textPieces } from "./text-pieces.ts";

/** A row as SVG, layer by layer: paper, drawn characters, lines, text, cursor. */
export function rowMarkup(scene: Scene, row: number, metrics: CellMetrics, shapes: ShapePaths): string {
  const cells = styledCells(scene, row);
  const top = row * metrics.height;
  const parts = [
    ...papers(cells, scene, metrics, top),
    ...uses(cells, metrics, top, shapes),
    ...lines(cells, metrics, top),
    textMarkup(cells, scene, metrics, top, shapes),
    cursorMarkup(scene, row, metrics, top),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function papers(cells: readonly StyledCell[], scene: Scene, { width, height }: CellMetrics, top: number): string[] {
  const runs = cellRuns(cells, ({ paper }) => (paper === scene.background ? undefined : paper));
  return runs.map(({ start, end, value }) =>
    element("rect", { x: start * width, y: top, width: (end - start) * width, height, fill: value }),
  );
}

function uses(cells: readonly StyledCell[], { width }: CellMetrics, top: number, shapes: ShapePaths): string[] {
  return cells.flatMap(({ cell, ink }, col) => {
    if (cell.invisible) return [];
    const span = reachesOver(cell, cells[col + 1]?.cell) ? 2 : (cell.width ?? 1);
    const id = shapes.idOf(cell.char, span, col);
    return id === undefined ? [] : [element("use", { href: `#${id}`, x: col * width, y: top, fill: ink })];
  });
}

function lines(cells: readonly StyledCell[], metrics: CellMetrics, top: number): string[] {
  const visible = cells.map((styled) => (styled.cell.invisible ? undefined : styled));
  const markup = (runs: readonly CellRun<string>[], path: (run: CellRun<string>) => string) =>
    runs.map((run) => element("path", { fill: run.value.slice(0, "#rrggbb".length), d: path(run) }));
  const along = (draw: typeof STRIKE_PATH) => (run: CellRun<string>) =>
    draw(metrics, run.start * metrics.width, top, run.end - run.start);
  const underlines = cellRuns(visible, (styled) =>
    styled?.cell.underline ? `${styled.underline} ${styled.cell.underlineStyle ?? "single"}` : undefined,
  );
  return [
    ...markup(underlines, (run) => along(UNDERLINE_PATHS[run.value.split(" ")[1] as UnderlineStyle])(run)),
    ...markup(
      cellRuns(visible, (styled) => (styled?.cell.overline ? styled.ink : undefined)),
      along(OVERLINE_PATH),
    ),
    ...markup(
      cellRuns(visible, (styled) => (styled?.cell.strikethrough ? styled.ink : undefined)),
      along(STRIKE_PATH),
    ),
  ];
}

/** One element a row, so that what is copied has the lines of the screen. */
function textMarkup(
  cells: readonly StyledCell[],
  { foreground }: Scene,
  metrics: CellMetrics,
  top: number,
  shapes: ShapePaths,
): string {
  const isDrawn = (char: string) => shapes.isDrawn(char);
  const pieces = textPieces(cells, isDrawn).map(({ col, cells: length, text, ink, bold, italic }) =>
    element(
      "tspan",
      {
        x: col * metrics.width,
        textLength: length * metrics.width,
        lengthAdjust: "spacingAndGlyphs",
        fill: ink === foreground ? undefined : ink,
        // What is drawn already is there to be selected.
        "fill-opacity": ink === undefined ? 0 : undefined,
        "font-weight": bold ? "bold" : undefined,
        "font-style": italic ? "italic" : undefined,
      },
      text,
    ),
  );
  return pieces.length === 0 ? "" : element("text", { y: top + metrics.baseline }, pieces.join(""));
}

function cursorMarkup({ cursor, cursorColor }: Scene, row: number, metrics: CellMetrics, top: number): string {
  if (cursor?.row !== row || cursor.style === "block") return "";
  const { width, height, line } = metrics;
  const thickness = CURSOR_LINES * line;
  const isBar = cursor.style === "bar";
  return element("rect", {
    ...{ x: cursor.col * width, y: isBar ? top : top + height - thickness },
    ...{ width: isBar ? thickness : width, height: isBar ? height : thickness, fill: cursorColor },
  });
}
