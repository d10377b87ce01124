import type { Scene } from "../render/scene.ts";
import type { ScreenCell } from "../screen/cells.ts";

/** Cells, without end, of which those that a row lacks are taken. */
const BLANK: ScreenCell = { char: " " };

/**
 * Puts scenes of any size onto one that is as large as the largest, at its upper left, with a line below it. Rows that
 * are the very same arrays stay so.
 */
export class FilmCanvas {
  readonly #cols: number;
  readonly #rows: number;
  readonly #blankRow: readonly ScreenCell[];
  readonly #widened = new WeakMap<readonly ScreenCell[], readonly ScreenCell[]>();

  /** @param cols of the largest scene, as `rows` */
  constructor(cols: number, rows: number) {
    this.#cols = cols;
    this.#rows = rows;
    this.#blankRow = new Array<ScreenCell>(cols).fill(BLANK);
  }

  /** @param line below all scenes, `cols` cells; none if left out */
  compose(scene: Scene, line?: readonly ScreenCell[]): Scene {
    if (scene.cols === this.#cols && scene.rows === this.#rows && !line) return scene;
    const cells = scene.cells.map((row) => this.#widen(row));
    while (cells.length < this.#rows) cells.push(this.#blankRow);
    if (line) cells.push(line);
    return { ...scene, cols: this.#cols, rows: cells.length, cells };
  }

  #widen(row: readonly ScreenCell[]): readonly ScreenCell[] {
    if (row.length === this.#cols) return row;
    const known = this.#widened.get(row);
    if (known) return known;
    const wide = [...row, ...this.#blankRow.slice(row.length)];
    this.#widened.set(row, wide);
    return wide;
  }
}

/** Whether two scenes of one film look the same, as far as that is known without a look at each cell. */
export function isSameScene(one: Scene, other: Scene): boolean {
  return (
    one.foreground === other.foreground &&
    one.background === other.background &&
    one.cursorColor === other.cursorColor &&
    one.cursor?.row === other.cursor?.row &&
    one.cursor?.col === other.cursor?.col &&
    one.cursor?.style === other.cursor?.style &&
    one.cells.length === other.cells.length &&
    one.cells.every((row, index) => row === other.cells[index])
  );
}
