import type { Raster } from "../../render/raster.ts";
import type { ChangedBlocks } from "./changed-blocks.ts";
import { allowedIntraModes, INTRA_MODE, type IntraMode, predictIntra } from "./intra-prediction.ts";
import { INTER, type MacroblockChoices } from "./macroblock-headers.ts";
import { predictMotion } from "./motion.ts";
import type { QuantizerSteps } from "./quantizer.ts";
import { ResidualCoder } from "./residual-coder.ts";
import { ScrollSearch } from "./scroll-search.ts";
import { SourceBlock } from "./source-block.ts";
import type { TokenList } from "./tokens.ts";
import { MACROBLOCK, type YuvPicture } from "./yuv-picture.ts";

/** With fewer changed macroblocks than this, looking for what has scrolled costs more than it saves. */
const MANY_CHANGED = 32;

/** The other intra modes drag small errors of the edge across plain ground, as streaks: they must be worth it. */
const STREAK_PENALTY = 1.5;

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
  readonly #scroll: ScrollSearch;
  readonly #block = new SourceBlock();

  constructor(source: ChangedBlocks, choices: MacroblockChoices, steps: QuantizerSteps, tokens: TokenList) {
    this.#source = source;
    this.#choices = choices;
    this.#residual = new ResidualCoder(source.columns, steps, tokens);
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
        const mode = this.#bestIntra(picture, column, row).mode;
        predictIntra(picture, column, row, mode);
        this.#settle(picture, column, row, mode);
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
    for (let row = 0, index = 0; row < picture.rows; row++) {
      this.#residual.startRow();
      for (let column = 0; column < picture.columns; column++, index++) {
        if (!this.#source.changed[index]) this.#residual.skip(column);
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

  #codeChanged(frame: ChangedFrame, column: number, row: number): void {
    const { raster, reference, picture, scroll } = frame;
    const canScroll = scroll !== 0 && staysInside(picture, row, scroll);
    if (canScroll && this.#source.hasMoved(raster, column * MACROBLOCK, row * MACROBLOCK, scroll)) {
      this.#codeMoved(frame, column, row);
      return;
    }
    this.#block.load(raster, column * MACROBLOCK, row * MACROBLOCK);
    const still = this.#distance(reference, column, row);
    const intra = this.#bestIntra(picture, column, row);
    let moved = Number.POSITIVE_INFINITY;
    if (canScroll) {
      predictMotion(reference, picture, column, row, scroll);
      moved = this.#distance(picture, column, row);
    }
    if (intra.distance < Math.min(still, moved)) {
      predictIntra(picture, column, row, intra.mode);
      this.#settle(picture, column, row, intra.mode);
      return;
    }
    const motion = moved < still ? scroll : 0;
    predictMotion(reference, picture, column, row, motion);
    this.#choices.motions[row * picture.columns + column] = motion;
    this.#settle(picture, column, row, INTER);
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

  #bestIntra(picture: YuvPicture, column: number, row: number): { mode: IntraMode; distance: number } {
    const best = { mode: 0 as IntraMode, distance: Number.POSITIVE_INFINITY };
    for (const mode of allowedIntraModes(column, row)) {
      predictIntra(picture, column, row, mode);
      const distance = this.#distance(picture, column, row);
      if (distance * (mode === INTRA_MODE.dc ? 1 : STREAK_PENALTY) >= best.distance) continue;
      best.mode = mode;
      best.distance = distance;
    }
    return best;
  }

  /** The sum of absolute differences between a macroblock of a picture and the one that is to be coded. */
  #distance(picture: YuvPicture, column: number, row: number): number {
    const { stride } = picture;
    const half = stride >> 1;
    const chroma = row * 8 * half + column * 8;
    return (
      planeDistance(this.#block.y, 16, picture.y, (row * stride + column) * 16, stride) +
      planeDistance(this.#block.u, 8, picture.u, chroma, half) +
      planeDistance(this.#block.v, 8, picture.v, chroma, half)
    );
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
