import type { IFunctionIdentifier } from "@xterm/headless";
import type { InternalCore } from "./internals.ts";

/** ED, and DECSED which spares protected cells (xterm's ctlseqs). */
const ERASES: readonly (readonly [IFunctionIdentifier, sparesProtected: boolean])[] = [
  [{ final: "J" }, false],
  [{ prefix: "?", final: "J" }, true],
];
const ABOVE = 1;

/**
 * Erases above and up to a cursor at the right margin (`CSI 1 J`) in the emulator's place. There xterm.js 6.0.0 forgets
 * the scrollback when it looks for the next row: on the last row it throws, and any program can bring that about;
 * elsewhere it breaks the wrapping of another line (fixed upstream after 6.0.0: xtermjs/xterm.js#5785, #5995).
 */
export function eraseAboveSafely(core: InternalCore): void {
  const handler = core._inputHandler;
  for (const [id, sparesProtected] of ERASES) {
    handler.registerCsiHandler(id, ({ params }) => {
      const { x, y, ybase, lines } = core.buffer;
      if (params[0] !== ABOVE || x + 1 < core.cols) return false;
      handler._eraseInBufferLine(y, 0, core.cols, true, sparesProtected);
      for (let row = 0; row < y; row++) handler._resetBufferLine(row, sparesProtected);
      const next = lines.get(ybase + y + 1);
      if (next) next.isWrapped = false;
      return true;
    });
  }
}
