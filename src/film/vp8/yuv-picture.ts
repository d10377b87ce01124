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
  /** The same planes, four pixels a number, for copying. */
  readonly words: { readonly y: Uint32Array; readonly u: Uint32Array; readonly v: Uint32Array };
}

/** An empty picture with room for `width` × `height` pixels. */
export function createYuvPicture(width: number, height: number): YuvPicture {
  const columns = Math.ceil(width / MACROBLOCK);
  const rows = Math.ceil(height / MACROBLOCK);
  const luma = columns * rows * MACROBLOCK * MACROBLOCK;
  const words = { y: new Uint32Array(luma / 4), u: new Uint32Array(luma / 16), v: new Uint32Array(luma / 16) };
  const y = new Uint8Array(words.y.buffer);
  const u = new Uint8Array(words.u.buffer);
  const v = new Uint8Array(words.v.buffer);
  return { columns, rows, stride: columns * MACROBLOCK, y, u, v, words };
}

/** Makes `to` the same picture as `from`, which has the same size. */
export function copyYuvPicture(from: YuvPicture, to: YuvPicture): void {
  to.y.set(from.y);
  to.u.set(from.u);
  to.v.set(from.v);
}
