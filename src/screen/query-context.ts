import type { ScreenColors } from "./colors.ts";
import type { Emulator } from "./internals.ts";

/** What a handler of a query may look at, and where its answer goes. */
export interface QueryContext extends Emulator {
  readonly colors: ScreenColors;
  /** What XTVERSION answers with: a name, and a version in brackets. */
  readonly terminalName: string;
  /** How the operating system command that is being handled ended: BEL or ST. The answer ends alike. */
  readonly terminator: () => string;
  /** Takes an answer. */
  readonly reply: (answer: string) => void;
}

export const ESC = "\x1b";
export const BEL = "\x07";
export const CSI = `${ESC}[`;
export const DCS = `${ESC}P`;
export const OSC = `${ESC}]`;
export const ST = `${ESC}\\`;
