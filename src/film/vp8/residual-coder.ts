import type { BlockSteps, QuantizerSteps } from "./quantizer.ts";
import type { SourceBlock } from "./source-block.ts";
import { BLOCK_TYPE, MAX_LEVEL, type TokenList } from "./tokens.ts";
import { addInverseDc, addInverseDct, forwardDct, forwardWht, inverseWht } from "./transform.ts";
import type { YuvPicture } from "./yuv-picture.ts";

/** Where the coefficients of the luma blocks' means lie, behind 16 luma, 4 U and 4 V blocks of 16 each. */
const Y2_BLOCK = 24;
const Y2 = Y2_BLOCK * 16;
const BLOCKS = 25;

const ZIGZAG = Uint8Array.of(0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15);

/** How much of a step is added before a coefficient is divided by it; less than a half drops noise that costs much. */
const DC_ROUNDING = 0.5;
const AC_ROUNDING = 0.4;

/** Blocks of the three planes: where their coefficients are, and how many stand side by side. */
const LUMA = { plane: "y", first: 0, across: 4 } as const;
const CHROMA = [
  { plane: "u", first: 16, across: 2 },
  { plane: "v", first: 20, across: 2 },
] as const;
type Plane = typeof LUMA | (typeof CHROMA)[number];

/** Which blocks above and to the left have coefficients: 4 of Y, 2 of U, 2 of V, 1 of Y2 a macroblock. */
const FLAGS = 9;
const Y2_FLAG = 8;

/**
 * Codes what a macroblock's prediction lacks: transforms it, quantises it, lists its tokens, and adds what is left of
 * it to the prediction, just as a decoder will.
 */
export class ResidualCoder {
  readonly #steps: QuantizerSteps;
  readonly #tokens: TokenList;
  readonly #differences = new Int32Array(16);
  readonly #coefficients = new Int32Array(BLOCKS * 16);
  /** Quantised, in zigzag order. */
  readonly #levels = new Int16Array(BLOCKS * 16);
  /** Behind each block's last level that is not 0. */
  readonly #ends = new Uint8Array(BLOCKS);
  readonly #above: Uint8Array;
  readonly #left = new Uint8Array(FLAGS);

  constructor(columns: number, steps: QuantizerSteps, tokens: TokenList) {
    this.#steps = steps;
    this.#tokens = tokens;
    this.#above = new Uint8Array(columns * FLAGS);
  }

  startFrame(): void {
    this.#above.fill(0);
  }

  startRow(): void {
    this.#left.fill(0);
  }

  /** Notes a macroblock without coefficients. @param hasY2 whether it would have a block of luma means */
  skip(column: number, hasY2 = true): void {
    const first = column * FLAGS;
    const end = hasY2 ? FLAGS : Y2_FLAG;
    for (let flag = 0; flag < end; flag++) {
      this.#above[first + flag] = 0;
      this.#left[flag] = 0;
    }
  }

