import { Screen } from "../../screen/screen.ts";

/** Colours, characters of two cells, a row and column by number, and the rows that this must make. */
const OUTPUT = "\x1b[1;31mred\x1b[0m 日本\r\n\x1b[3;5H!";
const ROWS = ["red 日本", "", "    !"];

/** Has the emulator draw a small screen, and reads it. */
export function checkScreenEmulator(): string {
  const screen = new Screen({ cols: 20, rows: ROWS.length });
  try {
    screen.write(new TextEncoder().encode(OUTPUT), 0);
    const rows = JSON.stringify(screen.visibleLines());
    if (rows !== JSON.stringify(ROWS)) throw new Error(`The emulator shows ${rows} for ${JSON.stringify(OUTPUT)}`);
    const [first] = screen.cells()[0] ?? [];
    if (first?.bold !== true || first.fg === undefined) throw new Error("The emulator shows no bold red");
    if (screen.cursorRow !== 2 || screen.cursorCol !== 5)
      throw new Error("The emulator's cursor is in the wrong place");
    return "Text, colours, wide characters and the cursor come out right.";
  } finally {
    screen.dispose();
  }
}
