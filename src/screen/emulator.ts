import headlessModule from "@xterm/headless";
import { acceptBareDirectColors } from "./direct-colors.ts";
import { eraseAboveSafely } from "./erase-above.ts";
import type { Emulator, InternalCore } from "./internals.ts";
import { applyLimits } from "./limits.ts";
import { resizeEmulator } from "./resize.ts";
import { GRAPHEME_WIDTHS, widthProviders } from "./widths.ts";

export interface EmulatorOptions {
  readonly cols: number;
  readonly rows: number;
  /** Rows kept above the screen. */
  readonly scrollback: number;
}

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
  eraseAboveSafely(emulator.core);
  applyLimits(emulator);
  if (term.cols !== options.cols) resizeEmulator(emulator, options.cols, options.rows);
  return emulator;
}
