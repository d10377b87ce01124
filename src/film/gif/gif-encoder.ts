import type { Raster } from "../../render/raster.ts";
import { ColorTable } from "../color-table.ts";
import type { FilmEncoder, FilmSink } from "../film-encoder.ts";
import { type Area, FrameSequence, type SequenceFrame } from "../frame-sequence.ts";
import { LzwEncoder } from "./lzw.ts";
import { quantize } from "./quantize.ts";

/** Delays are told in 1/100 s, in 16 bits; a single one would be taken for ten. */
const PACE = { tickMs: 10, minTicks: 2, maxTicks: 65535 };
/** In all tables this number is for what stays as it was. */
const TRANSPARENT = 0;
const COLORS = 255;
const TABLE_BYTES = 3 * 256;
const HEADER = "GIF89a";
const GLOBAL_TABLE_AT = 13;
/** A table of 256 colours follows; 8 bits a channel. */
const GLOBAL_TABLE_FLAGS = 0xf7;
const TRAILER = 0x3b;
/** Netscape's extension: played again and again. */
const LOOP = [0x21, 0xff, 11, ...ascii("NETSCAPE2.0"), 3, 1, 0, 0, 0];

/**
 * Makes an animated GIF (GIF89a). Only what has changed is painted. Colours go into the global table as they come, which
 * is patched in at the end; a frame with colours that do not fit has a table of its own, and one with more than 255 has
 * the nearest 255.
 */
export class GifEncoder implements FilmEncoder {
  readonly #sink: FilmSink;
  readonly #width: number;
  readonly #sequence: FrameSequence;
  readonly #lzw = new LzwEncoder();
  readonly #global = new ColorTable(COLORS);
  #indices = new Uint8Array(0);

  /** @throws RangeError for sides over 65535 pixels */
  constructor(sink: FilmSink, width: number, height: number) {
    if (width < 1 || height < 1 || width > 0xffff || height > 0xffff) {
      throw new RangeError(`GIF pictures have sides of 1 to 65535 pixels, not ${width}×${height}.`);
    }
    this.#sink = sink;
    this.#width = width;
    this.#sequence = new FrameSequence(width, height, PACE, (frame) => this.#write(frame));
    sink.write(Uint8Array.of(...ascii(HEADER), ...short(width), ...short(height), GLOBAL_TABLE_FLAGS, 0, 0));
    sink.write(new Uint8Array(TABLE_BYTES));
    sink.write(Uint8Array.from(LOOP));
  }

  frame(raster: Raster, atMs: number): void {
    this.#sequence.add(raster, atMs);
  }

  finish(endMs: number): void {
    this.#sequence.finish(endMs);
    this.#sink.patch(GLOBAL_TABLE_AT, tableBytes(this.#global.colors, 256));
    this.#sink.write(Uint8Array.of(TRAILER));
  }

  #write({ area, pixels, before, ticks }: SequenceFrame): void {
    const count = area.width * area.height;
    if (this.#indices.length < count) this.#indices = new Uint8Array(count);
    const indices = this.#indices.subarray(0, count);
    const local = this.#index(area, pixels, indices);
    if (before) this.#leaveUnchanged(area, pixels, before, indices);
    const width = Math.max(2, bitsFor(highest(indices)));
    this.#sink.write(Uint8Array.of(0x21, 0xf9, 4, CONTROL, ...short(ticks), TRANSPARENT, 0));
    const place = [area.left, area.top, area.width, area.height].flatMap(short);
    const tableBits = local ? Math.max(1, bitsFor(local.length)) : 0;
    this.#sink.write(Uint8Array.of(0x2c, ...place, local ? 0x80 | (tableBits - 1) : 0));
    if (local) this.#sink.write(tableBytes(local, 1 << tableBits));
    this.#sink.write(this.#lzw.encode(indices, width));
  }

