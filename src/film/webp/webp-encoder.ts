import type { Raster } from "../../render/raster.ts";
import type { FilmEncoder, FilmSink } from "../film-encoder.ts";
import { type Area, FrameSequence, type SequenceFrame } from "../frame-sequence.ts";
import { Vp8lEncoder } from "./vp8l-encoder.ts";

/** Browsers show frames of up to 10 ms for a tenth of a second. A duration has 24 bits. */
const PACE = { tickMs: 1, minTicks: 11, maxTicks: 0xffffff };
/** What a lossless picture may have. */
const MAX_SIDE = 16384;
const ANIMATED = 0x02;
/** A frame replaces what is there, and stays. */
const REPLACES = 0x02;
const RIFF_SIZE_AT = 4;

/**
 * Makes an animated WebP, without loss (WebP container specification). Only what has changed is painted; each frame
 * has the colours that it needs.
 */
export class WebpEncoder implements FilmEncoder {
  readonly #sink: FilmSink;
  readonly #width: number;
  readonly #sequence: FrameSequence;
  readonly #vp8l = new Vp8lEncoder();
  #length = 0;

  /** @throws RangeError for sides over 16384 pixels */
  constructor(sink: FilmSink, width: number, height: number) {
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new RangeError(`WebP pictures have sides of 1 to ${MAX_SIDE} pixels, not ${width}×${height}.`);
    }
    this.#sink = sink;
    this.#width = width;
    this.#sequence = new FrameSequence(width, height, PACE, (frame) => this.#write(frame));
    this.#put(ascii("RIFF"), littleEndian(0, 4), ascii("WEBP"));
    const size = [littleEndian(width - 1, 3), littleEndian(height - 1, 3)];
    this.#put(chunk("VP8X", Uint8Array.of(ANIMATED, 0, 0, 0), ...size));
    // On a transparent ground, played again and again.
    this.#put(chunk("ANIM", littleEndian(0, 4), littleEndian(0, 2)));
  }

  #put(...parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      this.#sink.write(part);
      this.#length += part.length;
    }
  }

  frame(raster: Raster, atMs: number): void {
    this.#sequence.add(raster, atMs);
  }

  finish(endMs: number): void {
    this.#sequence.finish(endMs);
    this.#sink.patch(RIFF_SIZE_AT, littleEndian(this.#length - 8, 4));
  }

  #write({ area, pixels, ticks }: SequenceFrame): void {
    const { left, top, width, height } = evenly(area);
    const part = new Uint32Array(width * height);
    for (let y = 0; y < height; y++) {
      const from = (top + y) * this.#width + left;
      part.set(pixels.subarray(from, from + width), y * width);
    }
    const place = [left / 2, top / 2, width - 1, height - 1, ticks].map((value) => littleEndian(value, 3));
    const picture = chunk("VP8L", this.#vp8l.encode(part, width));
    this.#put(chunk("ANMF", ...place, Uint8Array.of(REPLACES), picture));
  }
}

/** Areas begin at even places. */
function evenly({ left, top, width, height }: Area): Area {
  return { left: left & ~1, top: top & ~1, width: width + (left & 1), height: height + (top & 1) };
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

function littleEndian(value: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => Math.floor(value / 256 ** index) & 255);
}

/** A chunk (RIFF): four letters, a size, the content, and a zero where its size is odd. */
function chunk(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const size = content.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(8 + size + (size & 1));
  bytes.set(ascii(type));
  bytes.set(littleEndian(size, 4), 4);
  let at = 8;
  for (const part of content) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
