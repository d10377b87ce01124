/** A picture without transparency: `pixels` row by row from the top, each `0xrrggbb`. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}
