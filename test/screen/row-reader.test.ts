import { expect, test } from "bun:test";
import fc from "fast-check";
import { Screen } from "../../src/screen/screen.ts";
import { bytes, screenOf } from "./screen-of.ts";

/** Which rows are other arrays after `text` than before. */
function changedRows(screen: Screen, text: string): number[] {
  const before = screen.cells();
  screen.write(bytes(text), 1);
  return [...screen.cells().entries()].filter(([row, cells]) => cells !== before[row]).map(([row]) => row);
}

test("only rows that have changed are read again", () => {
  const screen = screenOf("one\r\ntwo\r\nthree");
  expect(changedRows(screen, "")).toEqual([]);
  expect(changedRows(screen, "\x1b[2;1HTWO")).toEqual([1]);
  expect(changedRows(screen, "\x1b[2;1HTWO")).toEqual([]);
});

test("rows that scroll stay the same", () => {
  const screen = screenOf("1\r\n2\r\n3\r\n4\r\n5");
  const before = screen.cells();
  screen.write(bytes("\r\n6"), 1);
  expect(screen.cells().slice(0, 4)).toEqual(before.slice(1));
  expect(screen.cells()[0]).toBe(before[1]!);
});

test.each([
  ["a mark", "a\u0301", "a\u0302"],
  ["an underline's kind", "\x1b[4:2mx", "\x1b[4:3mx"],
  ["an underline's colour", "\x1b[4;58;5;1mx", "\x1b[4;58;5;2mx"],
  ["a hyperlink", "\x1b]8;;a:1\x07x\x1b]8;;\x07", "\x1b]8;;a:2\x07x\x1b]8;;\x07"],
  ["the palette", "\x1b[31mx", "\x1b]4;1;#000000\x07"],
])("%s that changes is seen", (_, first, second) => {
  const screen = screenOf(first);
  const before = JSON.stringify(screen.cells()[0]);
  screen.write(bytes(`\x1b[H${second}`), 1);
  expect(JSON.stringify(screen.cells()[0])).not.toBe(before);
});

const piece = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."ab 漢é👨‍👩‍👧\u0301"), maxLength: 8 }),
  fc.constantFrom("\r\n", "\n\n\n", "\x1b[H", "\x1b[2J", "\x1b[1L", "\x1b[M", "\x1b[?1049h", "\x1b[?1049l", "\x1bM"),
  fc.constantFrom("\x1b[31m", "\x1b[4:3m", "\x1b[4:1m", "\x1b[58;5;3m", "\x1b[m", "\x1b[7m", "\x1b]4;1;#010203\x07"),
  fc.constantFrom("\x1b]8;;a:b\x07", "\x1b]8;;\x07", "\x1b[3P", "\x1b[2@", "\x1b[3;1H"),
);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.array(piece, { maxLength: 6 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 6 })) },
);

/** A row keeps a link's cell, and the emulator has forgotten where the link leads. */
const FORGOTTEN_LINK = [
  "\x1b[3;1Haaa",
  "👧a👨\x1b[?1049l",
  "\x1b]8;;a:b\x07",
  "aaa👨aa👧漢\x1b[1L",
  "\x1b]8;;a:b\x07",
  [4, 4] as [number, number],
  "\x1bM👧a👨a👧",
];

test("what is read row by row over time is what is read at once at the end", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const [watched, fresh] = [1, 2].map(() => new Screen({ cols: 10, rows: 4, scrollback: 3 })) as [Screen, Screen];
      for (const each of steps) {
        for (const screen of [watched, fresh]) {
          if (typeof each === "string") screen.write(bytes(each), 0);
          else screen.resize(each[0], each[1], 0);
        }
        watched.cells(watched.colors, 3);
        watched.cells();
      }
      expect(watched.cells()).toEqual(fresh.cells());
    }),
    { numRuns: 300, examples: [[FORGOTTEN_LINK]] },
  );
});
