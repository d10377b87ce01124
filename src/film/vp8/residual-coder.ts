import { BLOCKS, CHROMA, FLAGS, LUMA, OUTSIDE, PLACES, type Plane, Y2_BLOCK, Y2_FLAG } from "./block-layout.ts";
import { LevelSearch } from "./level-search.ts";
import type { BlockSteps, QuantizerSteps } from "./quantizer.ts";
import type { SourceBlock } from "./source-block.ts";
import type { TokenCosts } from "./token-costs.ts";
import { BLOCK_TYPE } from "./token-tree.ts";
import type { TokenList } from "./tokens.ts";
import { addInverseDc, addInverseDct, forwardDct, forwardWht, inverseWht } from "./transform.ts";
import type { YuvPicture } from "./yuv-picture.ts";

/** Where the coefficients of the luma blocks' means lie. */
const Y2 = Y2_BLOCK * 16;

const ZIGZAG = Uint8Array.of(0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15);

/** What a bit is worth: so much of a squared step of luma may be lost for one that is saved. Found by trying. */
const BIT_WORTH = 0.07;
/** By how much at most the transform makes a single difference larger; and by how much all of their squares. */
const LARGEST_GAIN = 0.86;
const SQUARED_GAIN = 4;
/** Y2's coefficients are twice as large as the others' for the same pixels, and their squares four times. */
const Y2_SQUARED = 4;

/**
 * Codes what a macroblock's prediction lacks: transforms it, quantises it, lists its tokens, and adds what is left of
 * it to the prediction, just as a decoder will.
 */
export class ResidualCoder {
  readonly #steps: QuantizerSteps;
  readonly #tokens: TokenList;
  readonly #search: LevelSearch;
  /** What a bit costs, as a loss of squared coefficients. */
  readonly bitPrice: number;
  readonly #differences = new Int32Array(16);
  readonly #coefficients = new Int32Array(BLOCKS * 16);
  readonly #sizes = new Int32Array(16);
  /** Quantised, in zigzag order. */
  readonly #levels = new Int16Array(BLOCKS * 16);
  /** Behind each block's last level that is not 0. */
  readonly #ends = new Uint8Array(BLOCKS);
  /** The flags of the macroblocks above, and of the one to the left. */
  readonly #above: Uint8Array;
  readonly #left = new Uint8Array(FLAGS);

