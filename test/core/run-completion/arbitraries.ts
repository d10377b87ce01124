import fc from "fast-check";
import { UNSURE_LIMIT } from "../../../src/core/run-completion/echo-match.ts";

/** Bash's end of bracketed paste is dropped directly behind a kernel's echo, so nothing else may look like it there. */
const AFTER_LINE = "\x1b[?2004l\r";

/** Pieces that a program might print and that look like something the coordinator looks for. */
const LOOKALIKES = [
  " ",
  "p",
  "pr",
  "printf",
  " printf '",
  " printf '\\033_A",
  "'",
  "\\033\\134'",
  "\\",
  "\r\n",
  "\r",
  "\n",
  "\b",
  " \b",
  "p\b",
  "\x1b",
  "\x1b_A",
  "\x1b_A0",
  "\x1b\\",
  "\x1b[K",
  "\x1b[31m",
  "\x1b(B",
  "\x1b[",
  "\x1b]0; title\x07",
  "\x1b]0;",
  AFTER_LINE,
  "\x1b[?2004h",
  "hello",
  "e\xcc\x81",
  "\xff",
  "\0",
  "# ",
  "$ ",
];

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...LOOKALIKES) },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
);

/** What a program prints: one char a byte. */
export const output: fc.Arbitrary<string> = fc
  .array(piece, { maxLength: 8 })
  .map((pieces) => pieces.join("").replace(/[^\0-\xff]/g, "?"));

/** Output that may stand directly behind a kernel's echo. */
export const outputBehindEcho = output.filter(
  (text) => text === "" || (!AFTER_LINE.startsWith(text.slice(0, AFTER_LINE.length)) && !text.startsWith(AFTER_LINE)),
);

/** A token: 16 hexadecimal digits. */
export const token = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 16, maxLength: 16 });

/** Places to cut a text at, as fractions of its length. */
export const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

/** What a line editor puts between the characters that it draws. */
const NOISE = [
  "\x1b[K",
  "\x1b[5D",
  "\x1b[34m",
  "\x1b(B\x1b[m",
  "\r",
  "\r\n",
  "\b",
  "\x1b[A\r\r\n",
  "\x1b]0; printf '\\0 ~\x07",
  "\x1b=",
  "\x1b7",
];

/** A part of a drawing: some noise, then where to go on (`back` as a fraction of what is drawn), and how far. */
export interface Stroke {
  readonly noise: readonly string[];
  readonly wrap: boolean;
  readonly back: number | undefined;
  readonly length: number;
}

const stroke: fc.Arbitrary<Stroke> = fc.record({
  noise: fc.array(fc.constantFrom(...NOISE), { minLength: 1, maxLength: 3 }),
  wrap: fc.boolean(),
  back: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  length: fc.integer({ min: 1, max: 20 }),
});

export const strokes = fc.array(stroke, { minLength: 1, maxLength: 8 });

/** From here on a line is certain to be a postamble, and may be drawn again from its beginning. */
const certainLength = (line: string): number => line.indexOf("\\033_A") + "\\033_A".length + 2;

/** How `drawn` goes on behind its strokes. */
const MOVE = "\x1b[C";

/**
 * Draws `line` as an editor would, in the given strokes; then noise, redraws and more noise, as far as given. Strokes with
 * which it would not be certain in time to be a postamble are left out: such a drawing is shown.
 */
export function drawn(line: string, given: readonly Stroke[]): string {
  const certain = certainLength(line);
  let text = line.slice(0, 2);
  let reached = 2;
  for (const { noise, wrap, back, length } of given) {
    // Before it is certain, a redraw of the very beginning would be a beginning of its own.
    const earliest = reached < certain ? 2 : 0;
    const from = back === undefined ? reached : Math.max(earliest, Math.floor(back * reached));
    const piece = noise.join("") + (wrap && reached >= certain ? " \r" : "") + line.slice(from, from + length);
    if (reached < certain && text.length + piece.length + MOVE.length + certain - reached > UNSURE_LIMIT) break;
    text += piece;
    reached = Math.max(reached, Math.min(line.length, from + length));
  }
  return `${text}${MOVE}${line.slice(reached)}\x1b[K\r\n`;
}
