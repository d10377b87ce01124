import type { Emulator, InternalBuffer } from "./internals.ts";
import { GRAPHEME_WIDTHS, NARROW_WIDTHS } from "./widths.ts";

/** xterm.js does not go below this: its reflow never ends at one column if there is a wide character. */
const MINIMUM_REFLOW_COLS = 2;

/**
 * Gives the emulator another size. Lines of the normal screen are wrapped anew (not to or from one column, and not the
 * line that the cursor is on: its program draws that again), those of the alternate screen are cut. Sizes must be
 * integers of at least 1.
 */
export function resizeEmulator({ term, core }: Emulator, cols: number, rows: number): void {
  const isNarrower = cols < term.cols;
  if (cols >= MINIMUM_REFLOW_COLS && term.cols >= MINIMUM_REFLOW_COLS) {
    term.resize(cols, rows);
  } else {
    core._bufferService.resize(term.cols, rows);
    resizeWithoutReflow({ term, core }, cols, rows);
  }
  for (const buffer of [core.buffers.normal, core.buffers.alt]) {
    if (isNarrower) cutLines(buffer, cols);
    if (buffer.lines.length > 0) fillViewport(buffer, rows);
    buffer._memoryCleanupQueue.flush(); // Now, so that no timer is left that prints or keeps a process alive.
  }
}

/** To or from one column, where widths are others too. */
function resizeWithoutReflow({ term, core }: Emulator, cols: number, rows: number): void {
  // A build number of 1 says: a Windows console that wraps by itself, so leave the lines alone.
  term.options.windowsPty = { buildNumber: 1 };
  core._bufferService.resize(cols, rows);
  term.options.windowsPty = {};
  term.unicode.activeVersion = cols < MINIMUM_REFLOW_COLS ? NARROW_WIDTHS : GRAPHEME_WIDTHS;
}

/**
 * Cuts every line to `cols`, and blanks a wide character of which only the left half is left. xterm.js keeps what is
 * right of the new edge and shows it again when the screen grows, which no real terminal does; and it keeps the half.
 */
function cutLines(buffer: InternalBuffer, cols: number): void {
  for (let index = 0; index < buffer.lines.length; index++) {
    const line = buffer.lines.get(index);
    if (!line) continue;
    if (line.length > cols) line.resize(cols, buffer.getNullCell());
    if (line.getWidth(cols - 1) > 1) line.setCellFromCodepoint(cols - 1, 0, 1, buffer.getNullCell());
  }
}

/**
 * Makes sure that there is a line for each row. After some resizes xterm.js 6.0.0 has placed the screen so low in its
 * buffer that the last rows have none (often without scrollback, rarely on the alternate screen). What is printed there
 * then lands on another line, or throws.
 */
function fillViewport(buffer: InternalBuffer, rows: number): void {
  const missing = buffer.ybase + rows - buffer.lines.length;
  if (missing <= 0) return;
  const up = Math.min(missing, buffer.ybase);
  buffer.ybase -= up;
  buffer.ydisp = buffer.ybase;
  buffer.y = Math.min(buffer.y + up, rows - 1);
  while (buffer.lines.length < buffer.ybase + rows) buffer.lines.push(buffer.getBlankLine(buffer.getNullCell(), false));
}