  /** Numbers the area's pixels. @returns the frame's own colours, or undefined where the global table has them all */
  #index(area: Area, pixels: Uint32Array, indices: Uint8Array): readonly number[] | undefined {
    if (this.#indexBy(this.#global, area, pixels, indices)) return undefined;
    const local = new ColorTable(COLORS);
    if (!this.#indexBy(local, area, pixels, indices)) return this.#indexNearest(area, pixels, indices);
    return local.colors;
  }

  /** @returns whether all colours had room */
  #indexBy(table: ColorTable, area: Area, pixels: Uint32Array, indices: Uint8Array): boolean {
    let color = -1;
    let index = 0;
    for (let y = 0, to = 0; y < area.height; y++) {
      const from = (area.top + y) * this.#width + area.left;
      for (let at = from; at < from + area.width; at++) {
        if (pixels[at] !== color) {
          color = pixels[at]!;
          index = table.add(color) + 1;
          if (index === 0) return false;
        }
        indices[to++] = index;
      }
    }
    return true;
  }

  #indexNearest(area: Area, pixels: Uint32Array, indices: Uint8Array): readonly number[] {
    const counts = new Map<number, number>();
    for (const color of this.#colorsIn(area, pixels)) counts.set(color, (counts.get(color) ?? 0) + 1);
    const nearest = quantize(counts, COLORS);
    const table = new ColorTable(COLORS);
    let to = 0;
    for (const color of this.#colorsIn(area, pixels)) indices[to++] = table.add(nearest.get(color)!) + 1;
    return table.colors;
  }

  *#colorsIn(area: Area, pixels: Uint32Array): Iterable<number> {
    for (let y = area.top; y < area.top + area.height; y++) {
      const from = y * this.#width + area.left;
      for (let at = from; at < from + area.width; at++) yield pixels[at]!;
    }
  }

  /** Makes what has not changed transparent, if that makes longer runs: else colours repeat themselves better. */
  #leaveUnchanged(area: Area, pixels: Uint32Array, before: Uint32Array, indices: Uint8Array): void {
    const saved = this.#savedRuns(area, pixels, before, indices);
    if (saved <= 0) return;
    for (let y = 0, to = 0; y < area.height; y++) {
      const from = (area.top + y) * this.#width + area.left;
      for (let at = from; at < from + area.width; at++, to++) {
        if (pixels[at] === before[at]) indices[to] = TRANSPARENT;
      }
    }
  }

  /** How many runs of a number there are fewer if what has not changed is transparent. */
  #savedRuns(area: Area, pixels: Uint32Array, before: Uint32Array, indices: Uint8Array): number {
    let saved = 0;
    let last = -1;
    let lastLeft = -1;
    for (let y = 0, to = 0; y < area.height; y++) {
      const from = (area.top + y) * this.#width + area.left;
      for (let at = from; at < from + area.width; at++, to++) {
        const index = indices[to]!;
        const left = pixels[at] === before[at] ? TRANSPARENT : index;
        if (index !== last) saved++;
        if (left !== lastLeft) saved--;
        last = index;
        lastLeft = left;
      }
    }
    return saved;
  }
}

/** The frame stays when the next one is painted, and has a transparent colour. */
const CONTROL = (1 << 2) | 1;

function ascii(text: string): number[] {
  return [...text].map((char) => char.charCodeAt(0));
}

/** 16 bits, the lowest first. */
function short(value: number): number[] {
  return [value & 255, value >> 8];
}

function highest(numbers: Uint8Array): number {
  let found = 0;
  for (let at = 0; at < numbers.length; at++) if (numbers[at]! > found) found = numbers[at]!;
  return found;
}

/** How many bits numbers up to `largest` need. */
function bitsFor(largest: number): number {
  return 32 - Math.clz32(largest);
}

/** Colours from number 1 on, behind the transparent one; the table has `size` places. */
function tableBytes(colors: readonly number[], size: number): Uint8Array {
  const bytes = new Uint8Array(size * 3);
  for (const [index, color] of colors.entries()) {
    bytes.set([color >> 16, (color >> 8) & 255, color & 255], (index + 1) * 3);
  }
  return bytes;
}
