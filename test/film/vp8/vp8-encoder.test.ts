import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Vp8Encoder } from "../../../src/film/vp8/vp8-encoder.ts";
import type { YuvPicture } from "../../../src/film/vp8/yuv-picture.ts";
import { WebmMuxer } from "../../../src/film/webm/webm-muxer.ts";
import type { Raster } from "../../../src/render/raster.ts";
import { decodeFrames, hasFfmpeg, MemorySink } from "../judges.ts";
import { anyFilm, carriedOut } from "../steps.ts";
import { blank, copy, drawWords, monitor, numbers, scrolling, scrollUp, typing } from "../terminal-frames.ts";

/** The part of a picture that is shown, as ffmpeg writes yuv420p. */
function shown(picture: YuvPicture, width: number, height: number): Buffer {
  const halfWidth = (width + 1) >> 1;
  const halfHeight = (height + 1) >> 1;
  return Buffer.concat([
    cropped(picture.y, picture.stride, width, height),
    cropped(picture.u, picture.stride / 2, halfWidth, halfHeight),
    cropped(picture.v, picture.stride / 2, halfWidth, halfHeight),
  ]);
}

function cropped(plane: Uint8Array, stride: number, width: number, height: number): Buffer {
  const rows = Array.from({ length: height }, (_, y) => plane.slice(y * stride, y * stride + width));
  return Buffer.concat(rows);
}

/** Encodes a film, a key frame every `keyEvery` frames, and asks ffmpeg whether it sees what we say it shows. */
function expectBitExact(frames: Iterable<Raster>, keyEvery: number): void {
  const sink = new MemorySink();
  const expected: Buffer[] = [];
  let encoder: Vp8Encoder | undefined;
  let muxer: WebmMuxer | undefined;
  let time = 0;
  for (const raster of frames) {
    const { width, height } = raster;
    encoder ??= new Vp8Encoder(width, height);
    muxer ??= new WebmMuxer(sink, width, height);
    const isKey = time % keyEvery === 0;
    const data = (isKey ? encoder.encodeKey(raster) : encoder.encodeChange(raster)) ?? encoder.encodeRepetition();
    muxer.frame(data, time++, isKey);
    expected.push(shown(encoder.reconstruction, width, height));
  }
  muxer?.finish(time);
  const decoded = decodeFrames(sink.bytes, "yuv420p");
  const size = expected[0]!.length;
  expect(decoded.length).toBe(expected.length * size);
  const wrong = expected.findIndex((frame, index) => !frame.equals(decoded.subarray(index * size, (index + 1) * size)));
  expect(wrong).toBe(-1);
}

function* rasters(moments: Iterable<{ raster: Raster }>): Iterable<Raster> {
  for (const { raster } of moments) yield raster;
}

describe.skipIf(!hasFfmpeg)("ffmpeg decodes exactly what we reconstruct", () => {
  test("of anything", () => {
    fc.assert(
      fc.property(anyFilm, fc.integer({ min: 2, max: 30 }), (film, keyEvery) => {
        expectBitExact(carriedOut(film), keyEvery);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test("of typing", () => expectBitExact(rasters(typing(50, 15, 10)), 70), 20_000);
  test("of a monitor", () => expectBitExact(rasters(monitor(60, 20, 5, 500)), 100), 20_000);
  test("of a log that runs", () => expectBitExact(rasters(scrolling(50, 15, 1)), 40), 20_000);

  test.each([1, 7, 20, 33])("of a screen that moves by %i rows, which is half as many in chroma", (by) => {
    const raster = blank(200, 320);
    const random = numbers(by);
    for (let row = 0; row < 16; row++) drawWords(raster, random, 0, row, 22);
    const moved = function* () {
      for (let time = 0; time < 9; time++) {
        yield raster;
        scrollUp(raster, by);
      }
    };
    expectBitExact(moved(), 100);
  });

  test("of the extremes, which overflow where they can", () => {
    const frames = [0x000000, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff].flatMap((color) => {
      const dots = blank(64, 64, color);
      for (let at = 0; at < dots.pixels.length; at += 2) dots.pixels[at] = 0xffffff - color;
      return [blank(64, 64, color), dots];
    });
    expectBitExact(frames, 3);
    expectBitExact(frames, 100);
  });
});

function meanDifference(one: Uint8Array, other: Uint8Array): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - other[at]!), 0) / one.length;
}

describe("what is told", () => {
  const screen = blank(320, 200);
  drawWords(screen, numbers(5), 0, 3, 35);

  test("an equal raster is no frame", () => {
    const encoder = new Vp8Encoder(320, 200);
    encoder.encodeKey(screen);
    expect(encoder.encodeChange(copy(screen))).toBeUndefined();
  });

  test("a scroll by even rows costs little more than nothing", () => {
    const encoder = new Vp8Encoder(320, 200);
    const raster = copy(screen);
    encoder.encodeKey(raster);
    scrollUp(raster, 20);
    expect(encoder.encodeChange(raster)?.length).toBeLessThan(150);
    expect(encoder.encodeRepetition().length).toBeLessThan(60);
  });

  test("colours do not blur, however often they scroll by half a chroma row", () => {
    const encoder = new Vp8Encoder(320, 200);
    const raster = copy(screen);
    for (let row = 0; row < 10; row++) drawWords(raster, numbers(row + 1), 0, row, 35);
    encoder.encodeKey(raster);
    for (let time = 0; time < 20; time++) {
      scrollUp(raster, 5);
      encoder.encodeChange(raster);
    }
    const anew = new Vp8Encoder(320, 200);
    anew.encodeKey(raster);
    expect(meanDifference(encoder.reconstruction.u, anew.reconstruction.u)).toBeLessThan(1);
  });

  test("a plain ground keeps its colour", () => {
    for (const color of [0x1e1e2e, 0xeff1f5, 0x000000, 0xffffff, 0x282a36, 0x002b36]) {
      const encoder = new Vp8Encoder(64, 64);
      encoder.encodeKey(blank(64, 64, color));
      const { y, u, v } = encoder.reconstruction;
      const [red, green, blue] = [color >> 16, (color >> 8) & 255, color & 255];
      expect(Math.abs(y[2000]! - (16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255))).toBeLessThan(1.2);
      expect(Math.abs(u[500]! - (128 + (-37.797 * red - 74.203 * green + 112 * blue) / 255))).toBeLessThan(1.2);
      expect(Math.abs(v[500]! - (128 + (112 * red - 93.786 * green - 18.214 * blue) / 255))).toBeLessThan(1.2);
    }
  });

  test("sides that VP8 does not know are refused", () => {
    expect(() => new Vp8Encoder(0, 10)).toThrow(RangeError);
    expect(() => new Vp8Encoder(10, 16384)).toThrow("VP8 pictures have sides of 1 to 16383 pixels, not 10×16384.");
  });
});
