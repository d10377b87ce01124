/** Key names to the bytes a terminal sends for them. The names and sequences themselves are in `key-tables.ts`. */

import {
  ALT,
  CONTROL_CODES,
  CTRL,
  KEY_ALIASES,
  type KeyForm,
  MODIFIER_LABELS,
  MODIFIER_NAMES,
  NAMED_KEYS,
  SHIFT,
} from "./key-tables.ts";
import { nearest } from "./nearest.ts";

/** What the application has asked of the keyboard. */
export interface KeyModes {
  /** DECCKM (DECSET 1): unmodified arrows, Home and End are sent as SS3 instead of CSI. */
  applicationCursorKeys: boolean;
}

/** A key that cannot be sent. Nothing of the list it stood in was encoded. */
export class InvalidKeyError extends Error {
  override readonly name = "InvalidKeyError";
  /** The key as given. */
  readonly key: string;
  /** Its place in the list, from 0. */
  readonly index: number;
  /** Why it cannot be sent, as a clause. */
  readonly reason: string;
  /** The key that was probably meant. */
  readonly suggestion: string | undefined;

  constructor(key: string, index: number, problem: Problem) {
    const hint = problem.suggestion === undefined ? "" : ` Did you mean ${problem.suggestion}?`;
    super(`Cannot send the key ${JSON.stringify(key)}: ${problem.reason}.${hint}`);
    this.key = key;
    this.index = index;
    this.reason = problem.reason;
    this.suggestion = problem.suggestion;
  }
}

interface Problem {
  reason: string;
  suggestion?: string | undefined;
}

interface EncodedKey {
  canonical: string;
  sequence: string;
}

/**
 * Encodes keys in order.
 *
 * A key is a name (`Enter`, `PageUp`, `F5`…) or one printable character, with any of the modifiers `Ctrl`, `Alt` and
 * `Shift` before it, joined with `+` (or Emacs's `C-`, `M-`, `S-`). Names are case-insensitive. A character is sent in
 * the case it is given in, except that Ctrl does not tell cases apart.
 *
 * @returns the keys in their canonical spelling, and the bytes to write
 * @throws {InvalidKeyError} for the first key that is unknown or that no terminal could send
 */
export function encodeKeys(names: readonly string[], modes: KeyModes): { accepted: string[]; bytes: Uint8Array } {
  const accepted: string[] = [];
  let sequences = "";
  for (const [index, name] of names.entries()) {
    const key = encodeKey(name, modes);
    if ("reason" in key) throw new InvalidKeyError(name, index, key);
    accepted.push(key.canonical);
    sequences += key.sequence;
  }
  return { accepted, bytes: new TextEncoder().encode(sequences) };
}

function encodeKey(given: string, modes: KeyModes): EncodedKey | Problem {
  const parsed = splitModifiers(given);
  if ("reason" in parsed) return parsed;
  const { base, modifiers } = parsed;
  const alias = KEY_ALIASES.get(base.toLowerCase());
  const name = alias?.name ?? canonicalNames.get(base.toLowerCase());
  if (name !== undefined) {
    const all = modifiers | (alias?.modifiers ?? 0);
    return { canonical: label(all) + name, sequence: namedSequence(NAMED_KEYS.get(name)!, all, modes) };
  }
  if (isOneCharacter(base)) return encodeCharacter(base, modifiers);
  return unknownKey(base, modifiers);
}

const canonicalNames: ReadonlyMap<string, string> = new Map(
  [...NAMED_KEYS.keys()].map((name) => [name.toLowerCase(), name]),
);

function splitModifiers(given: string): { base: string; modifiers: number } | Problem {
  let base = given;
  let modifiers = 0;
  for (;;) {
    const prefix = /^(?:[a-z]+\+|[cms]-)/i.exec(base)?.[0];
    const modifier = prefix === undefined ? undefined : MODIFIER_NAMES.get(prefix.toLowerCase());
    if (prefix === undefined || modifier === undefined) break;
    const rest = base.slice(prefix.length);
    if (rest === "") return { reason: "a modifier needs a key after it" };
    if (modifiers & modifier) return { reason: "the same modifier is given twice" };
    modifiers |= modifier;
    base = rest;
  }
  if (base === "") return { reason: "it is empty" };
  if (MODIFIER_NAMES.has(`${base.toLowerCase()}+`)) return { reason: "a modifier needs a key after it" };
  return { base, modifiers };
}