  constructor(columns: number, steps: QuantizerSteps, tokens: TokenList, costs: TokenCosts) {
    this.#steps = steps;
    this.#tokens = tokens;
    this.#search = new LevelSearch(costs);
    this.bitPrice = BIT_WORTH * steps.y.ac * steps.y.ac;
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

  /** What it would lose and cost to code luma as it is foretold in `picture`: squared coefficients, and bits at their price. */
  weighLuma(source: SourceBlock, picture: YuvPicture, column: number, row: number): number {
    for (let block = 0; block < 16; block++) {
      this.#differ(LUMA, source, picture, column, row, block);
      forwardDct(this.#differences, this.#coefficients, block * 16);
    }
    forwardWht(this.#coefficients, Y2);
    let score = this.#quantize(Y2_BLOCK, column, BLOCK_TYPE.y2, 0, this.#steps.y2) / Y2_SQUARED;
    for (let block = 0; block < 16; block++) {
      score += this.#quantize(block, column, BLOCK_TYPE.lumaAfterY2, 1, this.#steps.y);
    }
    return score;
  }

  /** The same of chroma. */
  weighChroma(source: SourceBlock, picture: YuvPicture, column: number, row: number): number {
    let score = 0;
    for (const plane of CHROMA) {
      for (let block = plane.first; block < plane.first + 4; block++) {
        this.#differ(plane, source, picture, column, row, block);
        score += this.#weigh(block, column, BLOCK_TYPE.chroma, this.#steps.uv);
      }
    }
    return score;
  }

  /** The same of a subblock of luma that is foretold as the 16 pixels of `prediction`. */
  weighSubblock(source: SourceBlock, prediction: Uint8Array, column: number, block: number): number {
    this.#subtract(source.y, (block >> 2) * 64 + (block & 3) * 4, 16, prediction, 0, 4);
    return this.#weigh(block, column, BLOCK_TYPE.wholeLuma, this.#steps.y);
  }

  /**
   * Brings the prediction in `picture` as near to `source` as the quantiser allows.
   *
   * @returns whether there was anything to code; if not, {@link ResidualCoder.skip} has been done
   */
  code(source: SourceBlock, picture: YuvPicture, column: number, row: number): boolean {
    this.weighLuma(source, picture, column, row);
    this.#codeChroma(source, picture, column, row);
    if (!this.#ends.some((end) => end > 0)) {
      this.skip(column);
      return false;
    }
    this.#listBlock(Y2_BLOCK, column, BLOCK_TYPE.y2, 0);
    this.#listTokens(column, BLOCK_TYPE.lumaAfterY2, 1);
    inverseWht(this.#coefficients, Y2);
    for (let block = 0; block < 16; block++) this.#reconstruct(LUMA, picture, column, row, block);
    return true;
  }

  /**
   * The same for the single subblock of luma that was weighed last, and whose prediction stands in `picture`, so that the
   * next one can be foretold from it. No tokens yet.
   */
  codeSubblock(picture: YuvPicture, column: number, row: number, block: number): void {
    this.#reconstruct(LUMA, picture, column, row, block);
  }

  /** The rest of a macroblock whose subblocks of luma are coded: chroma, and all tokens. @returns as `code` */
  codeAfterSubblocks(source: SourceBlock, picture: YuvPicture, column: number, row: number): boolean {
    this.#codeChroma(source, picture, column, row);
    this.#ends[Y2_BLOCK] = 0;
    if (!this.#ends.some((end) => end > 0)) {
      this.skip(column, false);
      return false;
    }
    this.#listTokens(column, BLOCK_TYPE.wholeLuma, 0);
    return true;
  }

  #codeChroma(source: SourceBlock, picture: YuvPicture, column: number, row: number): void {
    this.weighChroma(source, picture, column, row);
    for (const plane of CHROMA) {
      for (let block = plane.first; block < plane.first + 4; block++) {
        this.#reconstruct(plane, picture, column, row, block);
      }
    }
  }

  /** Takes what the prediction of a block lacks. */
  #differ(
    { plane, first, across }: Plane,
    source: SourceBlock,
    picture: YuvPicture,
    column: number,
    row: number,
    block: number,
  ): void {
    const stride = across * 4;
    const x = ((block - first) % across) * 4;
    const y = Math.floor((block - first) / across) * 4;
    const pictureStride = across === 4 ? picture.stride : picture.stride >> 1;
    const to = (row * pictureStride + column) * stride + y * pictureStride + x;
    this.#subtract(source[plane], y * stride + x, stride, picture[plane], to, pictureStride);
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

  /** Transforms and quantises the differences, as a block that has its own mean. @returns as `#quantize` */
  #weigh(block: number, column: number, type: number, steps: BlockSteps): number {
    let total = 0;
    let squares = 0;
    for (let index = 0; index < 16; index++) {
      const difference = this.#differences[index]!;
      total += Math.abs(difference);
      squares += difference * difference;
    }
    if (total * LARGEST_GAIN * 2 < Math.min(steps.dc, steps.ac)) {
      this.#coefficients[block * 16] = 0;
      this.#ends[block] = 0;
      return this.#search.scoreOfNothing(squares * SQUARED_GAIN, type, this.#context(block, column), this.bitPrice);
    }
    forwardDct(this.#differences, this.#coefficients, block * 16);
    return this.#quantize(block, column, type, 0, steps);
  }

  /** Leaves in the coefficients what a decoder will have. @returns what that loses and costs */
  #quantize(block: number, column: number, type: number, first: number, { dc, ac }: BlockSteps): number {
    const coefficients = this.#coefficients;
    const at = block * 16;
    for (let index = first; index < 16; index++) this.#sizes[index] = Math.abs(coefficients[at + ZIGZAG[index]!]!);
    const search = this.#search;
    const price = block === Y2_BLOCK ? this.bitPrice * Y2_SQUARED : this.bitPrice;
    const end = search.find(this.#sizes, type, first, this.#context(block, column), dc, ac, price);
    for (let index = first; index < 16; index++) {
      const place = at + ZIGZAG[index]!;
      const level = index < end ? search.levels[index]! : 0;
      const signed = coefficients[place]! < 0 ? -level : level;
      this.#levels[at + index] = signed;
      coefficients[place] = signed * (index === 0 ? dc : ac);
    }
    this.#ends[block] = end;
    return search.score;
  }

  /** How many of the blocks above and to the left of one have coefficients. */
  #context(block: number, column: number): number {
    const { above, left, aboveFlag, leftFlag } = PLACES[block]!;
    const hasAbove = above === OUTSIDE ? this.#above[column * FLAGS + aboveFlag]! : this.#ends[above]!;
    const hasLeft = left === OUTSIDE ? this.#left[leftFlag]! : this.#ends[left]!;
    return (hasAbove > 0 ? 1 : 0) + (hasLeft > 0 ? 1 : 0);
  }

  #listTokens(column: number, lumaType: number, lumaFirst: number): void {
    for (let block = 0; block < 16; block++) this.#listBlock(block, column, lumaType, lumaFirst);
    for (let block = 16; block < Y2_BLOCK; block++) this.#listBlock(block, column, BLOCK_TYPE.chroma, 0);
  }

  #listBlock(block: number, column: number, type: number, first: number): void {
    const end = this.#ends[block]!;
    const { aboveFlag, leftFlag } = PLACES[block]!;
    const above = column * FLAGS + aboveFlag;
    const context = this.#above[above]! + this.#left[leftFlag]!;
    this.#tokens.addBlock(this.#levels, block * 16, type, first, Math.max(first, end), context);
    const any = end > 0 ? 1 : 0;
    this.#above[above] = any;
    this.#left[leftFlag] = any;
  }

  #reconstruct({ plane, first, across }: Plane, picture: YuvPicture, column: number, row: number, block: number): void {
    const stride = across === 4 ? picture.stride : picture.stride >> 1;
    const index = block - first;
    const to = ((row * across + Math.floor(index / across)) * stride + column * across + (index % across)) * 4;
    const at = block * 16;
    if (this.#ends[block]! > 1) addInverseDct(this.#coefficients, at, picture[plane], to, stride);
    else if (this.#coefficients[at] !== 0) addInverseDc(this.#coefficients[at]!, picture[plane], to, stride);
  }
}
