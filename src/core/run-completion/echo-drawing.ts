import { BS, type NoiseState, readNoise, SPACE } from "./noise.ts";

/**
 * Follows, byte by byte, how a known line is drawn.
 *
 * A kernel echoes the line in one piece. A line editor draws it with noise in between, and after noise it may go on
 * where it was or draw again any part that it has drawn before. Which part cannot be told from the bytes alone (that
 * would take a terminal's idea of the cursor), so all of them are followed at once: a nondeterministic automaton whose
 * states are the positions in the line.
 */
export class EchoDrawing {
  readonly #line: Uint8Array;
  /** Positions the cursor may be at: so many characters of the line are to the left of it. */
  #positions: number[];
  /** After noise, drawing may go on at any position up to the one reached before it. */
  #resuming = false;
  #reachedBeforeNoise: number;
  #noise: NoiseState = "outside";
  #pure = true;
  /** The cursor's position if only characters and backspaces decided it; -1 once other noise made it unknown. */
  #column: number;

  /** @param drawn so many characters of `line` have been drawn, in one piece. */
  constructor(line: Uint8Array, drawn: number) {
    this.#line = line;
    this.#positions = [drawn];
    this.#reachedBeforeNoise = drawn;
    this.#column = drawn;
  }

  /** The furthest position that has been reached. */
  get reached(): number {
    return Math.max(this.#reachedBeforeNoise, this.#positions[this.#positions.length - 1] ?? 0);
  }

  /** Whether no noise has been seen, but for spaces. */
  get pure(): boolean {
    return this.#pure;
  }

  /** Whether the last byte drew the last character of the line. */
  get complete(): boolean {
    return this.#positions.includes(this.#line.length);
  }

  /** Whether the last byte may have drawn the character in front of `position`. */
  mayBeAt(position: number): boolean {
    return this.#positions.includes(position);
  }

  /** Whether the cursor is known to be at `position`, because only characters and backspaces moved it. */
  isExactlyAt(position: number): boolean {
    return this.#column === position;
  }

  /** Whether the last byte ended a piece of noise. */
  get afterNoise(): boolean {
    return this.#resuming && this.#noise === "outside";
  }

  /** Whether everything that `other` can explain from here on, this can too, in the same way. */
  equals(other: EchoDrawing): boolean {
    return (
      this.#noise === other.#noise &&
      this.#resuming === other.#resuming &&
      this.#reachedBeforeNoise === other.#reachedBeforeNoise &&
      this.#pure === other.#pure &&
      this.#column === other.#column &&
      this.#positions.join() === other.#positions.join()
    );
  }

  /** Takes the next byte. False: it is no part of a drawing of the line. */
  step(byte: number): boolean {
    const noise = readNoise(this.#noise, byte);
    if (noise !== undefined) {
      this.#takeNoise(noise, byte);
      return true;
    }
    if (this.#noise !== "outside") return false;
    const reached = this.reached;
    const drawn = this.#draw(byte);
    if (byte !== SPACE) return drawn;
    // A space may also wipe a cell, or make a full line wrap; but then a movement must follow before drawing goes on.
    this.#reachedBeforeNoise = reached;
    return true;
  }

  #takeNoise(noise: NoiseState, byte: number): void {
    if (this.#noise === "outside") this.#column = byte === BS && this.#column > 0 ? this.#column - 1 : -1;
    this.#reachedBeforeNoise = this.reached;
    this.#noise = noise;
    this.#pure = false;
    this.#resuming = true;
    this.#positions = [];
  }

  #draw(byte: number): boolean {
    const next: number[] = [];
    if (this.#resuming) {
      for (let at = 0; at <= this.#reachedBeforeNoise; at++) if (this.#line[at] === byte) next.push(at + 1);
    } else {
      for (const at of this.#positions) if (this.#line[at] === byte) next.push(at + 1);
    }
    this.#column = this.#column >= 0 && this.#line[this.#column] === byte ? this.#column + 1 : -1;
    this.#positions = next;
    this.#resuming = false;
    return next.length > 0;
  }
}
