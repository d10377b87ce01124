import { expect, test } from "bun:test";
import fc from "fast-check";
import type { ShellMark } from "../../../src/core/shell-marks/grammar.ts";
import { MarkScanner } from "../../../src/core/shell-marks/mark-scanner.ts";
import { bytesOf, cutAt, textOf } from "../run-completion/harness.ts";

const WORD = "0123456789abcdef";
const AID = `aid=${WORD}`;

/** What a scanner makes of these reads: text, joined, and marks. */
function scanned(chunks: readonly string[], word: string | null = WORD): (string | ShellMark)[] {
  const seen: (string | ShellMark)[] = [];
  const text = (bytes: Uint8Array) => {
    const last = seen.at(-1);
    if (typeof last === "string") seen[seen.length - 1] = last + textOf(bytes);
    else seen.push(textOf(bytes));
  };
  const scanner = new MarkScanner(word ?? undefined, { text, mark: (mark) => seen.push(mark) });
  for (const chunk of chunks) scanner.push(bytesOf(chunk));
  scanner.flush();
  return seen;
}

const MARKS: readonly [string, ShellMark][] = [
  [`\x1b]133;A;${AID}\x07`, { kind: "prompt" }],
  [`\x1b]133;B;${AID}\x1b\\`, { kind: "input" }],
  [`\x1b]133;B;more=1;${AID}\x07`, { kind: "input", drawsOn: true }],
  [`\x1b]133;B;line=1;${AID}\x07`, { kind: "input", isAnotherLine: true }],
  [`\x1b]133;P;${AID}\x07`, { kind: "more" }],
  [`\x1b]133;C;${AID}\x07`, { kind: "start" }],
  [`\x1b]133;C;${AID};cmdline_url=echo 50%25%3B%0Als\x07`, { kind: "start", command: "echo 50%;\nls" }],
  [`\x1b]133;D;130;${AID}\x07`, { kind: "end", exitCode: 130 }],
  [`\x1b]133;D;999;${AID}\x07`, { kind: "end" }],
  [`\x1b]7;file://vm/a b;c?x?${AID}\x07`, { kind: "directory", path: "/a b;c?x" }],
];

const OTHERS = [
  "\x1b]133;A\x07",
  "\x1b]133;D;0;aid=other\x07",
  `\x1b]133;D;0;x${AID}\x07`,
  `\x1b]133;A;${AID}\n\x07`,
  `\x1b]133;Q;${AID}\x07`,
  "\x1b]7;file://vm/lab\x07",
  "\x1b]0;title\x07",
  `133;A;${AID}\x07`,
  "\x1b]133;A",
  "\x1b",
];

test.each(MARKS)("%j is a mark", (text, mark) => {
  expect(scanned([`before${text}behind`])).toEqual(["before", mark, "behind"]);
});

test.each(OTHERS)("%j is output", (text) => {
  expect(scanned([`before${text}behind`])).toEqual([`before${text}behind`]);
});

test("without a word everything is output", () => {
  expect(scanned([MARKS[0]?.[0] ?? ""], null)).toEqual([MARKS[0]?.[0] ?? ""]);
});

test("a mark without an end is not held for ever", () => {
  expect(scanned([`\x1b]133;A;${AID}`, "x".repeat(40_000)])).toEqual([`\x1b]133;A;${AID}${"x".repeat(40_000)}`]);
});

test("however the bytes are cut, marks come out at their places and the rest as it was", () => {
  const piece = fc.oneof(
    fc.constantFrom(...MARKS.map(([text]) => text), ...OTHERS),
    fc.string({ maxLength: 8 }).map((text) => text.replace(/[\x1b\u0080-\uffff]/g, ".")),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(400), { maxLength: 12 }), (pieces, places) => {
      const text = pieces.join("");
      expect(scanned(cutAt(text, places))).toEqual(scanned([text]));
    }),
  );
});
