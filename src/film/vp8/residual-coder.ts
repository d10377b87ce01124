import type { QuantizerSteps } from "./quantizer.ts";
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
const PLANES = [
  { plane: "y", first: 0, across: 4, stride: 16 },
  { plane: "u", first: 16, across: 2, stride: 8 },
  { plane: "v", first: 20, across: 2, stride: 8 },
] as const;

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

  /** Notes a macroblock without coefficients. */
  skip(column: number): void {
    const first = column * FLAGS;
    for (let flag = 0; flag < FLAGS; flag++) {
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
    this.#transform(source, picture, column, row);
    if (!this.#quantize()) {
      this.skip(column);
      return false;
    }
    this.#listTokens(column);
    this.#reconstruct(picture, column, row);
    return true;
  }

  #transform(source: SourceBlock, picture: YuvPicture, column: number, row: number): void {
    for (const { plane, first, across, stride } of PLANES) {
      const pictureStride = across === 4 ? picture.stride : picture.stride >> 1;
      const origin = (row * pictureStride + column) * across * 4;
      for (let block = 0; block < across * across; block++) {
        const x = (block % across) * 4;
        const y = Math.floor(block / across) * 4;
        this.#subtract(
          source[plane],
          y * stride + x,
          stride,
          picture[plane],
          origin + y * pictureStride + x,
          pictureStride,
        );
        forwardDct(this.#differences, this.#coefficients, (first + block) * 16);
      }
    }
    forwardWht(this.#coefficients, Y2);
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

  /** Leaves in the coefficients what a decoder will have. @returns whether any is not 0 */
  #quantize(): boolean {
    const { y, y2, uv } = this.#steps;
    let any = 0;
    for (let block = 0; block < 16; block++) any |= this.#quantizeBlock(block, 1, y.dc, y.ac);
    for (let block = 16; block < Y2_BLOCK; block++) any |= this.#quantizeBlock(block, 0, uv.dc, uv.ac);
    return (any | this.#quantizeBlock(Y2_BLOCK, 0, y2.dc, y2.ac)) !== 0;
  }

  #quantizeBlock(block: number, first: number, dc: number, ac: number): number {
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

  #listTokens(column: number): void {
    const base = column * FLAGS;
    this.#listBlock(Y2_BLOCK, BLOCK_TYPE.y2, 0, base + Y2_FLAG, Y2_FLAG);
    for (let block = 0; block < 16; block++) {
      this.#listBlock(block, BLOCK_TYPE.lumaAfterY2, 1, base + (block & 3), block >> 2);
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

  #reconstruct(picture: YuvPicture, column: number, row: number): void {
    inverseWht(this.#coefficients, Y2);
    for (const { plane, first, across } of PLANES) {
      const stride = across === 4 ? picture.stride : picture.stride >> 1;
      const origin = (row * stride + column) * across * 4;
      for (let block = 0; block < across * across; block++) {
        const to = origin + Math.floor(block / across) * 4 * stride + (block % across) * 4;
        const at = (first + block) * 16;
        if (this.#ends[first + block]! > 1) addInverseDct(this.#coefficients, at, picture[plane], to, stride);
        else if (this.#coefficients[at] !== 0) addInverseDc(this.#coefficients[at]!, picture[plane], to, stride);
      }
    }
  }
}
