import type { Raster } from "../../render/raster.ts";
import { BoolEncoder } from "./bool-encoder.ts";
import { ChangedBlocks } from "./changed-blocks.ts";
import { frameTag, LAST_FRAME, writeFrameHeader, writeInterHeader } from "./frame-header.ts";
import { writeIntraModes, writeKeyModes } from "./intra-headers.ts";
import { createChoices, INTER, type MacroblockChoices } from "./macroblock-choices.ts";
import { MacroblockCoder } from "./macroblock-coder.ts";
import { writeMotion } from "./motion-headers.ts";
import { fittingProbability, TokenProbabilities } from "./probability-updates.ts";
import { type QuantizerIndices, quantizerSteps } from "./quantizer.ts";
import { TokenCosts } from "./token-costs.ts";
import { TokenList } from "./tokens.ts";
import { copyYuvPicture, createYuvPicture, type YuvPicture } from "./yuv-picture.ts";

/** VP8 has 14 bits for each side. */
export const MAX_SIDE = 16383;

/**
 * Fine enough for crisp text. A plain background is one chroma value a block: a fine step there keeps it from taking
 * on a colour.
 */
export const TEXT_QUALITY: QuantizerIndices = {
  yAc: 20,
  yDcDelta: 0,
  y2DcDelta: -8,
  y2AcDelta: 0,
  uvDcDelta: -15,
  uvAcDelta: 0,
};

/**
 * Encodes pictures of terminals as VP8 (RFC 6386). It leaves out what they do not need (loop filter, split modes,
 * fractional motion of luma, golden frames), and is quick where they are quick to tell: unchanged and scrolled parts.
 */
export class Vp8Encoder {
  readonly #width: number;
  readonly #height: number;
  readonly #quantizer: QuantizerIndices;
  readonly #header = new BoolEncoder();
  readonly #residual = new BoolEncoder();
  readonly #tokens = new TokenList();
  readonly #probabilities = new TokenProbabilities();
  /** As they will be, if the next frame is like the one before. */
  readonly #costs = new TokenCosts(this.#probabilities.values);
  readonly #source: ChangedBlocks;
  readonly #choices: MacroblockChoices;
  readonly #coder: MacroblockCoder;
  #reference: YuvPicture;
  #picture: YuvPicture;

  /**
   * @param width in pixels, 1 to 16383, as `height`
   * @param quantizer how coarse it is, see RFC 6386, 9.6
   */
  constructor(width: number, height: number, quantizer: QuantizerIndices = TEXT_QUALITY) {
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new RangeError(`VP8 pictures have sides of 1 to ${MAX_SIDE} pixels, not ${width}×${height}.`);
    }
    this.#width = width;
    this.#height = height;
    this.#quantizer = quantizer;
    this.#picture = createYuvPicture(width, height);
    this.#reference = createYuvPicture(width, height);
    this.#source = new ChangedBlocks(width, height);
    const { columns, rows } = this.#picture;
    this.#choices = createChoices(columns * rows);
    const steps = quantizerSteps(quantizer);
    this.#coder = new MacroblockCoder(this.#source, this.#choices, steps, this.#tokens, this.#costs);
  }

  /** What a decoder shows after the last frame. */
  get reconstruction(): YuvPicture {
    return this.#picture;
  }

  /** Whether a raster differs from the one that was encoded last. */
  differs(raster: Raster): boolean {
    this.#source.compare(raster);
    return this.#source.count > 0;
  }

  /** A frame that stands for itself: a decoder can begin with it. */
  encodeKey(raster: Raster): Uint8Array {
    this.#source.keepAll(raster);
    this.#probabilities.reset();
    this.#tokens.clear();
    this.#coder.codeKey(raster, this.#picture);
    return this.#assemble(true);
  }

  /** A frame that builds upon the one before; undefined where it is the same. There must have been a key frame. */
  encodeChange(raster: Raster): Uint8Array | undefined {
    this.#source.compare(raster);
    if (this.#source.count === 0) return undefined;
    this.#turnOver();
    this.#coder.codeChange(raster, this.#reference, this.#picture);
    return this.#assemble(false);
  }

  /** A frame that shows the same again. */
  encodeRepetition(): Uint8Array {
    this.#turnOver();
    this.#coder.repeat();
    return this.#assemble(false);
  }

  #turnOver(): void {
    const shown = this.#picture;
    this.#picture = this.#reference;
    this.#reference = shown;
    copyYuvPicture(shown, this.#picture);
    this.#tokens.clear();
  }

  #assemble(isKey: boolean): Uint8Array {
    this.#header.reset();
    this.#residual.reset();
    writeFrameHeader(this.#header, isKey, this.#quantizer);
    if (this.#probabilities.write(this.#header, this.#tokens.branches()))
      this.#costs.update(this.#probabilities.values);
    this.#writeMacroblocks(isKey);
    this.#tokens.write(this.#residual, this.#probabilities.values);
    const first = this.#header.finish();
    const second = this.#residual.finish();
    const tag = frameTag(isKey, this.#width, this.#height, first.length);
    const frame = new Uint8Array(tag.length + first.length + second.length);
    frame.set(tag);
    frame.set(first, tag.length);
    frame.set(second, tag.length + first.length);
    return frame;
  }

  #writeMacroblocks(isKey: boolean): void {
    const { modes, skips } = this.#choices;
    const output = this.#header;
    const unskipped = probabilityOf(skips, (skip) => skip === 0);
    output.flag(true); // macroblocks say whether they have coefficients
    output.literal(unskipped, 8);
    const intra = probabilityOf(modes, (mode) => mode !== INTER);
    if (!isKey) writeInterHeader(output, intra);
    const { columns } = this.#picture;
    for (let index = 0; index < modes.length; index++) {
      const mode = modes[index]!;
      output.bit(skips[index]!, unskipped);
      if (isKey) {
        writeKeyModes(output, this.#choices, columns, index);
        continue;
      }
      output.bit(mode === INTER ? 1 : 0, intra);
      if (mode !== INTER) {
        writeIntraModes(output, this.#choices, index);
        continue;
      }
      output.bit(0, LAST_FRAME);
      writeMotion(output, this.#choices, columns, index % columns, Math.floor(index / columns));
    }
  }
}

/** The probability, as VP8 writes it, of macroblocks of which `holds` is true. */
function probabilityOf(values: Uint8Array, holds: (value: number) => boolean): number {
  let count = 0;
  for (let index = 0; index < values.length; index++) if (holds(values[index]!)) count++;
  return fittingProbability(count, values.length - count);
}
