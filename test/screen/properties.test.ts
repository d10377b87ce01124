import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { logicalText } from "../../src/core/screen-text.ts";
import { Screen } from "../../src/screen/screen.ts";
import { bytes } from "./screen-of.ts";

/** What programs print, and what they might: enough of everything that the emulator has a special case for. */
const CHARACTERS = "ab  漢字—é\u0301👨‍👩‍👧🇩🇪❤️ｶ\u200d\ufe0f\u00a0\ufeff";
const sequence = fc
  .tuple(
    fc.constantFrom("\x1b[", "\x1b[?", "\x1b[>", "\x1b]", "\x1bP", "\x1b", "\u009b"),
    fc.array(fc.oneof(fc.constantFrom("", "0", "1", "2", "4", "6", "25", "47", "1049", "38:2:1:2:3"), fc.nat(300)), {
      maxLength: 4,
    }),
    fc.constantFrom(..."@ABCDEFGHIJKLMPSTXZ`abcdfghlmnpqrstu78Mc#$\x07\x18\\", " q", "$p", "!p"),
  )
  .map(([start, parameters, end]) => start + parameters.join(";") + end);
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 30 }) },
  { weight: 2, arbitrary: fc.constantFrom("\r\n", "\n", "\b", "\t", "\x1b[3J", "\x1b]11;?\x07", "\x1bP$qm\x1b\\") },
  { weight: 4, arbitrary: sequence },
);
const output = fc.oneof(
  { weight: 4, arbitrary: fc.array(text, { maxLength: 30 }).map((parts) => bytes(parts.join(""))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);
const size = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 40 }));
const scrollbacks = fc.constantFrom(0, 1, 20);

function newScreen(cols: number, rows: number, scrollback: number, replies: string[] = []): Screen {
  return new Screen({ cols, rows, scrollback, onReply: (reply) => replies.push(reply) });
}

/** All that can be seen of a screen. */
function whole(screen: Screen): unknown {
  const rest = { modes: screen.modes(), title: screen.title, logical: logicalText(screen.visibleRows()) };
  return { ...screen.snapshot({ includeScrollback: true, includeCells: true }), ...rest };
}

function assertSound(screen: Screen): void {
  const { cols, rows, cursorCol, cursorRow, visibleLines, cells } = screen.snapshot({ includeCells: true });
  expect([screen.cols, screen.rows]).toEqual([cols, rows]);
  expect(visibleLines).toHaveLength(rows);
  expect(cells).toHaveLength(rows);
  expect(cursorCol >= 0 && cursorCol < cols && cursorRow >= 0 && cursorRow < rows).toBe(true);
  for (const [row, line] of cells!.entries()) {
    expect(line.cells).toHaveLength(cols);
    const read = line.cells.map(({ char }) => char).join("");
    expect(read.replace(/ +$/, "")).toBe(visibleLines[row]!.text);
  }
}

describe("random output", () => {
  test("gives the same screen and the same answers however it is cut", () => {
    fc.assert(
      fc.property(output, fc.array(fc.nat(400), { maxLength: 8 }), size, size, (all, cuts, cols, rows) => {
        const [once, often]: [string[], string[]] = [[], []];
        const whole1 = newScreen(cols, rows, 20, once);
        whole1.write(all, 9);
        const pieces = newScreen(cols, rows, 20, often);
        const ends = [...cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b), all.length];
        let start = 0;
        for (const end of ends) {
          pieces.write(all.subarray(start, end), 9);
          start = end;
        }
        expect(whole(pieces)).toEqual(whole(whole1));
        expect(often).toEqual(once);
      }),
      { numRuns: 400 },
    );
  });

  test("and sizes keep a screen sound, and the same when replayed", () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: output },
      { weight: 2, arbitrary: fc.record({ cols: size, rows: size }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), size, size, scrollbacks, (steps, cols, rows, scrollback) => {
        const live = newScreen(cols, rows, scrollback);
        const replay = new Screen({ cols, rows, scrollback });
        for (const [seq, each] of steps.entries()) {
          for (const screen of [live, replay]) {
            if (each instanceof Uint8Array) screen.write(each, seq);
            else screen.resize(each.cols, each.rows, seq);
          }
          assertSound(live);
        }
        expect(whole(replay)).toEqual(whole(live));
      }),
      { numRuns: 300 },
    );
  });
});
