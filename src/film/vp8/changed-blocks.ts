import { Buffer } from "node:buffer";
import type { Raster } from "../../render/raster.ts";
import { MACROBLOCK } from "./yuv-picture.ts";

/** Remembers the last raster and tells which macroblocks of the next one differ from it. */
export class ChangedBlocks {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** The raster that was kept last. */
  readonly previous: Uint32Array;
  /** 1 for each macroblock that has changed. */
  readonly changed: Uint8Array;
  /** How many have. */
  count = 0;
  readonly #previousBytes: Buffer;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.columns = Math.ceil(width / MACROBLOCK);
    this.previous = new Uint32Array(width * height);
    this.changed = new Uint8Array(this.columns * Math.ceil(height / MACROBLOCK));
    this.#previousBytes = bytesOf(this.previous);
  }

  /** Compares a raster with the one before: native comparisons of strips, then of rows, then what is left by hand. */
  compare(raster: Raster): void {
    this.changed.fill(0);
    this.count = 0;
    const bytes = bytesOf(raster.pixels);
    for (let top = 0; top < this.height; top += MACROBLOCK) {
      const bottom = Math.min(this.height, top + MACROBLOCK);
      if (this.#sameRows(bytes, top, bottom)) continue;
      for (let y = top; y < bottom; y++) {
        if (!this.#sameRows(bytes, y, y + 1)) this.#compareRow(raster.pixels, y);
      }
    }
  }

  #sameRows(bytes: Buffer, from: number, to: number): boolean {
    const start = from * this.width * 4;
    const end = to * this.width * 4;
    return this.#previousBytes.compare(bytes, start, end, start, end) === 0;
  }

  #compareRow(pixels: Uint32Array, y: number): void {
    const first = (y >> 4) * this.columns;
    for (let column = 0; column < this.columns; column++) {
      if (this.changed[first + column]) continue;
      const start = y * this.width + column * MACROBLOCK;
      const end = Math.min((y + 1) * this.width, start + MACROBLOCK);
      let at = start;
      while (at < end && pixels[at] === this.previous[at]) at++;
      if (at === end) continue;
      this.changed[first + column] = 1;
      this.count++;
    }
  }

  /** Keeps a raster that was compared as the one that the next is compared with. */
  keep(raster: Raster): void {
    for (let row = 0, at = 0; at < this.changed.length; row++, at += this.columns) {
      const next = this.changed.indexOf(1, at);
      if (next < 0) return;
      if (next >= at + this.columns) continue;
      const start = row * MACROBLOCK * this.width;
      const end = Math.min(this.previous.length, start + MACROBLOCK * this.width);
      this.previous.set(raster.pixels.subarray(start, end), start);
    }
  }

  /** Keeps all of a raster, and says that all of it has changed. */
  keepAll(raster: Raster): void {
    this.previous.set(raster.pixels);
    this.changed.fill(1);
    this.count = this.changed.length;
  }

  /** Whether all of a row of macroblocks was `rows` further down in the raster before, to the pixel. */
  hasRowMoved(raster: Raster, row: number, rows: number): boolean {
    const top = row * MACROBLOCK;
    const bottom = Math.min(this.height, top + MACROBLOCK);
    if (top + rows < 0 || bottom + rows > this.height) return false;
    const line = this.width * 4;
    const bytes = bytesOf(raster.pixels);
    const shift = rows * line;
    return (
      this.#previousBytes.compare(bytes, top * line, bottom * line, top * line + shift, bottom * line + shift) === 0
    );
  }

  /** Whether the macroblock of `raster` at `left`, `top` was `rows` further down in the raster before, to the pixel. */
  hasMoved(raster: Raster, left: number, top: number, rows: number): boolean {
    const right = Math.min(this.width, left + MACROBLOCK);
    const bottom = Math.min(this.height, top + MACROBLOCK);
    const shift = rows * this.width;
    if (top + rows < 0 || bottom + rows > this.height) return false;
    for (let y = top; y < bottom; y++) {
      for (let at = y * this.width + left; at < y * this.width + right; at++) {
        if (raster.pixels[at] !== this.previous[at + shift]) return false;
      }
    }
    return true;
  }
}

function bytesOf(pixels: Uint32Array): Buffer {
  return Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
}