function namedSequence(key: KeyForm, modifiers: number, modes: KeyModes): string {
  const parameter = modifiers + 1;
  switch (key.form) {
    case "cursor":
      if (modifiers) return `\x1b[1;${parameter}${key.final}`;
      return (modes.applicationCursorKeys ? "\x1bO" : "\x1b[") + key.final;
    case "ss3":
      return modifiers ? `\x1b[1;${parameter}${key.final}` : `\x1bO${key.final}`;
    case "tilde":
      return modifiers ? `\x1b[${key.code};${parameter}~` : `\x1b[${key.code}~`;
    case "control": {
      const plain = key.plain[modifiers & ~ALT];
      return plain === undefined ? `\x1b[27;${parameter};${key.code}~` : escaped(plain, modifiers);
    }
  }
}

function encodeCharacter(character: string, modifiers: number): EncodedKey | Problem {
  if (modifiers & CTRL) return encodeControl(character, modifiers);
  if (!(modifiers & SHIFT)) {
    return { canonical: label(modifiers) + character, sequence: escaped(character, modifiers) };
  }
  const upper = character.toUpperCase();
  const hasUpper = isOneCharacter(upper) && upper !== upper.toLowerCase();
  if (!hasUpper) {
    return {
      reason: "what Shift makes of this character depends on the keyboard; give the resulting character itself",
    };
  }
  return { canonical: label(modifiers) + upper, sequence: escaped(upper, modifiers) };
}

function encodeControl(character: string, modifiers: number): EncodedKey | Problem {
  const upper = character.toUpperCase();
  // Tested before upper-casing: U+0131 (dotless i) would become an ASCII letter.
  const isLetter = /^[A-Za-z]$/.test(character);
  const code = isLetter ? upper.charCodeAt(0) - 0x40 : CONTROL_CODES.get(character);
  if (code === undefined) return { reason: "a terminal has no control code for this character" };
  if (modifiers & SHIFT) {
    return {
      reason: "a terminal cannot tell Ctrl with Shift from Ctrl alone on a character",
      suggestion: label(modifiers & ~SHIFT) + upper,
    };
  }
  return { canonical: label(modifiers) + upper, sequence: escaped(String.fromCharCode(code), modifiers) };
}

/** Alt is an ESC before what the key sends without it (xterm's metaSendsEscape, and every terminal's default now). */
function escaped(sequence: string, modifiers: number): string {
  return modifiers & ALT ? `\x1b${sequence}` : sequence;
}

function label(modifiers: number): string {
  return MODIFIER_LABELS.map(([bit, name]) => (modifiers & bit ? `${name}+` : "")).join("");
}

/** One code point, or one grapheme cluster, that shows on a screen. */
function isOneCharacter(text: string): boolean {
  if (!/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}][^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u.test(text)) return false;
  if (text.length === String.fromCodePoint(text.codePointAt(0)!).length) return true;
  const [first] = new Intl.Segmenter().segment(text);
  return first?.segment.length === text.length;
}

const CONTROL_CHARACTER_KEYS: ReadonlyMap<string, string> = new Map([
  ["\r", "Enter"],
  ["\n", "Enter"],
  ["\r\n", "Enter"],
  ["\t", "Tab"],
  ["\x1b", "Escape"],
  ["\x7f", "Backspace"],
]);

function unknownKey(base: string, modifiers: number): Problem {
  const control = CONTROL_CHARACTER_KEYS.get(base);
  if (control !== undefined) {
    return { reason: "a control character has no key of its own", suggestion: label(modifiers) + control };
  }
  const caret = /^\^([@-_a-z?])$/.exec(base)?.[1];
  if (caret !== undefined) return { reason: "no key has this name", suggestion: `Ctrl+${caret.toUpperCase()}` };
  const near = nearest(base, knownNames(), base.length <= 3 ? 1 : 2);
  if (near !== undefined) return { reason: "no key has this name", suggestion: label(modifiers) + near };
  return { reason: "no key has this name; a key is a name such as Enter, PageUp or F5, or one printable character" };
}

function knownNames(): string[] {
  return [...NAMED_KEYS.keys(), ...[...KEY_ALIASES.keys()].filter((alias) => alias.length > 2)];
}
