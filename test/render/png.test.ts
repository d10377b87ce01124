import { describe, expect, test } from "bun:test";
import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { encodePng } from "../../src/render/png.ts";
import { decodePng } from "../../src/render/png-reader.ts";
import type { Raster } from "../../src/render/raster.ts";

const [BIT_DEPTH, COLOR_TYPE] = [24, 25];

/** A picture that uses exactly so many colours. */
function rasterOf(width: number, height: number, colors: number): Raster {
  const pixels = Uint32Array.from({ length: width * height }, (_, at) => ((at % colors) * 0x9e3779) & 0xffffff);
  return { width, height, pixels };
}

test("whatever the size and the colours, the pixels are read back", () => {
  const rasters = fc
    .tuple(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.nat(0xffffff), { minLength: 1 }),
    )
    .map(([width, height, colors]): Raster => {
      const pixels = Uint32Array.from({ length: width * height }, (_, at) => colors[(at * 7) % colors.length]!);
      return { width, height, pixels };
    });
  fc.assert(fc.property(rasters, (raster) => expect(decodePng(encodePng(raster))).toEqual(raster)));
});

test.each([
  [1, 1, 3],
  [2, 1, 3],
  [3, 2, 3],
  [4, 2, 3],
  [5, 4, 3],
  [16, 4, 3],
  [17, 8, 3],
  [256, 8, 3],
  [257, 8, 2],
])("%i colours are written with %i bits and colour type %i", (colors, depth, colorType) => {
  const raster = rasterOf(37, 29, colors);
  const png = encodePng(raster);
  expect([png[BIT_DEPTH], png[COLOR_TYPE]]).toEqual([depth, colorType]);
  expect(decodePng(png)).toEqual(raster);
});

test("a picture without pixels is refused", () => {
  expect(() => encodePng({ width: 0, height: 1, pixels: new Uint32Array(0) })).toThrow("A PNG cannot be 0×1.");
});

describe("a reader of other's files", () => {
  /** A truecolour PNG, as a different writer would make it: each line with the filter that is asked for. */
  function filteredPng(raster: Raster, filters: readonly number[]): Uint8Array {
    const { width, height, pixels } = raster;
    const byteAt = (x: number, y: number, channel: number) =>
      x < 0 || y < 0 ? 0 : (pixels[y * width + x]! >> (16 - 8 * channel)) & 0xff;
    const lines: number[] = [];
    for (let y = 0; y < height; y++) {
      const filter = filters[y % filters.length]!;
      lines.push(filter);
      for (let x = 0; x < width; x++) {
        for (const channel of [0, 1, 2]) {
          const [left, above, corner] = [
            byteAt(x - 1, y, channel),
            byteAt(x, y - 1, channel),
            byteAt(x - 1, y - 1, channel),
          ];
          const plane = left + above - corner;
          const nearest = [left, above, corner].reduce((best, value) =>
            Math.abs(plane - value) < Math.abs(plane - best) ? value : best,
          );
          const predicted = [0, left, above, (left + above) >> 1, nearest][filter]!;
          lines.push((byteAt(x, y, channel) - predicted) & 0xff);
        }
      }
    }
    return assemble(encodePng(rasterOf(width, height, 300)), deflateSync(Uint8Array.from(lines)));
  }

  /** The header of one of our files with other pixel data. */
  function assemble(ours: Uint8Array, data: Uint8Array): Uint8Array {
    const body = Buffer.concat([Buffer.from("IDAT"), data]);
    const frame = Buffer.alloc(body.length + 8);
    frame.writeUInt32BE(data.length, 0);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc32(body), 4 + body.length);
    return Buffer.concat([ours.subarray(0, 33), frame, ours.subarray(-12)]);
  }

  test("undoes all filters", () => {
    const raster = rasterOf(23, 15, 340);
    for (const filters of [[0], [1], [2], [3], [4], [4, 1, 3, 2, 0]]) {
      expect(decodePng(filteredPng(raster, filters))).toEqual(raster);
    }
  });

  test("refuses what is damaged, cut off, or no PNG at all", () => {
    const png = encodePng(rasterOf(9, 9, 5));
    const damaged = Uint8Array.from(png);
    damaged[png.length - 20]! ^= 1;
    expect(() => decodePng(damaged)).toThrow("damaged");
    expect(() => decodePng(png.subarray(0, -12))).toThrow("cut off");
    expect(() => decodePng(new TextEncoder().encode("GIF89a--"))).toThrow("no PNG");
  });
});
