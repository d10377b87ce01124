import type { ScreenCell } from "../screen/cells.ts";
import { Screen } from "../screen/screen.ts";
import { printable } from "./printable.ts";

/** A line of text as cells. */
export interface TitleLine {
  readonly cells: readonly ScreenCell[];
  /** How many cells it takes; at most as many as there is room for. */
  readonly length: number;
}

const ELLIPSIS = "…";

/** Lays a title out in cells, as a terminal would; what does not fit is left out, and says so. */
export function titleLine(title: string, room: number): TitleLine {
  if (room < 1) return { cells: [], length: 0 };
  const text = printable(title).replaceAll(/\s+/g, " ").trim();
  // Two columns more than there is room for show whether there was something left, be it a wide character.
  const screen = new Screen({ cols: room + 2, rows: 1, scrollback: 0 });
  try {
    // Without wrapping (DECAWM): what follows the last column must not push out what stands there.
    screen.write(new TextEncoder().encode(`\x1b[?7l${text.slice(0, room * 8)}`), 0);
    const cells = [...(screen.cells()[0] ?? [])];
    const used = cells.findLastIndex(({ char }) => char !== " ") + 1;
    if (used <= room) return { cells: cells.slice(0, used), length: used };
    const kept = cells.slice(0, room - 1);
    if (kept.at(-1)?.width === 2) kept[kept.length - 1] = { char: " " };
    return { cells: [...kept, { char: ELLIPSIS }], length: kept.length + 1 };
  } finally {
    screen.dispose();
  }
}
