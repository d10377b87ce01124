import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Vp8lEncoder } from "../../../src/film/webp/vp8l-encoder.ts";
import { WebpEncoder } from "../../../src/film/webp/webp-encoder.ts";
import type { Raster } from "../../../src/render/raster.ts";
import { hasWebpTools, judge, MemorySink } from "../judges.ts";
import { anyFilm, carriedOut, rgb } from "../steps.ts";
import { blank, monitor, numbers, typing } from "../terminal-frames.ts";

function webp(frames: Iterable<Raster>, everyMs = 100): { bytes: Buffer; pictures: Buffer[] } {
  const sink = new MemorySink();
  const pictures: Buffer[] = [];
  let encoder: WebpEncoder | undefined;
  let time = 0;
  for (const raster of frames) {
    encoder ??= new WebpEncoder(sink, raster.width, raster.height);
    encoder.frame(raster, time++ * everyMs);
    const picture = rgb(raster);
    if (!pictures.at(-1)?.equals(picture)) pictures.push(picture);
  }
  encoder?.finish(time * everyMs);
  return { bytes: sink.bytes, pictures };
}

/** The frames as `webpmux -info` lists them. */
function listed(bytes: Buffer) {
  const report = judge(bytes, "webpmux", "-info", "FILE").toString();
  const rows = report.split("\n").filter((line) => /^\s*\d+:/.test(line));
  const frames = rows.map((row) => {
    const [, width, height, , left, top, duration, dispose, blend] = row.trim().split(/\s+/);
    return {
      width: Number(width),
      height: Number(height),
      left: Number(left),
      top: Number(top),
      duration: Number(duration),
      dispose,
      blend,
    };
  });
  return { report, frames };
}

/** The pixels of a PPM (P6) picture. */
function ppmPixels(bytes: Buffer): Buffer {
  const header = /^P6\s+\d+\s+\d+\s+255\s/.exec(bytes.subarray(0, 40).toString("latin1"));
  return bytes.subarray(header![0].length);
}

/** Takes the film apart with webpmux, decodes each frame with dwebp, and paints them over each other. */
function decoded(bytes: Buffer, width: number, height: number): Buffer[] {
  const canvas = Buffer.alloc(width * height * 3);
  return listed(bytes).frames.map((frame, index) => {
    const single = judge(bytes, "webpmux", "-get", "frame", String(index + 1), "FILE", "-o", "-");
    const pixels = ppmPixels(judge(single, "dwebp", "-quiet", "-ppm", "FILE", "-o", "-"));
    for (let y = 0; y < frame.height; y++) {
      const row = pixels.subarray(y * frame.width * 3, (y + 1) * frame.width * 3);
      canvas.set(row, ((frame.top + y) * width + frame.left) * 3);
    }
    return Buffer.from(canvas);
  });
}

function expectExact(frames: Iterable<Raster>, width: number, height: number): void {
  const { bytes, pictures } = webp(frames);
  const seen = decoded(bytes, width, height);
  expect(seen.length).toBe(pictures.length);
  expect(pictures.findIndex((picture, index) => !picture.equals(seen[index]!))).toBe(-1);
}

describe.skipIf(!hasWebpTools)("libwebp sees the pictures", () => {
  test("of anything", () => {
    const film = anyFilm.map((any) => ({ ...any, steps: any.steps.slice(0, 8) }));
    const property = fc.property(film, fc.constantFrom(2, 9, 200, 1000, 1 << 24), (any, colors) => {
      expectExact(carriedOut(any, colors), any.width, any.height);
    });
    fc.assert(property, { numRuns: 12 });
  }, 60_000);

  test("of typing", () => {
    const rasters = [...typing(40, 10, 1)].map(({ raster }) => raster);
    expectExact(rasters, 360, 200);
  }, 20_000);

  test("of a monitor", () => {
    const moments = function* () {
      for (const { raster } of monitor(60, 20, 3)) yield raster;
    };
    expectExact(moments(), 540, 400);
  }, 20_000);

  test("of long runs and far copies", () => {
    const raster = blank(700, 300, 0x123456);
    const random = numbers(4);
    for (let at = 100_000; at < 150_000; at++) raster.pixels[at] = random(300) * 77;
    raster.pixels.copyWithin(160_000, 101_000, 140_000);
    expectExact([raster], 700, 300);
  });

  test("each for its time, over the one before", () => {
    const rasters = [1, 2, 3].map((color) => blank(31, 17, color));
    const { report, frames } = listed(webp(rasters, 250).bytes);
    expect(report).toContain("Canvas size: 31 x 17");
    expect(report).toContain("animation");
    expect(report).toContain("Loop Count : 0");
    const frame = { width: 31, height: 17, left: 0, top: 0, duration: 250, dispose: "none", blend: "no" };
    expect(frames).toEqual([frame, frame, frame]);
  });
});

test("a table of colours is used up to 256, and makes smaller pictures", () => {
  const random = numbers(6);
  const sizes = [256, 257].map((colors) => {
    const pixels = new Uint32Array(10_000);
    for (let at = 0; at < pixels.length; at++) pixels[at] = at < colors ? at * 65_000 : random(colors) * 65_000;
    return new Vp8lEncoder().encode(pixels, 100).length;
  });
  expect(sizes[0]).toBeLessThan(11_200);
  expect(sizes[1]).toBeLessThan(14_500);
});

test("sides that WebP does not know are refused", () => {
  expect(() => new WebpEncoder(new MemorySink(), 16385, 1)).toThrow(
    "WebP pictures have sides of 1 to 16384 pixels, not 16385×1.",
  );
});
