import { EchoDrawing } from "./echo-drawing.ts";
import { CR, LF, SPACE } from "./noise.ts";

/**
 * With so many digits of the run's random token a drawing is certain to be an echo. Less may be what a program prints
 * that knows how postambles look.
 */
const CERTAIN_DIGITS = 2;
const BEFORE_TOKEN = 0x41; // the A of ESC _ A

/** So much in one stretch is hardly an accident: a blank and `pri`. */
const LIKELY_LENGTH = 4;

/** The most bytes an echo may take to become certain. */
export const UNSURE_LIMIT = 256;

/** The most bytes that are held back for an echo. */
const HOLD_LIMIT = 4096;

/**
 * How far an echo is known:
 * - `drawing`: so far this could be the beginning of one;
 * - `drawn`: the whole postamble in one piece, which a kernel or an editor may have echoed;
 * - `drawn-wrapped`: and spaces behind it;
 * - `drawn-cr`: and CR behind it: with LF this is the whole echo, else it is an editor's;
 * - `edited`: a line editor's echo, whose noise and redraws may go on until the sentinel.
 */
type Phase = "drawing" | "drawn" | "drawn-wrapped" | "drawn-cr" | "edited";

/**
 * What a byte made of an echo:
 * - `open`: it may belong to it, and is held;
 * - `dead`: this is no echo, or the echo has ended before this byte;
 * - `certain`: it may belong to it, and with it this has become certain to be an echo;
 * - `complete`: the last character of the postamble has been drawn;
 * - `explained`: everything up to here belongs to the echo;
 * - `line-end`: everything up to here belongs to the echo, which ends here.
 */
export type Verdict = "open" | "dead" | "certain" | "complete" | "explained" | "line-end";

/** One supposed echo of a postamble in the output: where it began, and how far it has come. */
export class EchoMatch {
  readonly postamble: Uint8Array;
  readonly #first: number;
  /** Index of the first byte of the line, as far as it is still held. */
  #start: number;
  /** Index of the first byte of the echo if an editor drew it: it may have drawn the beginning twice. */
  #editedStart: number;
  readonly #drawing: EchoDrawing;
  readonly #certainLength: number;
  #phase: Phase = "drawing";

  /**
   * @param first index of the postamble's character that stands at `start`.
   * @param again the match of which this may be a second drawing, after backspaces.
   */
  constructor(postamble: Uint8Array, start: number, first: number, again?: EchoMatch) {
    this.postamble = postamble;
    this.#start = start;
    this.#editedStart = again === undefined ? start : again.#editedStart;
    this.#first = first;
    this.#drawing = new EchoDrawing(postamble, first + 1);
    this.#certainLength = postamble.indexOf(BEFORE_TOKEN) + 1 + CERTAIN_DIGITS;
  }

  /** Index of the first byte of what is taken for the echo. */
  get start(): number {
    return this.edited ? this.#editedStart : this.#start;
  }

  /** Index of the first byte that must be held. */
  get heldFrom(): number {
    return this.#editedStart;
  }

  /** The bytes before `done` have been given out or dropped, and indices count from `origin` from now on. */
  advance(done: number, origin: number): void {
    this.#start = Math.max(this.#start, done) - origin;
    this.#editedStart = Math.max(this.#editedStart, done) - origin;
  }

  /** Whether this is known to be an echo, as a whole. */
  get recognised(): boolean {
    return this.#phase !== "drawing";
  }

  /** Whether a line editor drew it. */
  get edited(): boolean {
    return this.#phase === "edited";
  }

  /** Whether this is no more than a suspicion. */
  get unsure(): boolean {
    return !this.recognised && this.#drawing.reached < this.#certainLength;
  }

  /** Whether it is a suspicion with something to it. */
  get likely(): boolean {
    return this.#drawing.reached >= LIKELY_LENGTH;
  }

  /** How many bytes may be held for it. */
  get limit(): number {
    return this.unsure ? UNSURE_LIMIT : HOLD_LIMIT;
  }

  /**
   * Whether a character of the postamble that could begin an echo of its own rather belongs to this one. Of two
   * possible beginnings the later one is taken: a prompt ends with a space, too. But not where this goes on as it
   * should, nor once it is certain: then it is an echo being redrawn.
   */
  claims(first: number): boolean {
    return !this.unsure || (this.#first < first && this.#drawing.mayBeAt(first + 1));
  }

  /** Whether the character just drawn is the first one of this echo again, reached by backspaces alone. */
  beginsAgain(first: number): boolean {
    return this.#first === first && this.#drawing.isExactlyAt(first + 1);
  }

  /** Whether the two cannot come out differently, but for their beginning. */
  equals(other: EchoMatch): boolean {
    return (
      this.postamble === other.postamble &&
      this.#first === other.#first &&
      this.#phase === other.#phase &&
      this.#drawing.equals(other.#drawing)
    );
  }

  step(byte: number): Verdict {
    return EchoMatch.#steps[this.#phase](this, byte);
  }

  /** An echo of which everything so far has been dropped, and that an editor may go on drawing from index 0. */
  static resting(postamble: Uint8Array): EchoMatch {
    const match = new EchoMatch(postamble, 0, postamble.length - 1);
    match.#drawing.step(CR);
    match.#phase = "edited";
    return match;
  }

  static readonly #steps: Readonly<Record<Phase, (match: EchoMatch, byte: number) => Verdict>> = {
    drawing: (match, byte) => match.#draw(byte),
    drawn: (match, byte) => match.#endLine(byte),
    "drawn-wrapped": (match, byte) => match.#wrap(byte),
    "drawn-cr": (match, byte) => (byte === LF ? "line-end" : match.#redraw(byte)),
    edited: (match, byte) => match.#redraw(byte),
  };

  #draw(byte: number): Verdict {
    const { unsure } = this;
    if (!this.#drawing.step(byte)) return "dead";
    if (!this.#drawing.complete) return unsure && !this.unsure ? "certain" : "open";
    this.#phase = this.#drawing.pure ? "drawn" : "edited";
    return "complete";
  }

  #endLine(byte: number): Verdict {
    if (byte === LF) return "line-end";
    if (byte !== CR) return this.#wrap(byte);
    this.#drawing.step(byte);
    this.#phase = "drawn-cr";
    return "open";
  }

  #wrap(byte: number): Verdict {
    if (byte !== SPACE) return this.#redraw(byte);
    this.#drawing.step(byte);
    this.#phase = "drawn-wrapped";
    return "open";
  }

  #redraw(byte: number): Verdict {
    if (!this.#drawing.step(byte)) return "dead";
    this.#phase = "edited";
    return this.#drawing.afterNoise ? "explained" : "open";
  }
}
