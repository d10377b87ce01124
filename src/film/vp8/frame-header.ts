import type { BoolEncoder } from "./bool-encoder.ts";
import { writeUnchangedVectorProbabilities } from "./motion.ts";
import type { QuantizerIndices } from "./quantizer.ts";

/** The first partition's size must fit into 19 bits. */
const MAX_FIRST_PARTITION = (1 << 19) - 1;

/** The bytes before the partitions (RFC 6386, 9.1): what kind of frame it is and, of a key frame, its size in pixels. */
export function frameTag(isKey: boolean, width: number, height: number, firstPartition: number): Uint8Array {
  if (firstPartition > MAX_FIRST_PARTITION) {
    throw new RangeError(`A frame of ${width}×${height} pixels is too large for VP8.`);
  }
  const shown = 1 << 4;
  const tag = (isKey ? 0 : 1) | shown | (firstPartition << 5);
  const bytes = [tag & 255, (tag >> 8) & 255, (tag >> 16) & 255];
  if (isKey) bytes.push(0x9d, 0x01, 0x2a, width & 255, width >> 8, height & 255, height >> 8);
  return Uint8Array.from(bytes);
}

/** Writes the first part of the frame header (RFC 6386, 9.2 to 9.7), up to the token probabilities. */
export function writeFrameHeader(output: BoolEncoder, isKey: boolean, quantizer: QuantizerIndices): void {
  if (isKey) {
    output.flag(false); // colour space: BT.601
    output.flag(false); // decoders clamp
  }
  output.flag(false); // no segments
  output.flag(false); // the normal loop filter …
  output.literal(0, 6); // … at level 0: none
  output.literal(0, 3);
  output.flag(false);
  output.literal(0, 2); // one partition of tokens
  writeQuantizer(output, quantizer);
  if (!isKey) {
    output.flag(false); // golden and alternate frames stay, and nothing is copied to them
    output.flag(false);
    output.literal(0, 2);
    output.literal(0, 2);
    output.flag(false); // their vectors are not turned round
    output.flag(false);
  }
  output.flag(true); // token probabilities stay for the next frame
  if (!isKey) output.flag(true); // the next frame refers to this one
}

function writeQuantizer(output: BoolEncoder, quantizer: QuantizerIndices): void {
  output.literal(quantizer.yAc, 7);
  const { yDcDelta, y2DcDelta, y2AcDelta, uvDcDelta, uvAcDelta } = quantizer;
  for (const delta of [yDcDelta, y2DcDelta, y2AcDelta, uvDcDelta, uvAcDelta]) {
    output.flag(delta !== 0);
    if (delta === 0) continue;
    output.literal(Math.abs(delta), 4);
    output.flag(delta < 0);
  }
}

/** Writes the rest of an inter frame's header (RFC 6386, 9.10 and 9.11). @param intra probability of intra macroblocks */
export function writeInterHeader(output: BoolEncoder, intra: number): void {
  output.literal(intra, 8);
  output.literal(LAST_FRAME, 8);
  output.literal(128, 8); // golden against alternate frame: never asked
  output.flag(false); // intra modes keep their probabilities
  output.flag(false);
  writeUnchangedVectorProbabilities(output);
}

/** The probability that a macroblock refers to the last frame: all do. */
export const LAST_FRAME = 255;
