import { crc32 } from "node:zlib";

/** What every PNG file begins with. */
export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A chunk (PNG, 5.3): length, four letters, data, and a checksum of the letters and the data. */
export function pngChunk(type: string, ...data: readonly Uint8Array[]): Uint8Array {
  const length = data.reduce((sum, part) => sum + part.length, 0);
  const chunk = new Uint8Array(12 + length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, length);
  for (let index = 0; index < 4; index++) chunk[4 + index] = type.charCodeAt(index);
  let at = 8;
  for (const part of data) {
    chunk.set(part, at);
    at += part.length;
  }
  view.setUint32(at, crc32(chunk.subarray(4, at)));
  return chunk;
}
