import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { NAMED_KEYS } from "../../src/core/key-tables.ts";
import { encodeKeys, InvalidKeyError } from "../../src/core/keys.ts";

const NORMAL = { applicationCursorKeys: false };
const APPLICATION = { applicationCursorKeys: true };

function sent(key: string, modes = NORMAL): string {
  return new TextDecoder().decode(encodeKeys([key], modes).bytes);
}

function errorOf(keys: string[]): InvalidKeyError {
  try {
    encodeKeys(keys, NORMAL);
  } catch (error) {
    if (error instanceof InvalidKeyError) return error;
  }
  throw new Error(`${keys} was accepted`);
}

const MODIFIERS = ["", "Shift+", "Alt+", "Alt+Shift+", "Ctrl+", "Ctrl+Shift+", "Ctrl+Alt+", "Ctrl+Alt+Shift+"];

/** The sequence without modifiers, and with `m` for the modifier parameter. */
const MODIFIED: [key: string, plain: string, modified: string][] = [
  ["Up", "\x1b[A", "\x1b[1;mA"],
  ["Down", "\x1b[B", "\x1b[1;mB"],
  ["Right", "\x1b[C", "\x1b[1;mC"],
  ["Left", "\x1b[D", "\x1b[1;mD"],
  ["Home", "\x1b[H", "\x1b[1;mH"],
  ["End", "\x1b[F", "\x1b[1;mF"],
  ["Insert", "\x1b[2~", "\x1b[2;m~"],
  ["Delete", "\x1b[3~", "\x1b[3;m~"],
  ["PageUp", "\x1b[5~", "\x1b[5;m~"],
  ["PageDown", "\x1b[6~", "\x1b[6;m~"],
  ["F1", "\x1bOP", "\x1b[1;mP"],
  ["F2", "\x1bOQ", "\x1b[1;mQ"],
  ["F3", "\x1bOR", "\x1b[1;mR"],
  ["F4", "\x1bOS", "\x1b[1;mS"],
  ["F5", "\x1b[15~", "\x1b[15;m~"],
  ["F6", "\x1b[17~", "\x1b[17;m~"],
  ["F7", "\x1b[18~", "\x1b[18;m~"],
  ["F8", "\x1b[19~", "\x1b[19;m~"],
  ["F9", "\x1b[20~", "\x1b[20;m~"],
  ["F10", "\x1b[21~", "\x1b[21;m~"],
  ["F11", "\x1b[23~", "\x1b[23;m~"],
  ["F12", "\x1b[24~", "\x1b[24;m~"],
  ["F13", "\x1b[25~", "\x1b[25;m~"],
  ["F14", "\x1b[26~", "\x1b[26;m~"],
  ["F15", "\x1b[28~", "\x1b[28;m~"],
  ["F16", "\x1b[29~", "\x1b[29;m~"],
  ["F17", "\x1b[31~", "\x1b[31;m~"],
  ["F18", "\x1b[32~", "\x1b[32;m~"],
  ["F19", "\x1b[33~", "\x1b[33;m~"],
  ["F20", "\x1b[34~", "\x1b[34;m~"],
  ["F21", "\x1b[42~", "\x1b[42;m~"],
  ["F22", "\x1b[43~", "\x1b[43;m~"],
  ["F23", "\x1b[44~", "\x1b[44;m~"],
  ["F24", "\x1b[45~", "\x1b[45;m~"],
];

/** In the order of MODIFIERS. */
const CONTROL: [key: string, sequences: string[]][] = [
  [
    "Enter",
    [
      "\r",
      "\x1b[27;2;13~",
      "\x1b\r",
      "\x1b[27;4;13~",
      "\x1b[27;5;13~",
      "\x1b[27;6;13~",
      "\x1b[27;7;13~",
      "\x1b[27;8;13~",
    ],
  ],
  ["Tab", ["\t", "\x1b[Z", "\x1b\t", "\x1b\x1b[Z", "\x1b[27;5;9~", "\x1b[27;6;9~", "\x1b[27;7;9~", "\x1b[27;8;9~"]],
  [
    "Escape",
    [
      "\x1b",
      "\x1b[27;2;27~",
      "\x1b\x1b",
      "\x1b[27;4;27~",
      "\x1b[27;5;27~",
      "\x1b[27;6;27~",
      "\x1b[27;7;27~",
      "\x1b[27;8;27~",
    ],
  ],
  ["Backspace", ["\x7f", "\x7f", "\x1b\x7f", "\x1b\x7f", "\b", "\b", "\x1b\b", "\x1b\b"]],
  ["Space", [" ", " ", "\x1b ", "\x1b ", "\0", "\0", "\x1b\0", "\x1b\0"]],
];

