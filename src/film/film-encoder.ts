import type { Raster } from "../render/raster.ts";

/** Where a film goes: bytes one behind the other, and a few that can only be known at the end. */
export interface FilmSink {
  write(bytes: Uint8Array): void;
  /** Replaces bytes that were written before, at an offset from the film's first byte. */
  patch(offset: number, bytes: Uint8Array): void;
}

/** Takes the frames of a film, in order; all have the size that was given at the start. A frame is shown until the next one. */
export interface FilmEncoder {
  /** @param atMs when the frame appears, in milliseconds from the film's start; not before the frame before it */
  frame(raster: Raster, atMs: number): void;
  /** Ends the film. @param endMs how long the last frame is shown: until then, from the film's start */
  finish(endMs: number): void;
}
