import type { IFunctionIdentifier } from "@xterm/headless";
import type { Emulator, InternalCore, InternalLine } from "./internals.ts";

/**
 * What no program may do to its host, on purpose or by printing a binary file: keep it busy for minutes with ten bytes,
 * or make it grow without end. xterm.js 6.0.0 has no such limits: `CSI 2147483647 L` takes twenty minutes.
 */
export function applyLimits(emulator: Emulator): void {
  limitRepeats(emulator.core);
  limitStrings(emulator);
  limitCells(emulator.core);
}

const byRows = ({ rows }: InternalCore): number => rows;
const byCols = ({ cols }: InternalCore): number => cols;
const byCells = ({ cols, rows }: InternalCore): number => cols * rows;

/** The control sequences that the emulator does once for each count, and the count beyond which nothing changes. */
const REPEATED: readonly (readonly [IFunctionIdentifier, (core: InternalCore) => number])[] = [
  [{ final: "I" }, byCols], // CHT
  [{ final: "Z" }, byCols], // CBT
  [{ final: "L" }, byRows], // IL
  [{ final: "M" }, byRows], // DL
  [{ final: "S" }, byRows], // SU
  [{ final: "T" }, byRows], // SD
  [{ final: "b" }, byCells], // REP: the scrollback could hold more, but no program means that.
];

function limitRepeats(core: InternalCore): void {
  for (const [id, most] of REPEATED) {
    core._inputHandler.registerCsiHandler(id, ({ params }) => {
      params[0] = Math.min(params[0] ?? 0, most(core));
      return false;
    });
  }
}

/** Title, icon title, hyperlink: kept for as long as they are seen. VTE has the same limit for a link, about 2,000. */
const KEPT_STRINGS = [0, 1, 2, 8] as const;
const MAX_STRING = 4096;

function limitStrings({ term }: Emulator): void {
  for (const command of KEPT_STRINGS) term.parser.registerOscHandler(command, (data) => data.length > MAX_STRING);
}

/** The longest emoji sequences have 35 UTF-16 units. */
const MAX_CELL = 256;
const limited = new WeakSet<object>();

/** Lets no cell take more combining characters than anybody could see. Lines share their code, so once is enough. */
function limitCells(core: InternalCore): void {
  const prototype = Object.getPrototypeOf(core.buffer.lines.get(0)) as InternalLine;
  if (limited.has(prototype)) return;
  limited.add(prototype);
  const add = prototype.addCodepointToCell;
  prototype.addCodepointToCell = function (this: InternalLine, column, codePoint, width) {
    if ((this._combined[column]?.length ?? 0) < MAX_CELL) add.call(this, column, codePoint, width);
  };
}
