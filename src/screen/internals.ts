import type { IFunctionIdentifier, Terminal } from "@xterm/headless";

/**
 * The private parts of @xterm/headless 6.0.0 that a screen needs, in one place. Each says why the public API will not
 * do. `test/screen/internals.test.ts` fails when a new version has moved one of them.
 */

/** A terminal emulator and its private parts. */
export interface Emulator {
  readonly term: Terminal;
  readonly core: InternalCore;
}

/** A row of the buffer. Public getCell and translateToString are three times slower, and hide the underline. */
export interface InternalLine {
  /** Three numbers a cell: content, foreground, background; see {@link CONTENT}. */
  readonly _data: Uint32Array;
  /** The text of cells that hold more than one code point, by column. */
  readonly _combined: Readonly<Record<number, string>>;
  /** Underline and hyperlink of cells that have {@link ATTRIBUTE.hasExtended}, by column. */
  readonly _extendedAttrs: Readonly<Record<number, InternalAttributes["extended"] | undefined>>;
  /** Columns; more than the screen has after a buffer without reflow was narrowed. */
  readonly length: number;
  isWrapped: boolean;
  getWidth(column: number): number;
  setCellFromCodepoint(column: number, codePoint: number, width: number, attributes: InternalAttributes): void;
  addCodepointToCell: (this: InternalLine, column: number, codePoint: number, width: number) => void;
  resize(cols: number, fill: unknown): boolean;
  clone(): InternalLine;
  copyFrom(line: InternalLine): void;
}

/** Numbers in a line's data for each cell. */
export const CELL_SIZE = 3;

/** How a cell's first number is laid out. */
export const CONTENT = {
  codePoint: 0x1fffff,
  isCombined: 0x200000,
  hasContent: 0x3fffff,
  widthShift: 22,
} as const;

/** Colours and attributes: of a cell, or of what is printed next. The underline is not public at all. */
export interface InternalAttributes {
  readonly fg: number;
  readonly bg: number;
  readonly extended: { readonly _ext: number; readonly urlId: number };
  hasExtendedAttrs(): number;
}

/** Flags of {@link InternalAttributes}. */
export const ATTRIBUTE = {
  /** In `fg`. The public `isUnderline` is also true for a hyperlink that no SGR has underlined. */
  underline: 0x10000000,
  /** In `bg`: there is an underline of its own kind or colour, or a hyperlink. */
  hasExtended: 0x10000000,
  /** In `fg`, `bg` and `_ext`: which kind of colour, and the colour. */
  colorMask: 0x3ffffff,
  colorMode: 0x3000000,
  colorIndexed16: 0x1000000,
  colorIndexed256: 0x2000000,
  colorRgb: 0x3000000,
  indexMask: 0xff,
  rgbMask: 0xffffff,
  /** In `_ext`. */
  underlineStyleMask: 0x1c000000,
  underlineStyleShift: 26,
} as const;

/** The parameters of a control sequence; those after a colon are sub-parameters of the one before. */
export interface InternalParams {
  readonly length: number;
  readonly params: Int32Array;
  hasSubParams(index: number): boolean;
  getSubParams(index: number): ArrayLike<number> | null;
  toArray(): (number | number[])[];
  reset(): void;
  addParam(value: number): void;
  addSubParam(value: number): void;
}

export interface InternalBuffer {
  readonly lines: {
    readonly length: number;
    get(index: number): InternalLine | undefined;
    push(line: InternalLine): void;
    /** Drops the oldest rows; what counts from them has to be put right by the caller. */
    trimStart(count: number): void;
  };
  /** Where in `lines` the screen begins, and where what a user has scrolled to begins: for us the same. */
  ybase: number;
  ydisp: number;
  readonly x: number;
  y: number;
  /** The row that DECSC has saved, counted from the oldest in `lines`. */
  savedY: number;
  /** First and last row of the scrolling region, 0-based: for origin mode. */
  readonly scrollTop: number;
  readonly scrollBottom: number;
  /** Frees memory after a resize, in time slices; when one takes too long it writes to the console. */
  readonly _memoryCleanupQueue: { flush(): void };
  getNullCell(): InternalAttributes;
  getBlankLine: (attributes: InternalAttributes, isWrapped: boolean) => InternalLine;
}

export interface InternalCore {
  readonly cols: number;
  readonly rows: number;
  readonly buffer: InternalBuffer;
  readonly buffers: { readonly normal: InternalBuffer; readonly alt: InternalBuffer };
  readonly _inputHandler: {
    /**
     * Parses at once. `writeSync`, which is public on the core, does the same through a queue; but one exception in it
     * leaves the queue locked for good, it warns, and it is marked for removal.
     */
    parse(data: string | Uint8Array): unknown;
    /** Unlike the public one, this gives the handler the parameters themselves, not a copy. */
    registerCsiHandler(id: IFunctionIdentifier, handler: (params: InternalParams) => boolean): unknown;
    /** Erases from column `start` up to, not including, `end`; with the background of now. */
    _eraseInBufferLine(row: number, start: number, end: number, clearWrap: boolean, sparesProtected: boolean): void;
    _resetBufferLine(row: number, sparesProtected: boolean): void;
    readonly _parser: { readonly currentState: number };
    getAttrData(): InternalAttributes;
  };
  /** The public resize does not go below two columns. */
  readonly _bufferService: { resize(cols: number, rows: number): void };
  /** The public modes leave out the cursor. */
  readonly coreService: {
    isCursorHidden: boolean;
    readonly decPrivateModes: {
      readonly cursorStyle: "block" | "underline" | "bar" | undefined;
      readonly cursorBlink: boolean | undefined;
    };
  };
  /** The public mouse mode leaves out the encoding. */
  readonly coreMouseService: { readonly activeEncoding: string };
  /** Hyperlinks (OSC 8) are not public. */
  readonly _oscLinkService: { getLinkData(id: number): { readonly uri: string } | undefined };
}

/** State of the parser when it is not inside a sequence. */
export const PARSER_GROUND = 0;
