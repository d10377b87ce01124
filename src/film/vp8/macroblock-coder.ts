import type { Raster } from "../../render/raster.ts";
import type { ChangedBlocks } from "./changed-blocks.ts";
import { allowedIntraModes, INTRA_MODE, type IntraMode, predictChroma, predictLuma } from "./intra-prediction.ts";
import { INTER, type MacroblockChoices, SUBBLOCKS } from "./macroblock-choices.ts";
import { copyRow, predictMotion } from "./motion.ts";
import type { QuantizerSteps } from "./quantizer.ts";
import { ResidualCoder } from "./residual-coder.ts";
import { ScrollSearch } from "./scroll-search.ts";
import { SourceBlock } from "./source-block.ts";
import { SubblockSearch } from "./subblock-search.ts";
import type { TokenCosts } from "./token-costs.ts";
import type { TokenList } from "./tokens.ts";
import { MACROBLOCK, type YuvPicture } from "./yuv-picture.ts";

/** With fewer changed macroblocks than this, looking for what has scrolled costs more than it saves. */
const MANY_CHANGED = 32;

/** The other intra modes drag small errors of the edge across plain ground, as streaks: they must be worth it. */
const STREAK_PENALTY = 1.5;

/** Where the intra prediction differs by less, a macroblock is told as a whole. */
const WORTH_SUBBLOCKS = 256;
/** About what it costs, in bits, to tell that a macroblock is none of the usual kind. */
const MOTION_BITS = 4;
const INTRA_BITS = 8;
const SUBBLOCKS_BITS = 2;

/** How a macroblock is best foretold as a whole from its surroundings, and by how much that differs. */
interface IntraChoice {
  lumaMode: IntraMode;
  luma: number;
  chromaMode: IntraMode;
  chroma: number;
}

/** A frame that builds upon the one before. */
interface ChangedFrame {
  readonly raster: Raster;
  /** What has been shown until now. */
  readonly reference: YuvPicture;
  readonly picture: YuvPicture;
  /** How many rows further down most of it has been, or 0. */
  readonly scroll: number;
}

/** Decides for each macroblock of a frame how it is foretold, and codes what that leaves over. */
export class MacroblockCoder {
  readonly #source: ChangedBlocks;
  readonly #choices: MacroblockChoices;
  readonly #residual: ResidualCoder;
  readonly #subblocks: SubblockSearch;
  readonly #scroll: ScrollSearch;
  readonly #block = new SourceBlock();

  constructor(
    source: ChangedBlocks,
    choices: MacroblockChoices,
    steps: QuantizerSteps,
    tokens: TokenList,
    costs: TokenCosts,
  ) {
    this.#source = source;
    this.#choices = choices;
    this.#residual = new ResidualCoder(source.columns, steps, tokens, costs);
    this.#subblocks = new SubblockSearch(this.#residual, choices);
    this.#scroll = new ScrollSearch(source.width, source.height);
  }

  /** Codes all macroblocks from nothing but this raster. */
  codeKey(raster: Raster, picture: YuvPicture): void {
    this.#choices.motions.fill(0);
    this.#residual.startFrame();
    for (let row = 0; row < picture.rows; row++) {
      this.#residual.startRow();
      for (let column = 0; column < picture.columns; column++) {
        this.#block.load(raster, column * MACROBLOCK, row * MACROBLOCK);
        this.#codeIntra(picture, column, row, this.#bestIntra(picture, column, row), Number.POSITIVE_INFINITY);
      }
    }
    this.#scroll.next(raster, this.#source.changed);
  }

