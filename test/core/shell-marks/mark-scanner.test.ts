import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { MAX_MARK_LENGTH, readMark, type ShellMark } from "../../../src/core/shell-marks/grammar.ts";
import { MarkScanner } from "../../../src/core/shell-marks/mark-scanner.ts";
import { bytesOf, cutAt, textOf, WORD } from "../run-completion/harness.ts";

const AID = `aid=${WORD}`;

/** What a scanner makes of these reads: text, joined, and marks. */
function scanned(chunks: readonly string[], word = WORD): (string | ShellMark)[] {
  const seen: (string | ShellMark)[] = [];
  const text = (bytes: Uint8Array) => {
    const last = seen.at(-1);
    if (typeof last === "string") seen[seen.length - 1] = last + textOf(bytes);
    else seen.push(textOf(bytes));
  };
  const scanner = new MarkScanner(word, { text, mark: (mark) => seen.push(mark) });
  for (const chunk of chunks) {
    const bytes = bytesOf(chunk);
    scanner.push(bytes);
    // The buffer is the reader's again.
    bytes.fill(0x58);
  }
  scanner.flush();
  return seen;
}

const MARKS: readonly [string, ShellMark][] = [
  [`\x1b]133;B;${AID}\x1b\\`, { kind: "input" }],
  [`\x1b]133;B;${AID}\x07`, { kind: "input" }],
  [`\x1b]133;B;k=s;${AID};more\x07`, { kind: "input" }],
  [`\x1b]133;P;${AID}\x07`, { kind: "more" }],
  [`\x1b]133;C;${AID}\x07`, { kind: "start" }],
  [`\x1b]133;C;${AID};cmdline_url=echo 50%25%3B%0Als\x07`, { kind: "start", command: "echo 50%;\nls" }],
  [`\x1b]133;C;${AID};cmdline_url=50%\x07`, { kind: "start", command: "50%" }],
  [`\x1b]133;C;${AID};cmdline_url=\x07`, { kind: "start", command: "" }],
  [`\x1b]133;C;cmdline_url=\xc3\xa9;${AID}\x07`, { kind: "start", command: "é" }],
  [`\x1b]133;D;0;${AID}\x07`, { kind: "end", exitCode: 0 }],
  [`\x1b]133;D;255;${AID}\x07`, { kind: "end", exitCode: 255 }],
  [`\x1b]133;D;256;${AID}\x07`, { kind: "end" }],
  [`\x1b]133;D;-1;${AID}\x07`, { kind: "end" }],
  [`\x1b]133;D;0001;${AID}\x07`, { kind: "end" }],
  [`\x1b]133;D;;${AID}\x07`, { kind: "end" }],
  [`\x1b]133;D;${AID}\x07`, { kind: "end" }],
  [`\x1b]133;D;${AID};3\x07`, { kind: "end" }],
  [`\x1b]133;I;130;${AID}\x07`, { kind: "answer", exitCode: 130 }],
  [`\x1b]133;I;;${AID}\x1b\\`, { kind: "answer" }],
  [`\x1b]7;file://vm/a b;c?x?${AID}\x07`, { kind: "directory", path: "/a b;c?x" }],
  [`\x1b]7;file:///?${AID}\x1b\\`, { kind: "directory", path: "/" }],
  [`\x1b]7;file://vm/?${AID}/?${AID}\x07`, { kind: "directory", path: `/?${AID}/` }],
];

const OTHERS = [
  "\x1b]133;D\x07",
  "\x1b]133;D;0;aid=other\x07",
  `\x1b]133;D;0;x${AID}\x07`,
  `\x1b]133;D;0;${AID}x\x07`,
  `\x1b]133;D;0;${AID}\n\x07`,
  `\x1b]133;D;0;${AID}\x1b[m\x07`,
  `\x1b]133;D;0;${AID}\x9c`,
  `\x1b]133;A;${AID}\x07`,
  `\x1b]133;Q;${AID}\x07`,
  `\x1b]133;constructor;${AID}\x07`,
  `\x1b]133;__proto__;${AID}\x07`,
  `\x1b]133;;${AID}\x07`,
  `\x1b]133;${AID}\x07`,
  `\x1b]1337;D;0;${AID}\x07`,
  `\x1b]13;D;0;${AID}\x07`,
  `\x1bP133;D;0;${AID}\x07`,
  "\x1b]7;file://vm/lab\x07",
  `\x1b]7;file://vm?${AID}\x07`,
  `\x1b]7;http://vm/lab?${AID}\x07`,
  `\x1b]7;file://vm/lab;${AID}\x07`,
  "\x1b]0;title\x07",
  `133;D;0;${AID}\x07`,
  "\x1b]133;D",
  "\x1b]",
  "\x1b",
];

