import type { Raster } from "../../render/raster.ts";
import { MAX_SCROLL } from "./motion.ts";
import { MACROBLOCK } from "./yuv-picture.ts";

/** Rows are told apart piece by piece, so that a pane beside another one may scroll alone. In pixels. */
const PIECE = 256;
/** Fewer rows that agree are no scrolling. */
const ENOUGH_VOTES = 8;
/** A piece that occurs more than once says nothing of where it comes from. */
const AMBIGUOUS = -1;

/** Finds by how many pixel rows most of a screen has moved, from hashes of pieces of its rows. */
export class ScrollSearch {
  readonly #width: number;
  readonly #height: number;
  readonly #pieces: number;
  /** The hash of each piece of each row of the raster before, a row behind the other. */
  readonly #hashes: Int32Array;
  readonly #votes = new Uint32Array(2 * MAX_SCROLL + 1);
  readonly #rowOf = new Map<number, number>();

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#pieces = Math.ceil(width / PIECE);
    this.#hashes = new Int32Array(this.#pieces * height);
  }

  /** Takes note of the rows of the macroblock rows where `changed` has a 1. */
  keep(raster: Raster, changed: Uint8Array): void {
    const columns = Math.ceil(this.#width / MACROBLOCK);
    for (let top = 0, at = 0; top < this.#height; top += MACROBLOCK, at += columns) {
      const next = changed.indexOf(1, at);
      if (next < 0) return;
      if (next >= at + columns) continue;
      const bottom = Math.min(this.#height, top + MACROBLOCK);
      for (let y = top; y < bottom; y++) this.#hashRow(raster.pixels, y, this.#hashes, y * this.#pieces);
    }
  }

  #hashRow(pixels: Uint32Array, y: number, into: Int32Array, at: number): void {
    const start = y * this.#width;
    for (let piece = 0; piece < this.#pieces; piece++) {
      const end = Math.min(start + this.#width, start + (piece + 1) * PIECE);
      let hash = piece + 1;
      for (let index = start + piece * PIECE; index < end; index++) {
        hash = Math.imul(hash ^ pixels[index]!, 0x9e3779b1);
        hash ^= hash >>> 15;
      }
      into[at + piece] = hash;
    }
  }

  /** How many rows further down most of what is in `raster` was before; 0 where it has not scrolled. */
  find(raster: Raster): number {
    this.#index();
    this.#votes.fill(0);
    const row = new Int32Array(this.#pieces);
    for (let y = 0; y < this.#height; y++) {
      this.#hashRow(raster.pixels, y, row, 0);
      for (let piece = 0; piece < this.#pieces; piece++) {
        const hash = row[piece]!;
        if (hash === this.#hashes[y * this.#pieces + piece]) continue;
        const from = this.#rowOf.get(hash);
        if (from === undefined || from === AMBIGUOUS || Math.abs(from - y) > MAX_SCROLL) continue;
        this.#votes[from - y + MAX_SCROLL]!++;
      }
    }
    return this.#winner();
  }

  #index(): void {
    const { length } = this.#hashes;
    this.#rowOf.clear();
    for (let at = 0; at < length; at++) {
      const hash = this.#hashes[at]!;
      // In the blank between two lines each row is as the one above.
      if (at >= this.#pieces && hash === this.#hashes[at - this.#pieces]) continue;
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
