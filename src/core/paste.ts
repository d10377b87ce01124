/**
 * What a terminal writes to a program when text is pasted (xterm ctlseqs, "Bracketed Paste Mode").
 */

/** Whether a paste is bracketed: `auto` follows what the application asked for with DECSET 2004. */
export type BracketMode = "auto" | "always" | "never";

const OPEN = "\x1b[200~";
const CLOSE = "\x1b[201~";

/** U+241B SYMBOL FOR ESCAPE stands in for what introduced a closing bracket. */
const DISARMED = "\u241b";

/*
 * CSI 201 ~ in its 7-bit and 8-bit form, also with the control characters inside and the leading zeros that a
 * parser after ECMA-48 looks past. Only the introducer is matched; none of the runs may hold an introducer, so the
 * search is linear.
 */
const CLOSING_BRACKET =
  /(?:\x1b(?=[\0-\x17\x19\x1c-\x1f\x7f]*\[)|\x9b)(?=[\0-\x17\x19\x1c-\x1f\x7f]*\[?[\0-\x17\x19\x1c-\x1f\x7f0]*2[\0-\x17\x19\x1c-\x1f\x7f]*0[\0-\x17\x19\x1c-\x1f\x7f]*1[\0-\x17\x19\x1c-\x1f\x7f]*~)/g;

/**
 * Gives the text as a terminal would write it. Line ends (`\r\n` and `\n`) become `\r`, which is what the Enter key
 * sends. In a bracketed paste, anything that would end the bracket early has its introducer replaced by the visible
 * `␛`: nothing is removed, so no new closing bracket can form.
 */
export function encodePaste(text: string, how: { mode: BracketMode; applicationWants: boolean }): string {
  const typed = text.replace(/\r?\n/g, "\r");
  const bracketed = how.mode === "always" || (how.mode === "auto" && how.applicationWants);
  return bracketed ? OPEN + typed.replace(CLOSING_BRACKET, DISARMED) + CLOSE : typed;
}