test.each(MARKS)("%j is a mark", (text, mark) => {
  expect(scanned([`before${text}behind`])).toEqual(["before", mark, "behind"]);
});

test.each(OTHERS)("%j is output", (text) => {
  expect(scanned([`before${text}behind`])).toEqual([`before${text}behind`]);
});

test.each(MARKS)("%j is output to a session of another word", (text) => {
  expect(scanned([`before${text}behind`], "f".repeat(32))).toEqual([`before${text}behind`]);
});

test("a mark begins where another breaks off", () => {
  const whole = `\x1b]133;D;3;${AID}\x07`;
  const cut = `\x1b]133;D;0;${AID}`;
  expect(scanned([cut + whole])).toEqual([cut, { kind: "end", exitCode: 3 }]);
});

describe("what is held", () => {
  const held = (text: string): boolean => {
    const scanner = new MarkScanner(WORD, { text: () => {}, mark: () => {} });
    scanner.push(bytesOf(text));
    return scanner.holding;
  };
  const mark = `\x1b]133;D;0;${AID}\x1b\\`;

  test("is every beginning of a mark", () => {
    for (let length = 1; length < mark.length; length++) expect(held(`out${mark.slice(0, length)}`)).toBe(true);
    expect(held(mark)).toBe(false);
    expect(held("out")).toBe(false);
  });

  test.each(["\x1b[", "\x1b]0", "\x1b]8;", "\x1b]134", "\x1b]133;D\n", "\x1b]133;D\x1b["])("is not %j", (text) => {
    expect(held(text)).toBe(false);
  });

  test("is given out once", () => {
    const texts: string[] = [];
    const scanner = new MarkScanner(WORD, { text: (bytes) => texts.push(textOf(bytes)), mark: () => {} });
    scanner.push(bytesOf("\x1b]133;D"));
    scanner.flush();
    scanner.flush();
    scanner.push(bytesOf(`;0;${AID}\x07`));
    expect(texts).toEqual(["\x1b]133;D", `;0;${AID}\x07`]);
  });

  test("is no more than the longest mark, and not for ever", () => {
    const beginning = `\x1b]133;C;${AID};cmdline_url=`;
    const texts: string[] = [];
    const scanner = new MarkScanner(WORD, { text: (bytes) => texts.push(textOf(bytes)), mark: () => {} });
    scanner.push(bytesOf(beginning + "x".repeat(MAX_MARK_LENGTH - beginning.length)));
    expect(scanner.holding).toBe(true);
    scanner.push(bytesOf("x"));
    expect(scanner.holding).toBe(false);
    expect(texts.join("")).toBe(beginning + "x".repeat(MAX_MARK_LENGTH - beginning.length + 1));
  });

  test.each([
    [0, true],
    [1, false],
  ])("a mark whose end stands %i bytes beyond the longest one is one: %p", (more, isMark) => {
    const beginning = `\x1b]133;C;${AID};cmdline_url=`;
    const text = `${beginning}${"x".repeat(MAX_MARK_LENGTH - beginning.length + more)}\x07`;
    const whole = scanned([text]);
    expect(typeof whole[0] === "object").toBe(isMark);
    expect(scanned([text.slice(0, -1), "\x07"])).toEqual(whole);
  });
});

test("a mark is read where it starts, and tells where it ends", () => {
  const bytes = bytesOf(`ab\x1b]133;B;${AID}\x1b\\cd`);
  expect(readMark(bytes, 2, WORD)).toEqual({ kind: "whole", mark: { kind: "input" }, end: bytes.length - 2 });
  expect(readMark(bytes, 2, WORD.replace("0", "f"))).toEqual({ kind: "none" });
});

test("however the bytes are cut, marks come out at their places and the rest as it was", () => {
  const piece = fc.oneof(
    fc.constantFrom(...MARKS.map(([text]) => text), ...OTHERS),
    fc.string({ maxLength: 8 }).map((text) => text.replace(/[\x1b\u0080-\uffff]/g, ".")),
  );
  const places = fc.array(fc.nat(400), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), places, (pieces, cuts) => {
      const text = pieces.join("");
      expect(scanned(cutAt(text, cuts))).toEqual(scanned([text]));
    }),
  );
});
