import { expect, test } from "bun:test";
import fc from "fast-check";
import { ansiPicture } from "../../src/render/ansi-picture.ts";
import { printable } from "../../src/render/printable.ts";
import { Screen } from "../../src/screen/screen.ts";
import { bytes, screenOf } from "../screen/screen-of.ts";
import { PICTURES } from "./pictures.ts";
import { printedScreen, requestFor } from "./printed-screens.ts";

const ansiOf = (screen: Screen) => String(ansiPicture(requestFor(screen)).content);

/** What can be seen once the text has been printed; colours of no cell are the terminal's own. */
function printed(screen: Screen): unknown {
  const terminal = new Screen({ cols: screen.cols, rows: screen.rows + 1 });
  terminal.write(bytes(ansiOf(screen).replaceAll("\n", "\r\n")), 0);
  return terminal.cells().slice(0, screen.rows);
}

test("printing it shows the same cells", () => {
  fc.assert(
    fc.property(printedScreen, (screen) => {
      const { cells } = requestFor(screen).scene;
      const expected = cells.map((row) => row.map((cell) => ({ ...cell, char: printable(cell.char) })));
      expect(printed(screen)).toEqual(expected);
    }),
  );
});

test.each(PICTURES.filter(({ scene }) => !scene).map(({ name, screen }) => [name, screen] as const))(
  "printing %s shows the same cells",
  (_, screen) => {
    const source = screen();
    const cells = requestFor(source).scene.cells.map((row) => row.map(({ link, ...cell }) => cell));
    expect(printed(source)).toEqual(cells as unknown as object);
  },
);

test("it holds no more than it takes", () => {
  expect(ansiOf(screenOf("plain  \r\n\x1b[1;31mred\x1b[0m x"))).toBe(
    "plain\n\x1b[0;1;38;2;243;139;168mred\x1b[0m x\n\n\n\n",
  );
});
