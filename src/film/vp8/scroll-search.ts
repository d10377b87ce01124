import type { Raster } from "../../render/raster.ts";
import { MAX_SCROLL } from "./motion.ts";
import { MACROBLOCK } from "./yuv-picture.ts";

/** Rows are told apart piece by piece, so that a pane beside another one may scroll alone. In pixels. */
const PIECE = 256;
/** Fewer rows that agree are no scrolling. */
const ENOUGH_VOTES = 8;
/** A piece that occurs more than once says nothing of where it comes from. */
const AMBIGUOUS = -1;
/** Of the row hashes: odd, and spreads a colour over all bits (2^32 divided by the golden ratio). */
const MULTIPLIER = 0x9e3779b1;

/** Finds by how many pixel rows most of a screen has moved, from hashes of pieces of its rows. */
export class ScrollSearch {
  readonly #width: number;
  readonly #height: number;
  readonly #pieces: number;
  /** The hash of each piece of each row, a row behind the other, and the same of the raster before. */
  #hashes: Int32Array;
  #before: Int32Array;
  readonly #votes = new Uint32Array(2 * MAX_SCROLL + 1);
  readonly #rowOf = new Map<number, number>();

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#pieces = Math.ceil(width / PIECE);
    this.#hashes = new Int32Array(this.#pieces * height);
    this.#before = new Int32Array(this.#pieces * height);
  }

  /** Goes on to the next raster; only the macroblock rows where `changed` has a 1 are looked at. */
  next(raster: Raster, changed: Uint8Array): void {
    const before = this.#before;
    this.#before = this.#hashes;
    this.#hashes = before;
    this.#hashes.set(this.#before);
    const columns = Math.ceil(this.#width / MACROBLOCK);
    for (let top = 0, at = 0; top < this.#height; top += MACROBLOCK, at += columns) {
      const next = changed.indexOf(1, at);
      if (next < 0) return;
      if (next >= at + columns) continue;
      const bottom = Math.min(this.#height, top + MACROBLOCK);
      for (let y = top; y < bottom; y++) this.#hashRow(raster.pixels, y);
    }
  }

  #hashRow(pixels: Uint32Array, y: number): void {
    const start = y * this.#width;
    for (let piece = 0; piece < this.#pieces; piece++) {
      const end = Math.min(start + this.#width, start + (piece + 1) * PIECE);
      let hash = piece + 1;
      for (let at = start + piece * PIECE; at < end; at++) hash = (Math.imul(hash, MULTIPLIER) + pixels[at]!) | 0;
      this.#hashes[y * this.#pieces + piece] = hash;
    }
  }

  /** How many rows further down most of the raster was in the one before; 0 where it has not scrolled. */
  find(): number {
    this.#index();
    this.#votes.fill(0);
    for (let at = 0; at < this.#hashes.length; at++) {
      const hash = this.#hashes[at]!;
      if (hash === this.#before[at]) continue;
      const from = this.#rowOf.get(hash);
      if (from === undefined || from === AMBIGUOUS) continue;
      const motion = from - Math.floor(at / this.#pieces);
      if (Math.abs(motion) <= MAX_SCROLL) this.#votes[motion + MAX_SCROLL]!++;
    }
    return this.#winner();
  }

  #index(): void {
    const before = this.#before;
    this.#rowOf.clear();
    for (let at = 0; at < before.length; at++) {
      const hash = before[at]!;
      // In the blank between two lines each row is as the one above.
      if (at >= this.#pieces && hash === before[at - this.#pieces]) continue;
      this.#rowOf.set(hash, this.#rowOf.has(hash) ? AMBIGUOUS : Math.floor(at / this.#pieces));
    }
  }

  #winner(): number {
    let best = 0;
    for (let index = 0; index < this.#votes.length; index++) {
      if (this.#votes[index]! > this.#votes[best]!) best = index;
    }
    return this.#votes[best]! < ENOUGH_VOTES ? 0 : best - MAX_SCROLL;
  }
}