describe("named keys with every modifier", () => {
  test.each(MODIFIED)("%s", (key, plain, modified) => {
    const expected = MODIFIERS.map((_, index) => (index === 0 ? plain : modified.replace("m", String(index + 1))));
    expect(MODIFIERS.map((modifier) => sent(modifier + key))).toEqual(expected);
  });

  test.each(CONTROL)("%s", (key, sequences) => {
    expect(MODIFIERS.map((modifier) => sent(modifier + key))).toEqual(sequences);
  });

  test("the tables above leave none out", () => {
    expect([...CONTROL, ...MODIFIED].map(([key]) => key)).toEqual([...NAMED_KEYS.keys()]);
  });

  test("application cursor mode changes the six unmodified cursor keys only", () => {
    const changed = new Map([
      ["Up", "\x1bOA"],
      ["Down", "\x1bOB"],
      ["Right", "\x1bOC"],
      ["Left", "\x1bOD"],
      ["Home", "\x1bOH"],
      ["End", "\x1bOF"],
    ]);
    for (const key of NAMED_KEYS.keys()) {
      expect(sent(key, APPLICATION)).toBe(changed.get(key) ?? sent(key));
      for (const modifier of MODIFIERS.slice(1)) expect(sent(modifier + key, APPLICATION)).toBe(sent(modifier + key));
    }
  });
});

describe("characters", () => {
  test("every letter with Ctrl", () => {
    for (let code = 1; code <= 26; code++) {
      const letter = String.fromCharCode(0x40 + code);
      const control = String.fromCharCode(code);
      expect(sent(`Ctrl+${letter}`)).toBe(control);
      expect(sent(`Ctrl+${letter.toLowerCase()}`)).toBe(control);
      expect(sent(`C-M-${letter}`)).toBe(`\x1b${control}`);
    }
  });

  test("the other characters that Ctrl has a code for", () => {
    const codes = [..."@`2[{3\\|4]}5^~6_/7?8"].map((character) => sent(`Ctrl+${character}`).charCodeAt(0));
    expect(codes).toEqual([0, 0, 0, 27, 27, 27, 28, 28, 28, 29, 29, 29, 30, 30, 30, 31, 31, 31, 127, 127]);
    expect(sent("Ctrl+Alt+/")).toBe("\x1b\x1f");
  });

  test.each([
    ["a", "a"],
    ["A", "A"],
    ["+", "+"],
    ["-", "-"],
    [" ", " "],
    ["é", "é"],
    ["日", "日"],
    ["🙂", "🙂"],
    ["e\u0301", "e\u0301"],
    ["👨‍👩‍👧", "👨‍👩‍👧"],
    ["🇳🇱", "🇳🇱"],
    ["Shift+a", "A"],
    ["Shift+A", "A"],
    ["S-é", "É"],
    ["Alt+x", "\x1bx"],
    ["Alt+X", "\x1bX"],
    ["Alt+Shift+x", "\x1bX"],
    ["Alt++", "\x1b+"],
    ["M--", "\x1b-"],
    ["M-é", "\x1bé"],
  ])("%s", (key, sequence) => {
    expect(sent(key)).toBe(sequence);
  });

  test("any printable character that has no name types itself, and Alt puts an ESC before it", () => {
    // Line and paragraph separators are graphemes, and not printable.
    const grapheme = fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 });
    const printable = grapheme.filter((text) => !/[\p{Zl}\p{Zp}]/u.test(text));
    fc.assert(
      fc.property(printable, (character) => {
        expect(sent(character)).toBe(character);
        expect(sent(`Alt+${character}`)).toBe(`\x1b${character}`);
      }),
    );
  });
});

