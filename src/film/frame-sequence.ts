import { Buffer } from "node:buffer";
import type { Raster } from "../render/raster.ts";

/** A part of the picture, in pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A frame for a format that tells how long each is shown, and can paint a part of the picture over the one before. */
export interface SequenceFrame {
  /** What has changed; everything in the first frame. Never empty: a single pixel where nothing has. */
  readonly area: Area;
  /** The whole picture, and the one that it is painted over; undefined for the first. Both are used again afterwards. */
  readonly pixels: Uint32Array;
  readonly before: Uint32Array | undefined;
  /** How long it is shown, in the format's unit of time. */
  readonly ticks: number;
}

/** How a format tells time. */
export interface Pace {
  /** Its unit of time, in milliseconds. */
  readonly tickMs: number;
  /** What players honour: they show shorter frames for a tenth of a second. */
  readonly minTicks: number;
  /** What fits into its field. */
  readonly maxTicks: number;
}

/** Rows that are compared at once. */
const STRIP = 16;

/**
 * Turns frames with times into frames with durations. A frame is held back until its end is known. Frames that would be
 * too short are replaced by the one after them; times are rounded as such, not their differences, so that a long film
 * does not drift.
 */
export class FrameSequence {
  readonly #width: number;
  readonly #height: number;
  readonly #pace: Pace;
  readonly #write: (frame: SequenceFrame) => void;
  /** What has been written, and what comes next. */
  readonly #written: Uint32Array;
  readonly #held: Uint32Array;
  readonly #heldBytes: Buffer;
  #isHolding = false;
  #isFirst = true;
  #heldSince = 0;
  /** The rows where the two may differ. */
  #dirtyTop: number;
  #dirtyBottom = 0;

  constructor(width: number, height: number, pace: Pace, write: (frame: SequenceFrame) => void) {
    this.#width = width;
    this.#height = height;
    this.#pace = pace;
    this.#write = write;
    this.#written = new Uint32Array(width * height);
    this.#held = new Uint32Array(width * height);
    this.#heldBytes = Buffer.from(this.#held.buffer);
    this.#dirtyTop = height;
  }

  /** The next frame. The first one is shown from the start, whatever its time. */
  add(raster: Raster, atMs: number): void {
    if (!this.#isHolding) {
      this.#isHolding = true;
      this.#take(raster, 0, this.#height);
      return;
    }
    const [top, bottom] = this.#changedRows(raster);
    if (top === bottom) return;
    const tick = Math.round(atMs / this.#pace.tickMs);
    if (tick - this.#heldSince >= this.#pace.minTicks) {
      this.#release(tick - this.#heldSince);
      this.#heldSince = tick;
    }
    this.#take(raster, top, bottom);
  }

  /** Writes the last frame, which is shown until `endMs`. */
  finish(endMs: number): void {
    if (!this.#isHolding) return;
    const tick = Math.round(endMs / this.#pace.tickMs);
    this.#release(Math.max(this.#pace.minTicks, tick - this.#heldSince));
  }

  #changedRows(raster: Raster): readonly [top: number, bottom: number] {
    const { buffer, byteOffset, byteLength } = raster.pixels;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    const same = (from: number, to: number) => {
      const start = from * this.#width * 4;
      const end = Math.min(this.#height, to) * this.#width * 4;
      return this.#heldBytes.compare(bytes, start, end, start, end) === 0;
    };
    let top = 0;
    while (top < this.#height && same(top, top + STRIP)) top += STRIP;
    if (top >= this.#height) return [0, 0];
    while (same(top, top + 1)) top++;
    let bottom = this.#height;
    while (bottom - STRIP > top && same(bottom - STRIP, bottom)) bottom -= STRIP;
    while (same(bottom - 1, bottom)) bottom--;
    return [top, bottom];
  }

  #take(raster: Raster, top: number, bottom: number): void {
    const start = top * this.#width;
    this.#held.set(raster.pixels.subarray(start, bottom * this.#width), start);
    this.#dirtyTop = Math.min(this.#dirtyTop, top);
    this.#dirtyBottom = Math.max(this.#dirtyBottom, bottom);
  }

  #release(ticks: number): void {
    const { maxTicks } = this.#pace;
    const before = this.#isFirst ? undefined : this.#written;
    this.#write({ area: this.#changedArea(), pixels: this.#held, before, ticks: Math.min(ticks, maxTicks) });
    this.#isFirst = false;
    const start = this.#dirtyTop * this.#width;
    if (this.#dirtyBottom > this.#dirtyTop) {
      this.#written.set(this.#held.subarray(start, this.#dirtyBottom * this.#width), start);
    }
    this.#dirtyTop = this.#height;
    this.#dirtyBottom = 0;
    // A pause that does not fit goes on with frames that change nothing.
    for (let rest = ticks - maxTicks; rest > 0; rest -= maxTicks) {
      this.#write({ area: ONE_PIXEL, pixels: this.#held, before: this.#written, ticks: Math.min(rest, maxTicks) });
    }
  }

  #changedArea(): Area {
    if (this.#isFirst) return { left: 0, top: 0, width: this.#width, height: this.#height };
    let left = this.#width;
    let right = 0;
    let top = this.#height;
    let bottom = 0;
    for (let y = this.#dirtyTop; y < this.#dirtyBottom; y++) {
      const row = y * this.#width;
      const first = this.#firstDifference(row, row + this.#width);
      if (first < 0) continue;
      left = Math.min(left, first - row);
      right = Math.max(right, this.#lastDifference(row + right, row + this.#width) - row + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
    return bottom === 0 ? ONE_PIXEL : { left, top, width: right - left, height: bottom - top };
  }

  #firstDifference(from: number, to: number): number {
    for (let at = from; at < to; at++) if (this.#held[at] !== this.#written[at]) return at;
    return -1;
  }

  /** @returns `from - 1` where there is none */
  #lastDifference(from: number, to: number): number {
    let at = to - 1;
    while (at >= from && this.#held[at] === this.#written[at]) at--;
    return at;
  }
}

const ONE_PIXEL: Area = { left: 0, top: 0, width: 1, height: 1 };
