import type { Emulator } from "./internals.ts";

/** What the program has asked its terminal to do. DEC private modes by their numbers in xterm's ctlseqs. */
export interface ScreenModes {
  /** DECCKM (1): arrow, Home and End keys send SS3 instead of CSI. */
  readonly applicationCursorKeys: boolean;
  /** DECNKM (66), DECKPAM. */
  readonly applicationKeypad: boolean;
  /** 2004. */
  readonly bracketedPaste: boolean;
  /** Which mouse events are reported: 9, 1000, 1002, 1003. */
  readonly mouseTracking: "none" | "x10" | "vt200" | "drag" | "any";
  /** How they are written: 1006, 1016. */
  readonly mouseEncoding: "default" | "sgr" | "sgr-pixels";
  /** 1004. */
  readonly focusReporting: boolean;
  /** 2026: a frame is being drawn; what the screen shows now is half of it. */
  readonly synchronizedOutput: boolean;
  /** DECTCEM (25). */
  readonly cursorVisible: boolean;
  /** DECSCUSR. */
  readonly cursorStyle: "block" | "underline" | "bar";
  readonly cursorBlink: boolean;
}

const MOUSE_ENCODINGS: Readonly<Record<string, ScreenModes["mouseEncoding"]>> = {
  SGR: "sgr",
  SGR_PIXELS: "sgr-pixels",
};

/** The modes as they are now. */
export function readModes({ term, core }: Emulator): ScreenModes {
  const modes = term.modes;
  const { decPrivateModes, isCursorHidden } = core.coreService;
  return {
    applicationCursorKeys: modes.applicationCursorKeysMode,
    applicationKeypad: modes.applicationKeypadMode,
    bracketedPaste: modes.bracketedPasteMode,
    mouseTracking: modes.mouseTrackingMode,
    mouseEncoding: MOUSE_ENCODINGS[core.coreMouseService.activeEncoding] ?? "default",
    focusReporting: modes.sendFocusMode,
    synchronizedOutput: modes.synchronizedOutputMode,
    cursorVisible: !isCursorHidden,
    cursorStyle: decPrivateModes.cursorStyle ?? "block",
    cursorBlink: decPrivateModes.cursorBlink ?? term.options.cursorBlink ?? false,
  };
}
