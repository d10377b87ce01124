import { readCells, type ScreenCell } from "./cells.ts";
import type { ScreenColors } from "./colors.ts";
import { ATTRIBUTE, CELL_SIZE, CONTENT, type Emulator, type InternalLine } from "./internals.ts";

/** The cells of a row, and the state of the emulator's line that they were read from. */
interface ReadRow {
  readonly cells: readonly ScreenCell[];
  readonly data: Uint32Array;
  /** What of the cells is not in the data; see {@link outsideData}. */
  readonly outside: string;
}

/**
 * Reads rows of cells. A row that is as it was when the rows were last read, also if it has scrolled since, is the very
 * same array as then: who draws frame after frame sees at once what has changed, and nothing is read twice.
 */
export class RowReader {
  readonly #emulator: Emulator;
  readonly #colors: ScreenColors;
  #colorsRevision = -1;
  #cols = 0;
  #last = new Map<InternalLine, ReadRow>();

  constructor(emulator: Emulator, colors: ScreenColors) {
    this.#emulator = emulator;
    this.#colors = colors;
  }

  /** The rows of the buffer from `start` up to, not including, `end`; each with as many cells as there are columns. */
  read(start: number, end: number): (readonly ScreenCell[])[] {
    const { term, core } = this.#emulator;
    if (this.#colorsRevision !== this.#colors.revision || this.#cols !== term.cols) this.#last.clear();
    this.#colorsRevision = this.#colors.revision;
    this.#cols = term.cols;
    const scratch = term.buffer.active.getNullCell();
    const next = new Map<InternalLine, ReadRow>();
    const rows: (readonly ScreenCell[])[] = [];
    for (let index = start; index < end; index++) {
      const line = core.buffer.lines.get(index);
      const last = line && this.#last.get(line);
      if (line && last && isUnchanged(this.#emulator, line, last)) {
        next.set(line, last);
        rows.push(last.cells);
        continue;
      }
      const cells = readCells(this.#emulator, term.buffer.active.getLine(index), scratch, this.#colors);
      if (line) next.set(line, { cells, data: line._data.slice(), outside: outsideData(this.#emulator, line) });
      rows.push(cells);
    }
    this.#last = next;
    return rows;
  }
}

function isUnchanged(emulator: Emulator, line: InternalLine, { data, outside }: ReadRow): boolean {
  const now = line._data;
  if (now.length !== data.length) return false;
  for (let at = 0; at < data.length; at++) if (now[at] !== data[at]) return false;
  return outsideData(emulator, line) === outside;
}

/**
 * What a line keeps beside its data: texts of several code points, kinds and colours of underlines, hyperlinks; of these
 * where they lead, since the emulator forgets that with the lines they were written in, and reflow moves cells to others.
 */
function outsideData({ core }: Emulator, line: InternalLine): string {
  const { _data: data, _combined: combined, _extendedAttrs: extended } = line;
  let text = "";
  for (let at = 0; at < data.length; at += CELL_SIZE) {
    if (data[at]! & CONTENT.isCombined) text += `${at}=${combined[at / CELL_SIZE]}`;
    if (!(data[at + 2]! & ATTRIBUTE.hasExtended)) continue;
    const attributes = extended[at / CELL_SIZE];
    const uri = attributes?.urlId ? core._oscLinkService.getLinkData(attributes.urlId)?.uri : undefined;
    text += `${at}:${attributes?._ext},${uri};`;
  }
  return text;
}
