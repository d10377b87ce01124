import { crc32, inflateSync } from "node:zlib";
import { PNG_SIGNATURE } from "./png-chunk.ts";
import type { Raster } from "./raster.ts";

/** What of PNG (ISO/IEC 15948) a picture of ours can be: truecolour of 8 bits, or indexed of 1 to 8. */
interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly isIndexed: boolean;
}

/**
 * Reads a PNG without transparency or interlacing, truecolour with 8 bits or indexed, and checks every chunk's CRC.
 *
 * @throws RangeError if it is not one, or not whole
 */
export function decodePng(file: Uint8Array): Raster {
  if (PNG_SIGNATURE.some((byte, at) => file[at] !== byte)) throw new RangeError("This is no PNG.");
  const chunks = readChunks(file);
  const header = readHeader(chunks.find(({ type }) => type === "IHDR")?.data);
  const palette = chunks.find(({ type }) => type === "PLTE")?.data ?? new Uint8Array(0);
  const parts = chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data);
  const bits = header.isIndexed ? header.depth : 24;
  const lines = unfilter(inflateSync(Buffer.concat(parts)), Math.ceil((header.width * bits) / 8), header.height, bits);
  const { width, height } = header;
  return { width, height, pixels: header.isIndexed ? lookUp(lines, header, palette) : joinChannels(lines) };
}

function readChunks(file: Uint8Array): { type: string; data: Uint8Array }[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: { type: string; data: Uint8Array }[] = [];
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (crc32(file.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) {
      throw new RangeError(`The PNG's ${type} chunk is damaged.`);
    }
    chunks.push({ type, data: file.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  if (chunks.at(-1)?.type !== "IEND") throw new RangeError("The PNG is cut off.");
  return chunks;
}

function readHeader(data: Uint8Array | undefined): Header {
  if (data?.length !== 13) throw new RangeError("The PNG has no header.");
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [depth, colorType, , , interlaced] = data.subarray(8) as unknown as [number, number, number, number, number];
  const isKnown = (colorType === 3 && depth <= 8) || (colorType === 2 && depth === 8);
  if (!isKnown || interlaced !== 0) throw new RangeError(`PNG colour type ${colorType} of ${depth} bits is not read.`);
  return { width: view.getUint32(0), height: view.getUint32(4), depth, isIndexed: colorType === 3 };
}

/** Undoes the filter of each line (PNG 9.2): every byte is a difference to its neighbours left, above, or both. */
function unfilter(filtered: Uint8Array, stride: number, height: number, bits: number): Uint8Array {
  if (filtered.length !== (stride + 1) * height) throw new RangeError("The PNG's pixels do not fit its size.");
  const step = Math.max(1, bits >> 3);
  const lines = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= step ? lines[at - step]! : 0;
      const above = y > 0 ? lines[at - stride]! : 0;
      const corner = x >= step && y > 0 ? lines[at - stride - step]! : 0;
      lines[at] = filtered[y * (stride + 1) + 1 + x]! + predict(filter, left, above, corner);
    }
  }
  return lines;
}

function predict(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return paeth(left, above, corner);
    default:
      throw new RangeError(`PNG filter ${filter} does not exist.`);
  }
}

/** The neighbour nearest to what a plane through the three would give (PNG 9.4). */
function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(estimate - value));
  if (toLeft! <= toAbove! && toLeft! <= toCorner!) return left;
  return toAbove! <= toCorner! ? above : corner;
}

function lookUp(lines: Uint8Array, { width, height, depth }: Header, palette: Uint8Array): Uint32Array {
  const stride = lines.length / height;
  const mask = (1 << depth) - 1;
  return Uint32Array.from({ length: width * height }, (_, at) => {
    const bit = (at % width) * depth;
    const byte = lines[Math.floor(at / width) * stride + (bit >> 3)]!;
    const entry = ((byte >> (8 - depth - (bit & 7))) & mask) * 3;
    if (entry >= palette.length) throw new RangeError("A pixel of the PNG has no colour in its palette.");
    return (palette[entry]! << 16) | (palette[entry + 1]! << 8) | palette[entry + 2]!;
  });
}

function joinChannels(lines: Uint8Array): Uint32Array {
  return Uint32Array.from(
    { length: lines.length / 3 },
    (_, at) => (lines[at * 3]! << 16) | (lines[at * 3 + 1]! << 8) | lines[at * 3 + 2]!,
  );
}
