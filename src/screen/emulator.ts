import headlessModule, { type Terminal } from "@xterm/headless";
import { acceptBareDirectColors } from "./direct-colors.ts";
import type { InternalBuffer, InternalCore } from "./internals.ts";
import { GRAPHEME_WIDTHS, NARROW_WIDTHS, widthProviders } from "./widths.ts";

/** A terminal emulator and the private parts of it that a screen reads. */
export interface Emulator {
  readonly term: Terminal;
  readonly core: InternalCore;
}

export interface EmulatorOptions {
  readonly cols: number;
  readonly rows: number;
  /** Rows kept above the screen. */
  readonly scrollback: number;
}

/** xterm.js does not go below this: its reflow never ends at one column if there is a wide character. */
const MINIMUM_REFLOW_COLS = 2;

/** Makes an emulator. Sizes must be integers of at least 1. */
export function createEmulator(options: EmulatorOptions): Emulator {
  const term = new headlessModule.Terminal({
    cols: options.cols,
    rows: options.rows,
    scrollback: options.scrollback,
    allowProposedApi: true,
    logLevel: "off",
    // Only what a program relies on and what tells nothing about the user: the size in cells, and the title's stack.
    windowOptions: { getWinSizeChars: true, pushTitle: true, popTitle: true },
  });
  for (const provider of widthProviders()) term.unicode.register(provider);
  term.unicode.activeVersion = GRAPHEME_WIDTHS;
  const emulator = { term, core: (term as unknown as { _core: InternalCore })._core };
  acceptBareDirectColors(emulator.core);
  if (options.cols < MINIMUM_REFLOW_COLS) resizeEmulator(emulator, options.cols, options.rows);
  return emulator;
}

/**
 * Gives the emulator another size. Lines of the normal screen are wrapped anew (not to or from one column), those of
 * the alternate screen are cut. Sizes must be integers of at least 1.
 */
export function resizeEmulator({ term, core }: Emulator, cols: number, rows: number): void {
  if (cols >= MINIMUM_REFLOW_COLS && term.cols >= MINIMUM_REFLOW_COLS) {
    term.resize(cols, rows);
  } else {
    term.resize(term.cols, rows);
    // A build number of 1 says: a Windows console that wraps by itself, so leave the lines alone.
    term.options.windowsPty = { buildNumber: 1 };
    core._bufferService.resize(cols, rows);
    term.options.windowsPty = {};
    cutLines(core.buffers.normal, cols);
    term.unicode.activeVersion = cols < MINIMUM_REFLOW_COLS ? NARROW_WIDTHS : GRAPHEME_WIDTHS;
  }
  // xterm.js keeps what is right of the new edge and shows it again when the screen grows; no real terminal does.
  cutLines(core.buffers.alt, cols);
}

/** Cuts every line to `cols`, and blanks a wide character of which only the left half would be left. */
function cutLines(buffer: InternalBuffer, cols: number): void {
  for (let index = 0; index < buffer.lines.length; index++) {
    const line = buffer.lines.get(index);
    if (!line || line.length <= cols) continue;
    line.resize(cols, buffer.getNullCell());
    if (line.getWidth(cols - 1) > 1) line.setCellFromCodepoint(cols - 1, 0, 1, buffer.getNullCell());
  }
}
