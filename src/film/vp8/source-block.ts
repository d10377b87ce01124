import type { Raster } from "../../render/raster.ts";

// BT.601 in limited range (Y 16–235, chroma 16–240), in 1/65536; the weights of each chroma plane add up to nothing,
// so that grey has no colour.
const Y_RED = 16829;
const Y_GREEN = 33039;
const Y_BLUE = 6416;
const Y_OFFSET = (16 << 16) + (1 << 15);
const U_RED = -9714;
const U_GREEN = -19070;
const U_BLUE = 28784;
const V_RED = 28784;
const V_GREEN = -24103;
const V_BLUE = -4681;
/** Chroma is made of the sum of four pixels. */
const CHROMA_OFFSET = (128 << 18) + (1 << 17);

/** One macroblock of a raster in YUV 4:2:0: luma 16×16, chroma 8×8. Beyond the raster's edge, its edge goes on. */
export class SourceBlock {
  readonly y = new Uint8Array(256);
  readonly u = new Uint8Array(64);
  readonly v = new Uint8Array(64);

  /** @param left, @param top the macroblock's first pixel, inside the raster */
  load(raster: Raster, left: number, top: number): void {
    const { width, height, pixels } = raster;
    for (let row = 0; row < 8; row++) {
      const upper = Math.min(top + row * 2, height - 1) * width;
      const lower = Math.min(top + row * 2 + 1, height - 1) * width;
      for (let column = 0; column < 8; column++) {
        const west = Math.min(left + column * 2, width - 1);
        const east = Math.min(west + 1, width - 1);
        const at = row * 32 + column * 2;
        this.#square(
          pixels[upper + west]!,
          pixels[upper + east]!,
          pixels[lower + west]!,
          pixels[lower + east]!,
          at,
          row * 8 + column,
        );
      }
    }
  }

  #square(a: number, b: number, c: number, d: number, lumaAt: number, chromaAt: number): void {
    const { y } = this;
    y[lumaAt] = luma(a);
    y[lumaAt + 1] = b === a ? y[lumaAt]! : luma(b);
    y[lumaAt + 16] = c === a ? y[lumaAt]! : luma(c);
    y[lumaAt + 17] = d === b ? y[lumaAt + 1]! : luma(d);
    const red = (a >> 16) + (b >> 16) + (c >> 16) + (d >> 16);
    const green = ((a >> 8) & 255) + ((b >> 8) & 255) + ((c >> 8) & 255) + ((d >> 8) & 255);
    const blue = (a & 255) + (b & 255) + (c & 255) + (d & 255);
    this.u[chromaAt] = (U_RED * red + U_GREEN * green + U_BLUE * blue + CHROMA_OFFSET) >> 18;
    this.v[chromaAt] = (V_RED * red + V_GREEN * green + V_BLUE * blue + CHROMA_OFFSET) >> 18;
  }
}

function luma(color: number): number {
  return (Y_RED * (color >> 16) + Y_GREEN * ((color >> 8) & 255) + Y_BLUE * (color & 255) + Y_OFFSET) >> 16;
}