  /** Codes the changed macroblocks; `picture` must be a copy of `reference`, what is shown until now. */
  codeChange(raster: Raster, reference: YuvPicture, picture: YuvPicture): void {
    this.repeat();
    this.#residual.startFrame();
    this.#scroll.next(raster, this.#source.changed);
    const scroll = this.#source.count < MANY_CHANGED ? 0 : this.#scroll.find();
    const frame = { raster, reference, picture, scroll };
    for (let row = 0; row < picture.rows; row++) {
      this.#residual.startRow();
      if (this.#codeMovedRow(frame, row)) continue;
      for (let column = 0; column < picture.columns; column++) {
        if (!this.#source.changed[row * picture.columns + column]) this.#residual.skip(column);
        else this.#codeChanged(frame, column, row);
      }
    }
    this.#source.keep(raster);
  }

  /** All macroblocks stay as they are. */
  repeat(): void {
    this.#choices.modes.fill(INTER);
    this.#choices.motions.fill(0);
    this.#choices.skips.fill(1);
  }

  /** Codes a row of macroblocks that has moved as a whole. @returns whether it has */
  #codeMovedRow({ raster, reference, picture, scroll }: ChangedFrame, row: number): boolean {
    const { columns } = picture;
    const first = row * columns;
    const changed = this.#source.changed.indexOf(1, first);
    if (scroll === 0 || scroll & 1 || changed < 0 || changed >= first + columns) return false;
    if (!staysInside(picture, row, scroll) || !this.#source.hasRowMoved(raster, row, scroll)) return false;
    copyRow(reference, picture, row, scroll);
    this.#choices.motions.fill(scroll, first, first + columns);
    for (let column = 0; column < columns; column++) this.#residual.skip(column);
    return true;
  }

  #codeChanged(frame: ChangedFrame, column: number, row: number): void {
    const { raster, reference, picture, scroll } = frame;
    const canScroll = scroll !== 0 && staysInside(picture, row, scroll);
    if (canScroll && this.#source.hasMoved(raster, column * MACROBLOCK, row * MACROBLOCK, scroll)) {
      this.#codeMoved(frame, column, row);
      return;
    }
    this.#block.load(raster, column * MACROBLOCK, row * MACROBLOCK);
    const motion = this.#bestMotion(frame, column, row, canScroll);
    predictMotion(reference, picture, column, row, motion);
    const inter = this.#weigh(picture, column, row) + (motion === 0 ? 0 : MOTION_BITS * this.#residual.bitPrice);
    if (this.#codeIntra(picture, column, row, this.#bestIntra(picture, column, row), inter)) return;
    predictMotion(reference, picture, column, row, motion);
    this.#choices.motions[row * picture.columns + column] = motion;
    this.#settle(picture, column, row, INTER);
  }

  /** Whether a macroblock that has changed is rather as it was, or as it would be if it had scrolled. @returns the motion */
  #bestMotion({ reference, picture, scroll }: ChangedFrame, column: number, row: number, canScroll: boolean): number {
    if (!canScroll) return 0;
    predictMotion(reference, picture, column, row, scroll);
    return this.#distance(picture, column, row) < this.#distance(reference, column, row) ? scroll : 0;
  }

  /** What it loses and costs to code a macroblock as it is foretold in the picture. */
  #weigh(picture: YuvPicture, column: number, row: number): number {
    const luma = this.#residual.weighLuma(this.#block, picture, column, row);
    return luma + this.#residual.weighChroma(this.#block, picture, column, row);
  }

  /** Codes a macroblock from its surroundings, if that loses and costs less than `limit`. @returns whether it was */
  #codeIntra(picture: YuvPicture, column: number, row: number, intra: IntraChoice, limit: number): boolean {
    const { lumaMode, chromaMode } = intra;
    const { bitPrice } = this.#residual;
    predictChroma(picture, column, row, chromaMode);
    const chroma = this.#residual.weighChroma(this.#block, picture, column, row) + INTRA_BITS * bitPrice;
    predictLuma(picture, column, row, lumaMode);
    const whole = this.#residual.weighLuma(this.#block, picture, column, row) + chroma;
    const rest = Math.min(whole, limit) - chroma - SUBBLOCKS_BITS * bitPrice;
    if (this.#codeSubblocks(picture, column, row, intra, rest)) return true;
    if (whole >= limit) return false;
    this.#choices.chromaModes[row * picture.columns + column] = chromaMode;
    predictLuma(picture, column, row, lumaMode);
    predictChroma(picture, column, row, chromaMode);
    this.#settle(picture, column, row, lumaMode);
    return true;
  }

