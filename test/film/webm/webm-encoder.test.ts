import { describe, expect, test } from "bun:test";
import { WebmEncoder } from "../../../src/film/webm/webm-encoder.ts";
import { decodeFrames, hasFfmpeg, judge, MemorySink, probe } from "../judges.ts";
import { blank, drawWords, numbers } from "../terminal-frames.ts";

/** A film of `count` screens of words, every `everyMs`. */
function film(count: number, everyMs: number, endMs: number) {
  const sink = new MemorySink();
  const encoder = new WebmEncoder(sink, 183, 61);
  const random = numbers(9);
  const rasters = Array.from({ length: count }, (_, index) => {
    const raster = blank(183, 61);
    for (let row = 0; row < 3; row++) drawWords(raster, random, 0, row, 20);
    encoder.frame(raster, index * everyMs);
    return raster;
  });
  encoder.finish(endMs);
  return { bytes: sink.bytes, rasters };
}

describe.skipIf(!hasFfmpeg)("ffprobe reads", () => {
  test("what it is, and how long", () => {
    const { streams, format } = probe(film(3, 500, 4000).bytes);
    expect(streams).toMatchObject([
      { codec_name: "vp8", width: 183, height: 61, color_space: "smpte170m", color_range: "tv" },
    ]);
    expect(format.format_name).toContain("webm");
    expect(Number(format.duration)).toBe(4);
  });

  test("real times, key frames every 20 s, and the last picture once more at the end", () => {
    const { packets } = probe(film(10, 5000.4, 60_000).bytes);
    expect(packets.map(({ pts_time }) => Number(pts_time))).toEqual([
      0, 5, 10.001, 15.001, 20.002, 25.002, 30.002, 35.003, 40.003, 45.004, 60,
    ]);
    expect(packets.flatMap(({ flags }, index) => (flags.startsWith("K") ? [index] : []))).toEqual([0, 4, 8]);
  });

  test("a pause longer than a block's 16 bits of time", () => {
    const { packets } = probe(film(2, 100_000, 300_000).bytes);
    expect(packets.map(({ pts_time }) => Number(pts_time))).toEqual([0, 100, 300]);
  });

  test("frames of the same moment, one behind the other", () => {
    const { packets } = probe(film(3, 0, 0).bytes);
    expect(packets.map(({ pts_time }) => Number(pts_time))).toEqual([0, 0.001, 0.002, 0.003]);
  });
});

describe.skipIf(!hasFfmpeg)("ffmpeg shows", () => {
  test("the pictures that went in, with text as crisp as 4:2:0 allows", () => {
    const { bytes, rasters } = film(4, 100, 400);
    const decoded = decodeFrames(bytes, "rgb24");
    const size = 183 * 61 * 3;
    expect(decoded.length).toBe(5 * size);
    for (const [index, raster] of rasters.entries()) {
      expect(greenPsnr(decoded.subarray(index * size, (index + 1) * size), raster.pixels)).toBeGreaterThan(30);
    }
    expect(decoded.subarray(4 * size)).toEqual(decoded.subarray(3 * size, 4 * size));
  });

  test("the right picture after a seek", () => {
    const { bytes, rasters } = film(10, 5000, 50_000);
    const output = ["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"];
    for (const [second, index] of [
      [45, 9],
      [25, 5],
      [20, 4],
    ] as const) {
      const decoded = judge(bytes, "ffmpeg", "-v", "error", "-ss", String(second), "-i", "FILE", ...output);
      expect(greenPsnr(decoded, rasters[index]!.pixels)).toBeGreaterThan(30);
    }
  });
});

/** How near green is, which has most of the brightness, in dB. */
function greenPsnr(decoded: Buffer, pixels: Uint32Array): number {
  let sum = 0;
  for (let at = 0; at < pixels.length; at++) sum += (decoded[at * 3 + 1]! - ((pixels[at]! >> 8) & 255)) ** 2;
  return 10 * Math.log10((255 * 255 * pixels.length) / sum);
}

test("equal frames cost nothing, and no frame at all is still a file", () => {
  const sink = new MemorySink();
  const encoder = new WebmEncoder(sink, 40, 40);
  encoder.frame(blank(40, 40), 0);
  const { length } = sink.bytes;
  for (let time = 1; time < 100; time++) encoder.frame(blank(40, 40), time * 1000);
  expect(sink.bytes.length).toBe(length);
  const empty = new MemorySink();
  new WebmEncoder(empty, 40, 40).finish(1000);
  expect(empty.bytes.subarray(0, 4).toString("hex")).toBe("1a45dfa3");
});
