import { deflateSync } from "node:zlib";
import { PNG_SIGNATURE, pngChunk } from "./png-chunk.ts";
import { indexPixels } from "./png-palette.ts";
import type { Raster } from "./raster.ts";
import { Scratch } from "./scratch.ts";

const COLOR_TYPE = { truecolor: 2, indexed: 3 } as const;
/** How hard deflate tries. Level 6 is where more time gains little; the level is part of what makes equal files. */
const DEFLATE_LEVEL = 6;

const indexScratch = new Scratch();
const lineScratch = new Scratch();
/**
 * Writes a picture as PNG (ISO/IEC 15948): indexed in the smallest depth that holds its colours where it has at most
 * 256, else truecolour. The pixels are kept exactly; the compressed bytes are those of the runtime's zlib.
 *
 * @throws RangeError if the raster has no pixels
 */
export function encodePng(raster: Raster): Uint8Array {
  const { width, height } = raster;
  if (width < 1 || height < 1) throw new RangeError(`A PNG cannot be ${width}×${height}.`);
  const indexed = indexPixels(raster, indexScratch.take(width * height));
  const depth = indexed ? bitDepthFor(indexed.palette.length) : 8;
  const lines = indexed ? packIndexes(raster, indexed.indexes, depth) : truecolorLines(raster);
  const chunks = [
    pngChunk("IHDR", header(width, height, depth, indexed ? COLOR_TYPE.indexed : COLOR_TYPE.truecolor)),
    ...(indexed ? [pngChunk("PLTE", rgbBytes(indexed.palette))] : []),
    pngChunk("IDAT", deflateSync(lines, { level: DEFLATE_LEVEL })),
    pngChunk("IEND", new Uint8Array(0)),
  ];
  return Buffer.concat([PNG_SIGNATURE, ...chunks]);
}

function bitDepthFor(colors: number): 1 | 2 | 4 | 8 {
  if (colors <= 2) return 1;
  if (colors <= 4) return 2;
  return colors <= 16 ? 4 : 8;
}

function header(width: number, height: number, depth: number, colorType: number): Uint8Array {
  const bytes = new Uint8Array(13);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  bytes[8] = depth;
  bytes[9] = colorType;
  return bytes;
}

function rgbBytes(colors: readonly number[]): Uint8Array {
  return Uint8Array.from(colors.flatMap((color) => [color >> 16, (color >> 8) & 0xff, color & 0xff]));
}

/** The scan lines of indexes, unfiltered, packed from the high bits down (PNG 7.2). */
function packIndexes({ width, height }: Raster, indexes: Uint8Array, depth: number): Uint8Array {
  const stride = 1 + Math.ceil((width * depth) / 8);
  const lines = lineScratch.take(stride * height);
  for (let y = 0; y < height; y++) {
    const row = indexes.subarray(y * width, (y + 1) * width);
    if (depth === 8) lines.set(row, y * stride + 1);
    else packRow(row, depth, lines.subarray(y * stride + 1, (y + 1) * stride));
  }
  return lines;
}

function packRow(row: Uint8Array, depth: number, line: Uint8Array): void {
  for (let x = 0; x < row.length; x++) {
    const bit = x * depth;
    line[bit >> 3]! |= row[x]! << (8 - depth - (bit & 7));
  }
}

/** The scan lines of colours, unfiltered too: what repeats from cell to cell repeats exactly. */
function truecolorLines({ width, height, pixels }: Raster): Uint8Array {
  const stride = 1 + width * 3;
  const lines = lineScratch.take(stride * height);
  for (let y = 0, from = 0; y < height; y++) {
    let at = y * stride + 1;
    for (const end = from + width; from < end; from++) {
      const pixel = pixels[from]!;
      lines[at++] = pixel >> 16;
      lines[at++] = pixel >> 8;
      lines[at++] = pixel;
    }
  }
  return lines;
}