  /** Codes luma subblock by subblock, if that loses and costs less than `limit`. @returns whether it was */
  #codeSubblocks(picture: YuvPicture, column: number, row: number, intra: IntraChoice, limit: number): boolean {
    if (row === 0 || column === 0 || intra.luma < WORTH_SUBBLOCKS) return false;
    const score = this.#subblocks.code(this.#block, picture, column, row, limit);
    if (score === Number.POSITIVE_INFINITY) return false;
    const index = row * picture.columns + column;
    predictChroma(picture, column, row, intra.chromaMode);
    this.#choices.modes[index] = SUBBLOCKS;
    this.#choices.chromaModes[index] = intra.chromaMode;
    const hasCoefficients = this.#residual.codeAfterSubblocks(this.#block, picture, column, row);
    this.#choices.skips[index] = hasCoefficients ? 0 : 1;
    return true;
  }

  /** Codes a macroblock that is to the pixel what has stood elsewhere. */
  #codeMoved({ raster, reference, picture, scroll }: ChangedFrame, column: number, row: number): void {
    predictMotion(reference, picture, column, row, scroll);
    this.#choices.motions[row * picture.columns + column] = scroll;
    if ((scroll & 1) === 0) {
      this.#residual.skip(column);
      return;
    }
    // Half a chroma row is interpolated, which blurs a little each time: what that loses is coded.
    this.#block.load(raster, column * MACROBLOCK, row * MACROBLOCK);
    this.#settle(picture, column, row, INTER);
  }

  /** Codes what the prediction that stands in the picture lacks, and takes note of all. */
  #settle(picture: YuvPicture, column: number, row: number, mode: IntraMode | typeof INTER): void {
    const index = row * picture.columns + column;
    this.#choices.modes[index] = mode;
    this.#choices.skips[index] = this.#residual.code(this.#block, picture, column, row) ? 0 : 1;
  }

  #bestIntra(picture: YuvPicture, column: number, row: number): IntraChoice {
    const best = {
      lumaMode: INTRA_MODE.dc,
      luma: Infinity,
      chromaMode: INTRA_MODE.dc,
      chroma: Infinity,
    } as IntraChoice;
    for (const mode of allowedIntraModes(column, row)) {
      const penalty = mode === INTRA_MODE.dc ? 1 : STREAK_PENALTY;
      predictLuma(picture, column, row, mode);
      const luma = this.#lumaDistance(picture, column, row);
      if (luma * penalty < best.luma) {
        best.lumaMode = mode;
        best.luma = luma;
      }
      predictChroma(picture, column, row, mode);
      const chroma = this.#chromaDistance(picture, column, row);
      if (chroma * penalty < best.chroma) {
        best.chromaMode = mode;
        best.chroma = chroma;
      }
    }
    return best;
  }

  /** The sum of absolute differences between a macroblock of a picture and the one that is to be coded. */
  #distance(picture: YuvPicture, column: number, row: number): number {
    return this.#lumaDistance(picture, column, row) + this.#chromaDistance(picture, column, row);
  }

  #lumaDistance({ y, stride }: YuvPicture, column: number, row: number): number {
    return planeDistance(this.#block.y, 16, y, (row * stride + column) * 16, stride);
  }

  #chromaDistance({ u, v, stride }: YuvPicture, column: number, row: number): number {
    const half = stride >> 1;
    const origin = (row * half + column) * 8;
    return planeDistance(this.#block.u, 8, u, origin, half) + planeDistance(this.#block.v, 8, v, origin, half);
  }
}

function staysInside(picture: YuvPicture, row: number, motion: number): boolean {
  const top = row * MACROBLOCK + motion;
  return top >= 0 && top + MACROBLOCK <= picture.rows * MACROBLOCK;
}

function planeDistance(block: Uint8Array, size: number, plane: Uint8Array, origin: number, stride: number): number {
  let sum = 0;
  for (let y = 0; y < size; y++) {
    const from = y * size;
    const to = origin + y * stride;
    for (let x = 0; x < size; x++) sum += Math.abs(block[from + x]! - plane[to + x]!);
  }
  return sum;
}
