/** Macroblocks are 16×16 pixels of luma and 8×8 of each chroma plane. */
export const MACROBLOCK = 16;

/** A picture as VP8 keeps it: 4:2:0, its sides filled up to whole macroblocks. */
export interface YuvPicture {
  /** In macroblocks. */
  readonly columns: number;
  readonly rows: number;
  /** Bytes from a luma row to the next; half of it for chroma. */
  readonly stride: number;
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

/** An empty picture with room for `width` × `height` pixels. */
export function createYuvPicture(width: number, height: number): YuvPicture {
  const columns = Math.ceil(width / MACROBLOCK);
  const rows = Math.ceil(height / MACROBLOCK);
  const luma = columns * rows * MACROBLOCK * MACROBLOCK;
  return {
    columns,
    rows,
    stride: columns * MACROBLOCK,
    y: new Uint8Array(luma),
    u: new Uint8Array(luma / 4),
    v: new Uint8Array(luma / 4),
  };
}

/** Makes `to` the same picture as `from`, which has the same size. */
export function copyYuvPicture(from: YuvPicture, to: YuvPicture): void {
  to.y.set(from.y);
  to.u.set(from.u);
  to.v.set(from.v);
}
