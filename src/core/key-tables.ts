/**
 * What each named key sends, after xterm's ctlseqs ("PC-Style Function Keys", "VT220-Style Function Keys") and, for
 * the four keys that also have a control code, xterm's modifyOtherKeys.
 */

/** Modifier bits as xterm counts them; the parameter in a sequence is their sum plus one. */
export const SHIFT = 1;
export const ALT = 2;
export const CTRL = 4;

/**
 * How a key is written.
 * - `cursor`: CSI X, SS3 X in application cursor mode; CSI 1 ; m X with modifiers
 * - `ss3`: SS3 X; CSI 1 ; m X with modifiers
 * - `tilde`: CSI n ~; CSI n ; m ~ with modifiers
 * - `control`: one of the keys that predate modifiers. `plain` holds what each set of Ctrl and Shift sends, by modifier
 *   bits, and Alt puts an ESC before it; a set that is not listed is CSI 27 ; m ; code ~
 */
export type KeyForm =
  | { form: "cursor"; final: string }
  | { form: "ss3"; final: string }
  | { form: "tilde"; code: number }
  | { form: "control"; code: number; plain: Readonly<Record<number, string>> };

function cursor(final: string): KeyForm {
  return { form: "cursor", final };
}

function ss3(final: string): KeyForm {
  return { form: "ss3", final };
}

function tilde(code: number): KeyForm {
  return { form: "tilde", code };
}

/** Every named key by its canonical name. */
export const NAMED_KEYS: ReadonlyMap<string, KeyForm> = new Map<string, KeyForm>([
  ["Enter", { form: "control", code: 13, plain: { 0: "\r" } }],
  ["Tab", { form: "control", code: 9, plain: { 0: "\t", [SHIFT]: "\x1b[Z" } }],
  ["Escape", { form: "control", code: 27, plain: { 0: "\x1b" } }],
  // Shift changes nothing on these two in any terminal; Ctrl has had its codes since before xterm.
  [
    "Backspace",
    { form: "control", code: 127, plain: { 0: "\x7f", [SHIFT]: "\x7f", [CTRL]: "\b", [CTRL | SHIFT]: "\b" } },
  ],
  ["Space", { form: "control", code: 32, plain: { 0: " ", [SHIFT]: " ", [CTRL]: "\0", [CTRL | SHIFT]: "\0" } }],
  ["Up", cursor("A")],
  ["Down", cursor("B")],
  ["Right", cursor("C")],
  ["Left", cursor("D")],
  ["Home", cursor("H")],
  ["End", cursor("F")],
  ["Insert", tilde(2)],
  ["Delete", tilde(3)],
  ["PageUp", tilde(5)],
  ["PageDown", tilde(6)],
  ["F1", ss3("P")],
  ["F2", ss3("Q")],
  ["F3", ss3("R")],
  ["F4", ss3("S")],
  ["F5", tilde(15)],
  ["F6", tilde(17)],
  ["F7", tilde(18)],
  ["F8", tilde(19)],
  ["F9", tilde(20)],
  ["F10", tilde(21)],
  ["F11", tilde(23)],
  ["F12", tilde(24)],
  // F13 and up are their own keys, as on a VT220; terminfo's kf13 is what Shift+F1 sends.
  ["F13", tilde(25)],
  ["F14", tilde(26)],
  ["F15", tilde(28)],
  ["F16", tilde(29)],
  ["F17", tilde(31)],
  ["F18", tilde(32)],
  ["F19", tilde(33)],
  ["F20", tilde(34)],
  ["F21", tilde(42)],
  ["F22", tilde(43)],
  ["F23", tilde(44)],
  ["F24", tilde(45)],
]);

/** Other spellings of keys, in lower case, by what they stand for. */
export const KEY_ALIASES: ReadonlyMap<string, { name: string; modifiers: number }> = new Map(
  [
    ["esc", "Escape", 0],
    ["return", "Enter", 0],
    ["del", "Delete", 0],
    ["dc", "Delete", 0],
    ["ins", "Insert", 0],
    ["ic", "Insert", 0],
    ["pgup", "PageUp", 0],
    ["ppage", "PageUp", 0],
    ["pgdn", "PageDown", 0],
    ["pgdown", "PageDown", 0],
    ["npage", "PageDown", 0],
    ["bspace", "Backspace", 0],
    ["btab", "Tab", SHIFT],
    ["backtab", "Tab", SHIFT],
    ["arrowup", "Up", 0],
    ["arrowdown", "Down", 0],
    ["arrowright", "Right", 0],
    ["arrowleft", "Left", 0],
    // A space written as itself is the key of that name.
    [" ", "Space", 0],
  ].map(([alias, name, modifiers]) => [alias, { name, modifiers }] as [string, { name: string; modifiers: number }]),
);

/** Modifier names in lower case, those joined with `+` and Emacs's letters joined with `-`. */
export const MODIFIER_NAMES: ReadonlyMap<string, number> = new Map([
  ["ctrl+", CTRL],
  ["control+", CTRL],
  ["alt+", ALT],
  ["meta+", ALT],
  ["option+", ALT],
  ["shift+", SHIFT],
  ["c-", CTRL],
  ["m-", ALT],
  ["s-", SHIFT],
]);

/** Canonical modifier names, in the order they are written. */
export const MODIFIER_LABELS: readonly (readonly [bit: number, label: string])[] = [
  [CTRL, "Ctrl"],
  [ALT, "Alt"],
  [SHIFT, "Shift"],
];

/**
 * The code that Ctrl makes of a character that is no letter, as X11 and xterm map it; a letter's is its place in the
 * alphabet.
 */
export const CONTROL_CODES: ReadonlyMap<string, number> = new Map([
  ["@", 0x00],
  ["`", 0x00],
  ["2", 0x00],
  ["[", 0x1b],
  ["{", 0x1b],
  ["3", 0x1b],
  ["\\", 0x1c],
  ["|", 0x1c],
  ["4", 0x1c],
  ["]", 0x1d],
  ["}", 0x1d],
  ["5", 0x1d],
  ["^", 0x1e],
  ["~", 0x1e],
  ["6", 0x1e],
  ["_", 0x1f],
  ["/", 0x1f],
  ["7", 0x1f],
  ["?", 0x7f],
  ["8", 0x7f],
]);