describe("spelling", () => {
  test.each([
    ["ENTER", "Enter"],
    ["return", "Enter"],
    ["esc", "Escape"],
    ["Del", "Delete"],
    ["ins", "Insert"],
    ["PgUp", "PageUp"],
    ["PGDN", "PageDown"],
    ["pagedown", "PageDown"],
    ["BTab", "Shift+Tab"],
    ["S-Tab", "Shift+Tab"],
    ["Ctrl+BTab", "Ctrl+Shift+Tab"],
    ["f12", "F12"],
    ["ctrl+c", "Ctrl+C"],
    ["Control+c", "Ctrl+C"],
    ["C-c", "Ctrl+C"],
    ["c-m-x", "Ctrl+Alt+X"],
    ["Shift+Ctrl+Alt+up", "Ctrl+Alt+Shift+Up"],
    ["M-x", "Alt+x"],
    ["shift+a", "Shift+A"],
    [" ", "Space"],
    ["Ctrl+ ", "Ctrl+Space"],
    ["+", "+"],
    ["shift+f5", "Shift+F5"],
  ])("%s is %s", (given, canonical) => {
    const { accepted, bytes } = encodeKeys([given], NORMAL);
    expect(accepted).toEqual([canonical]);
    expect(encodeKeys(accepted, NORMAL)).toEqual({ accepted, bytes });
  });

  test("keys are sent in order, as one write", () => {
    const { accepted, bytes } = encodeKeys(["h", "i", "Enter", "Ctrl+C"], NORMAL);
    expect(accepted).toEqual(["h", "i", "Enter", "Ctrl+C"]);
    expect(new TextDecoder().decode(bytes)).toBe("hi\r\x03");
    expect(encodeKeys([], NORMAL)).toEqual({ accepted: [], bytes: new Uint8Array(0) });
  });
});

describe("keys that cannot be sent", () => {
  test.each([
    ["", "it is empty"],
    ["hello", "no key has this name"],
    ["F25", "no key has this name"],
    ["F0", "no key has this name"],
    ["Hyper+x", "no key has this name"],
    ["Ctrl+C+D", "no key has this name"],
    ["++", "no key has this name"],
    ["Ctrl", "a modifier needs a key"],
    ["Ctrl+", "a modifier needs a key"],
    ["Ctrl+Alt", "a modifier needs a key"],
    ["C-", "a modifier needs a key"],
    ["Ctrl+Ctrl+A", "twice"],
    ["Ctrl+C-a", "twice"],
    ["Ctrl+1", "no control code"],
    ["Ctrl+;", "no control code"],
    ["Ctrl++", "no control code"],
    ["Ctrl+é", "no control code"],
    ["Ctrl+ı", "no control code"],
    ["Ctrl+🙂", "no control code"],
    ["Ctrl+Shift+C", "cannot tell"],
    ["Shift+1", "depends on the keyboard"],
    ["Shift+ß", "depends on the keyboard"],
    ["Shift+日", "depends on the keyboard"],
    ["\x07", "no key has this name"],
    ["\ud800", "no key has this name"],
    ["\u200b", "no key has this name"],
    ["\u2028", "no key has this name"],
    ["\n", "control character"],
  ])("%p", (key, reason) => {
    const error = errorOf(["a", key, "b"]);
    expect(error.key).toBe(key);
    expect(error.index).toBe(1);
    expect(error.reason).toContain(reason);
    expect(error.message).toContain(JSON.stringify(key));
  });

  test.each([
    ["Entr", "Enter"],
    ["Ctrl+Entre", "Ctrl+Enter"],
    ["PageUpp", "PageUp"],
    ["Escpae", "Escape"],
    ["Ctrl+Shift+c", "Ctrl+C"],
    ["\n", "Enter"],
    ["\t", "Tab"],
    ["^C", "Ctrl+C"],
    ["^[", "Ctrl+["],
    ["xyzzy", undefined],
  ])("%p suggests %p", (key, suggestion) => {
    expect(errorOf([key]).suggestion).toBe(suggestion);
  });

  test("any text at all is either sent or refused with an InvalidKeyError", () => {
    const part = fc.constantFrom("Ctrl+", "c-", "Shift+", "M-", "+", "-", "Tab", "a", "É", "F1", "\x1b", "👍");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        try {
          const { accepted, bytes } = encodeKeys([parts.join("")], NORMAL);
          expect(encodeKeys(accepted, NORMAL)).toEqual({ accepted, bytes });
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidKeyError);
        }
      }),
    );
  });
});
