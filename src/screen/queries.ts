import type { IFunctionIdentifier } from "@xterm/headless";
import { registerColorQueries } from "./color-queries.ts";
import { CSI, DCS, type QueryContext, ST } from "./query-context.ts";
import { sgrParameters } from "./sgr-report.ts";

/**
 * The queries of a program that we answer ourselves, because the emulator answers them wrongly or not at all. It
 * answers by itself: DA1, DA2, DSR 5, DECRQM, DECRQSS of margins and protection, and the size in cells (CSI 18 t).
 *
 * Not answered, on purpose: titles (CSI 20 t, 21 t: what is answered is typed into the program, so a file that is
 * shown with `cat` could type its own title), the clipboard (OSC 52), kitty's keyboard (CSI ? u), XTGETTCAP. All by
 * xterm's ctlseqs unless said otherwise.
 */
interface Query {
  readonly id: IFunctionIdentifier;
  /** The first parameter for a CSI, the data for a DCS; any other is left to the emulator. */
  readonly ask: number | string;
  readonly answer: (context: QueryContext) => string;
}

const CSI_QUERIES: readonly Query[] = [
  // CPR and DECXCPR. The emulator tells a column too many behind the last one, and knows no origin mode.
  { id: { final: "n" }, ask: 6, answer: (context) => `${CSI}${unlikeF3(cursorPosition(context))}R` },
  { id: { prefix: "?", final: "n" }, ask: 6, answer: (context) => `${CSI}?${cursorPosition(context)}R` },
  // Dark or light (contour-terminal/vt-extensions, color-palette-update-notifications).
  {
    id: { prefix: "?", final: "n" },
    ask: 996,
    answer: ({ colors }) => `${CSI}?997;${isDark(colors.background) ? 1 : 2}n`,
  },
  // XTVERSION.
  { id: { prefix: ">", final: "q" }, ask: 0, answer: ({ terminalName }) => `${DCS}>|${terminalName}${ST}` },
  // Grapheme clusters are always on (contour-terminal/terminal-unicode-core): 3 is "permanently set".
  { id: { prefix: "?", intermediates: "$", final: "p" }, ask: 2027, answer: () => `${CSI}?2027;3$y` },
];

/** DECRQSS: the emulator reports neither the attributes nor a cursor shape that was set. */
const DECRQSS: IFunctionIdentifier = { intermediates: "$", final: "q" };
const DCS_QUERIES: readonly Query[] = [
  { id: DECRQSS, ask: "m", answer: ({ core }) => status(`${sgrParameters(core._inputHandler.getAttrData())}m`) },
  { id: DECRQSS, ask: " q", answer: (context) => status(`${cursorShape(context)} q`) },
];

/** Makes the emulator of `context` answer what programs ask of a terminal. */
export function registerQueries(context: QueryContext): void {
  const { parser } = context.term;
  for (const { id, ask, answer } of CSI_QUERIES) {
    parser.registerCsiHandler(id, ([first]) => {
      if (first !== ask) return false;
      context.reply(answer(context));
      return true;
    });
  }
  for (const { id, ask, answer } of DCS_QUERIES) {
    parser.registerDcsHandler(id, (data) => {
      if (data !== ask) return false;
      context.reply(answer(context));
      return true;
    });
  }
  registerColorQueries(context);
  parser.registerEscHandler({ final: "c" }, () => resetRest(context));
}

/** Row and column of the cursor, 1-based; of the scrolling region in origin mode (DECOM). */
function cursorPosition({ core, term }: QueryContext): string {
  const { x, y, scrollTop } = core.buffer;
  const top = term.modes.originMode ? scrollTop : 0;
  return `${Math.max(y - top, 0) + 1};${Math.min(x, term.cols - 1) + 1}`;
}

/**
 * In the first row, CPR reads like F3 with a modifier (CSI 1 ; 2…16 R). A leading zero tells the two apart and changes
 * no number (ECMA-48 §5.4.1). Without it the line editor of busybox sh, which asks after each prompt, takes the start
 * of what is typed next for the rest of a key, and swallows it.
 */
function unlikeF3(position: string): string {
  return /^1;(?:[2-9]|1[0-6])$/.test(position) ? `0${position}` : position;
}

function status(answer: string): string {
  return `${DCS}1$r${answer}${ST}`;
}

const CURSOR_SHAPES = { block: 2, underline: 4, bar: 6 } as const;

/** DECSCUSR's number for the cursor as it is: even ones are steady, the odd ones below them blink. */
function cursorShape({ core, term }: QueryContext): number {
  const { cursorStyle = "block", cursorBlink = term.options.cursorBlink } = core.coreService.decPrivateModes;
  return CURSOR_SHAPES[cursorStyle] - (cursorBlink ? 1 : 0);
}

/** Luma by ITU-R BT.601, as terminals and editors judge a background. */
function isDark(color: string): boolean {
  const channel = (at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  return 0.299 * channel(1) + 0.587 * channel(3) + 0.114 * channel(5) < 128;
}

/** RIS (`ESC c`): what the emulator forgets to reset. It resets the rest afterwards. */
function resetRest({ colors, core, term }: QueryContext): false {
  colors.resetAll();
  core.coreService.isCursorHidden = false;
  term.options.cursorBlink = false;
  return false;
}
