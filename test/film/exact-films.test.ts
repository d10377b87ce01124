import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { FILM_FORMATS } from "../../src/film/film-formats.ts";
import type { Raster } from "../../src/render/raster.ts";
import { decodeFrames, hasFfmpeg, MemorySink, probe } from "./judges.ts";
import { anyFilm, carriedOut, rgb } from "./steps.ts";
import { blank, drawWords, monitor, numbers, scrolling, typing } from "./terminal-frames.ts";

type Exact = "gif" | "apng";

/** Makes a film, a frame every 100 ms. @returns its bytes and the pictures that differ from the one before */
function film(format: Exact, frames: Iterable<Raster>): { bytes: Buffer; pictures: Buffer[] } {
  const sink = new MemorySink();
  const pictures: Buffer[] = [];
  let encoder: ReturnType<(typeof FILM_FORMATS)[Exact]["create"]> | undefined;
  let time = 0;
  for (const raster of frames) {
    encoder ??= FILM_FORMATS[format].create(sink, raster.width, raster.height);
    encoder.frame(raster, time++ * 100);
    const picture = rgb(raster);
    if (!pictures.at(-1)?.equals(picture)) pictures.push(picture);
  }
  encoder?.finish(time * 100);
  return { bytes: sink.bytes, pictures };
}

function expectExact(format: Exact, frames: Iterable<Raster>): void {
  const { bytes, pictures } = film(format, frames);
  const decoded = decodeFrames(bytes, "rgb24");
  const size = pictures[0]!.length;
  expect(decoded.length).toBe(pictures.length * size);
  const wrong = pictures.findIndex((one, index) => !one.equals(decoded.subarray(index * size, (index + 1) * size)));
  expect(wrong).toBe(-1);
}

function* rasters(moments: Iterable<{ raster: Raster }>): Iterable<Raster> {
  for (const { raster } of moments) yield raster;
}

describe.skipIf(!hasFfmpeg).each(["gif", "apng"] as const)("ffmpeg sees the pictures of a %s", (format) => {
  // GIF has 255 colours a frame; beyond that, see its own test.
  const colors = format === "gif" ? 64 : 1 << 24;

  test("of anything", () => {
    const property = fc.property(anyFilm, (any) => expectExact(format, carriedOut(any, colors)));
    fc.assert(property, { numRuns: 20 });
  }, 60_000);

  test("of typing", () => expectExact(format, rasters(typing(50, 15, 10))), 20_000);
  test("of a monitor", () => expectExact(format, rasters(monitor(60, 20, 5, 500))), 20_000);
  test("of a log that runs", () => expectExact(format, rasters(scrolling(50, 15, 1))), 20_000);

  test("with real times that do not drift", () => {
    const sink = new MemorySink();
    const encoder = FILM_FORMATS[format].create(sink, 90, 40);
    const random = numbers(3);
    for (let time = 0; time < 100; time++) {
      const raster = blank(90, 40);
      drawWords(raster, random, 0, 1, 10);
      encoder.frame(raster, time * 66.667);
    }
    encoder.finish(10_000);
    const { packets, streams } = probe(sink.bytes);
    expect(streams).toMatchObject([{ codec_name: format, width: 90, height: 40 }]);
    expect(packets).toHaveLength(100);
    for (const [time, { pts_time }] of packets.entries()) {
      expect(Math.abs(Number(pts_time) - time * 0.066667)).toBeLessThan(0.0051);
    }
    expect(Number(packets[99]!.pts_time) + Number(packets[99]!.duration_time)).toBeCloseTo(10, 5);
  });
});
