import { deflateSync } from "node:zlib";
import { PNG_SIGNATURE, pngChunk } from "../../render/png-chunk.ts";
import type { Raster } from "../../render/raster.ts";
import type { FilmEncoder, FilmSink } from "../film-encoder.ts";
import { type Area, FrameSequence, type SequenceFrame } from "../frame-sequence.ts";
import { uint32s } from "./uint32s.ts";

/** Browsers show frames of up to 10 ms for a tenth of a second. */
const PACE = { tickMs: 1, minTicks: 11, maxTicks: 65535 };
const TICKS_PER_SECOND = 1000;
const MAX_SIDE = 0x7fffffff;
/** 8 bits, red green blue; compressed by deflate, filtered by row, not interlaced. */
const TRUECOLOUR = Uint8Array.of(8, 2, 0, 0, 0);
/** The frame stays when the next one is painted, and replaces what is there. */
const STAYS_AND_REPLACES = Uint8Array.of(0, 0);
/** Each row says how it is filtered: not at all. Text repeats itself as it is; differences would hide that. */
const NO_FILTER = 0;
const LEVEL = 6;

/**
 * Makes an animated PNG (PNG, third edition). Only what has changed is painted. Always in truecolour: a palette stands
 * before the first frame and is for all of them, but whether 256 colours will do is only known behind the last.
 */
export class ApngEncoder implements FilmEncoder {
  readonly #sink: FilmSink;
  readonly #width: number;
  readonly #sequence: FrameSequence;
  readonly #controlAt: number;
  #frames = 0;
  /** Chunks of the animation are numbered. */
  #chunks = 0;
  #rows = new Uint8Array(0);

  /** @throws RangeError for sides under one pixel */
  constructor(sink: FilmSink, width: number, height: number) {
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new RangeError(`PNG pictures have sides of 1 to ${MAX_SIDE} pixels, not ${width}×${height}.`);
    }
    this.#sink = sink;
    this.#width = width;
    this.#sequence = new FrameSequence(width, height, PACE, (frame) => this.#write(frame));
    const header = pngChunk("IHDR", uint32s(width, height), TRUECOLOUR);
    sink.write(PNG_SIGNATURE);
    sink.write(header);
    this.#controlAt = PNG_SIGNATURE.length + header.length;
    sink.write(this.#animationControl());
  }

  /** How many frames there are, and that they are played again and again. */
  #animationControl(): Uint8Array {
    return pngChunk("acTL", uint32s(this.#frames, 0));
  }

  frame(raster: Raster, atMs: number): void {
    this.#sequence.add(raster, atMs);
  }

  finish(endMs: number): void {
    this.#sequence.finish(endMs);
    this.#sink.patch(this.#controlAt, this.#animationControl());
    this.#sink.write(pngChunk("IEND"));
  }

  #write({ area, pixels, ticks }: SequenceFrame): void {
    const place = uint32s(this.#chunks++, area.width, area.height, area.left, area.top);
    const delay = uint32s(ticks * 0x10000 + TICKS_PER_SECOND);
    this.#sink.write(pngChunk("fcTL", place, delay, STAYS_AND_REPLACES));
    const data = deflateSync(this.#rowsOf(area, pixels), { level: LEVEL });
    this.#sink.write(this.#frames === 0 ? pngChunk("IDAT", data) : pngChunk("fdAT", uint32s(this.#chunks++), data));
    this.#frames++;
  }

  #rowsOf(area: Area, pixels: Uint32Array): Uint8Array {
    const length = area.height * (1 + area.width * 3);
    if (this.#rows.length < length) this.#rows = new Uint8Array(length);
    const rows = this.#rows;
    for (let y = 0, to = 0; y < area.height; y++) {
      rows[to++] = NO_FILTER;
      const from = (area.top + y) * this.#width + area.left;
      for (let at = from; at < from + area.width; at++) {
        const color = pixels[at]!;
        rows[to++] = color >> 16;
        rows[to++] = color >> 8;
        rows[to++] = color;
      }
    }
    return rows.subarray(0, length);
  }
}
