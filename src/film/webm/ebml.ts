// EBML, the container's grammar (RFC 8794): elements of an id, a size and a body.

/** The ids of Matroska's elements that a film needs (RFC 9559, 5.1), with their length markers. */
export const ELEMENT = {
  ebml: 0x1a45dfa3,
  ebmlVersion: 0x4286,
  ebmlReadVersion: 0x42f7,
  ebmlMaxIdLength: 0x42f2,
  ebmlMaxSizeLength: 0x42f3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  seek: 0x4dbb,
  seekId: 0x53ab,
  seekPosition: 0x53ac,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  flagLacing: 0x9c,
  codecId: 0x86,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  colour: 0x55b0,
  matrixCoefficients: 0x55b1,
  range: 0x55b9,
  transferCharacteristics: 0x55ba,
  primaries: 0x55bb,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cueTrackPositions: 0xb7,
  cueTrack: 0xf7,
  cueClusterPosition: 0xf1,
} as const;

/** A number in as many bytes as given, the highest first. @param value an integer from 0 to 2^53 - 1 */
export function bigEndian(value: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = length - 1, rest = value; index >= 0; index--, rest = Math.floor(rest / 256)) {
    bytes[index] = rest % 256;
  }
  return bytes;
}

function byteLength(value: number): number {
  let length = 1;
  while (value >= 256 ** length) length++;
  return length;
}

export function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A size in eight bytes, the longest form (RFC 8794, 4): one that is filled in later always fits. */
export function longSize(size: number): Uint8Array {
  const bytes = bigEndian(size, 8);
  bytes[0] = 0x01;
  return bytes;
}

/** A size in as few bytes as it needs. All bits set would mean "unknown". */
function shortSize(size: number): Uint8Array {
  let length = 1;
  while (size >= 2 ** (7 * length) - 1) length++;
  const bytes = bigEndian(size, length);
  bytes[0]! |= 0x80 >> (length - 1);
  return bytes;
}

export function elementId(id: number): Uint8Array {
  return bigEndian(id, byteLength(id));
}

/** An element around bytes or other elements. */
export function element(id: number, ...body: readonly Uint8Array[]): Uint8Array {
  const content = concatenate(...body);
  return concatenate(elementId(id), shortSize(content.length), content);
}

/** An element with an unsigned integer, in `length` bytes or as few as possible. */
export function unsigned(id: number, value: number, length = byteLength(value)): Uint8Array {
  return element(id, bigEndian(value, length));
}

/** An element with a number in double precision. */
export function float(id: number, value: number): Uint8Array {
  return element(id, doubleBytes(value));
}

export function doubleBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return bytes;
}

/** An element with ASCII text. */
export function text(id: number, value: string): Uint8Array {
  return element(id, new TextEncoder().encode(value));
}