  /**
   * Brings the prediction in `picture` as near to `source` as the quantiser allows.
   *
   * @returns whether there was anything to code; if not, {@link ResidualCoder.skip} has been done
   */
  code(source: SourceBlock, picture: YuvPicture, column: number, row: number): boolean {
    const { y, y2 } = this.#steps;
    for (let block = 0; block < 16; block++) this.#transform(LUMA, source, picture, column, row, block);
    forwardWht(this.#coefficients, Y2);
    let any = this.#quantize(Y2_BLOCK, 0, y2);
    for (let block = 0; block < 16; block++) any |= this.#quantize(block, 1, y);
    any |= this.#codeChroma(source, picture, column, row);
    if (any === 0) {
      this.skip(column);
      return false;
    }
    this.#listBlock(Y2_BLOCK, BLOCK_TYPE.y2, 0, column * FLAGS + Y2_FLAG, Y2_FLAG);
    this.#listTokens(column, BLOCK_TYPE.lumaAfterY2, 1);
    inverseWht(this.#coefficients, Y2);
    for (let block = 0; block < 16; block++) this.#reconstruct(LUMA, picture, column, row, block);
    return true;
  }

  /** The same for a single subblock of luma, so that the next one can be foretold from it. No tokens yet. */
  codeSubblock(source: SourceBlock, picture: YuvPicture, column: number, row: number, block: number): void {
    this.#transform(LUMA, source, picture, column, row, block);
    this.#quantize(block, 0, this.#steps.y);
    this.#reconstruct(LUMA, picture, column, row, block);
  }

  /** The rest of a macroblock whose subblocks of luma are coded: chroma, and all tokens. @returns as `code` */
  codeAfterSubblocks(source: SourceBlock, picture: YuvPicture, column: number, row: number): boolean {
    let any = this.#codeChroma(source, picture, column, row);
    for (let block = 0; block < 16; block++) any |= this.#ends[block]!;
    if (any === 0) {
      this.skip(column, false);
      return false;
    }
    this.#listTokens(column, BLOCK_TYPE.wholeLuma, 0);
    return true;
  }

  /** @returns 0 if there is nothing to code */
  #codeChroma(source: SourceBlock, picture: YuvPicture, column: number, row: number): number {
    let any = 0;
    for (const plane of CHROMA) {
      for (let block = 0; block < 4; block++) {
        this.#transform(plane, source, picture, column, row, block);
        any |= this.#quantize(plane.first + block, 0, this.#steps.uv);
        this.#reconstruct(plane, picture, column, row, block);
      }
    }
    return any;
  }

  #transform(
    { plane, first, across }: Plane,
    source: SourceBlock,
    picture: YuvPicture,
    column: number,
    row: number,
    block: number,
  ): void {
    const stride = across * 4;
    const x = (block % across) * 4;
    const y = Math.floor(block / across) * 4;
    const pictureStride = across === 4 ? picture.stride : picture.stride >> 1;
    const to = (row * pictureStride + column) * stride + y * pictureStride + x;
    this.#subtract(source[plane], y * stride + x, stride, picture[plane], to, pictureStride);
    forwardDct(this.#differences, this.#coefficients, (first + block) * 16);
  }

  #subtract(
    from: Uint8Array,
    fromAt: number,
    fromStride: number,
    what: Uint8Array,
    whatAt: number,
    whatStride: number,
  ) {
    const differences = this.#differences;
    for (let y = 0; y < 4; y++) {
      const f = fromAt + y * fromStride;
      const w = whatAt + y * whatStride;
      for (let x = 0; x < 4; x++) differences[y * 4 + x] = from[f + x]! - what[w + x]!;
    }
  }

  /** Leaves in the coefficients what a decoder will have. @returns 0 if there is none left */
  #quantize(block: number, first: number, { dc, ac }: BlockSteps): number {
    const coefficients = this.#coefficients;
    const at = block * 16;
    let end = 0;
    for (let index = first; index < 16; index++) {
      const place = at + ZIGZAG[index]!;
      const step = index === 0 ? dc : ac;
      const value = coefficients[place]!;
      const size = value < 0 ? -value : value;
      const level = Math.min(MAX_LEVEL, Math.floor(size / step + (index === 0 ? DC_ROUNDING : AC_ROUNDING)));
      const signed = value < 0 ? -level : level;
      this.#levels[at + index] = signed;
      coefficients[place] = signed * step;
      if (level !== 0) end = index + 1;
    }
    this.#ends[block] = end;
    return end;
  }

  #listTokens(column: number, lumaType: number, lumaFirst: number): void {
    const base = column * FLAGS;
    for (let block = 0; block < 16; block++) {
      this.#listBlock(block, lumaType, lumaFirst, base + (block & 3), block >> 2);
    }
    for (let block = 16; block < Y2_BLOCK; block++) {
      const plane = block < 20 ? 4 : 6;
      this.#listBlock(block, BLOCK_TYPE.chroma, 0, base + plane + (block & 1), plane + ((block >> 1) & 1));
    }
  }

  #listBlock(block: number, type: number, first: number, above: number, left: number): void {
    const end = this.#ends[block]!;
    this.#tokens.addBlock(
      this.#levels,
      block * 16,
      type,
      first,
      Math.max(first, end),
      this.#above[above]! + this.#left[left]!,
    );
    const any = end > 0 ? 1 : 0;
    this.#above[above] = any;
    this.#left[left] = any;
  }

  #reconstruct({ plane, first, across }: Plane, picture: YuvPicture, column: number, row: number, block: number): void {
    const stride = across === 4 ? picture.stride : picture.stride >> 1;
    const to = ((row * across + Math.floor(block / across)) * stride + column * across + (block % across)) * 4;
    const at = (first + block) * 16;
    if (this.#ends[first + block]! > 1) addInverseDct(this.#coefficients, at, picture[plane], to, stride);
    else if (this.#coefficients[at] !== 0) addInverseDc(this.#coefficients[at]!, picture[plane], to, stride);
  }
}
