import { describe, expect, test } from "bun:test";
import { GifEncoder } from "../../../src/film/gif/gif-encoder.ts";
import type { Raster } from "../../../src/render/raster.ts";
import { decodeFrames, hasFfmpeg, MemorySink, probe } from "../judges.ts";
import { rgb } from "../steps.ts";
import { blank, drawWords, fill, numbers } from "../terminal-frames.ts";

function gif(rasters: readonly Raster[], everyMs = 100): Buffer {
  const sink = new MemorySink();
  const { width, height } = rasters[0]!;
  const encoder = new GifEncoder(sink, width, height);
  for (const [index, raster] of rasters.entries()) encoder.frame(raster, index * everyMs);
  encoder.finish(rasters.length * everyMs);
  return sink.bytes;
}

/** A smooth slope of `colors` greens and blues, with a plain ground on its left. */
function slope(colors: number): Raster {
  const raster = blank(120, 120, 0x1e1e2e);
  for (let at = 0; at < 100 * 100; at++) {
    raster.pixels[Math.floor(at / 100) * 120 + 20 + (at % 100)] = 0x400000 | (Math.floor((at * colors) / 10_000) * 13);
  }
  return raster;
}

describe.skipIf(!hasFfmpeg)("colours", () => {
  test("255 of them, each frame others, are exact", () => {
    const rasters = [1, 2, 3].map((seed) => {
      const random = numbers(seed * 99);
      const palette = Array.from({ length: 255 }, () => random(1 << 24));
      const raster = blank(64, 64, palette[0]);
      for (let at = 0; at < raster.pixels.length; at++) raster.pixels[at] = palette[random(255)]!;
      return raster;
    });
    expect(decodeFrames(gif(rasters), "rgb24")).toEqual(Buffer.concat(rasters.map(rgb)));
  });

  test("more of them in a frame are the nearest there are, and plain ground stays exact", () => {
    const raster = slope(5000);
    const decoded = decodeFrames(gif([raster]), "rgb24");
    const expected = rgb(raster);
    expect(decoded.subarray(0, 3 * 20)).toEqual(expected.subarray(0, 3 * 20));
    const error = expected.reduce((sum, value, at) => sum + (value - decoded[at]!) ** 2, 0) / expected.length;
    expect(10 * Math.log10((255 * 255) / error)).toBeGreaterThan(34);
  });

  test("a frame after one with too many", () => {
    const first = slope(5000);
    const second = { ...first, pixels: first.pixels.slice() };
    fill(second, 5, 5, 10, 10, 0xffcc00);
    const decoded = decodeFrames(gif([first, second]), "rgb24");
    const frame = decoded.subarray(decoded.length / 2);
    expect(frame.subarray((10 * 120 + 10) * 3, (10 * 120 + 10) * 3 + 3).toString("hex")).toBe("ffcc00");
  });

  test("unchanged pixels between changed ones are left as they are, which makes it smaller", () => {
    const ground = blank(200, 200);
    const random = numbers(7);
    for (let at = 0; at < ground.pixels.length; at++) ground.pixels[at] = random(200);
    const dots = { ...ground, pixels: ground.pixels.slice() };
    fill(dots, 0, 0, 2, 2, 0xff0000);
    fill(dots, 198, 198, 2, 2, 0xff0000);
    const bytes = gif([ground, dots]);
    expect(bytes.length - gif([ground]).length).toBeLessThan(1000);
    expect(decodeFrames(bytes, "rgb24")).toEqual(Buffer.concat([rgb(ground), rgb(dots)]));
  });
});

test.skipIf(!hasFfmpeg)("a pause of over eleven minutes is told in two", () => {
  const { packets } = probe(gif([blank(10, 10), blank(10, 10, 1)], 700_000));
  expect(packets.map(({ duration_time }) => Number(duration_time))).toEqual([655.35, 44.65, 655.35, 44.65]);
});

test("it is played again and again, and has a table of colours in front", () => {
  const raster = blank(90, 20);
  drawWords(raster, numbers(1), 0, 0, 10);
  const bytes = gif([raster]);
  expect(bytes.subarray(0, 6).toString()).toBe("GIF89a");
  expect(bytes.subarray(16, 19).toString("hex")).toBe("1e1e2e");
  expect(bytes.subarray(13 + 768, 13 + 768 + 19).toString("hex")).toBe("21ff0b4e45545343415045322e300301000000");
  expect(bytes.at(-1)).toBe(0x3b);
});

test("sides that GIF does not know are refused", () => {
  expect(() => new GifEncoder(new MemorySink(), 65536, 1)).toThrow(
    "GIF pictures have sides of 1 to 65535 pixels, not 65536×1.",
  );
});
