import type { Raster } from "../../render/raster.ts";
import type { FilmEncoder, FilmSink } from "../film-encoder.ts";
import { Vp8Encoder } from "../vp8/vp8-encoder.ts";
import { WebmMuxer } from "./webm-muxer.ts";

/** Seeking goes to a key frame and decodes from there; each costs as much as a whole picture. */
const KEY_FRAME_EVERY_MS = 20_000;

/** Makes a WebM film: VP8, no sound, real times to the millisecond, and a place to seek to every 20 s. */
export class WebmEncoder implements FilmEncoder {
  readonly #muxer: WebmMuxer;
  readonly #vp8: Vp8Encoder;
  #lastMs = -1;
  #nextKeyMs = 0;

  /** @throws RangeError for sides that VP8 does not know */
  constructor(sink: FilmSink, width: number, height: number) {
    this.#vp8 = new Vp8Encoder(width, height);
    this.#muxer = new WebmMuxer(sink, width, height);
  }

  frame(raster: Raster, atMs: number): void {
    const timeMs = this.#timeOf(atMs);
    const isFirst = this.#lastMs < 0;
    const isKey = timeMs >= this.#nextKeyMs && (isFirst || this.#vp8.differs(raster));
    const data = isKey ? this.#vp8.encodeKey(raster) : this.#vp8.encodeChange(raster);
    if (!data) return;
    this.#muxer.frame(data, timeMs, isKey);
    this.#lastMs = timeMs;
    if (isKey) this.#nextKeyMs = timeMs + KEY_FRAME_EVERY_MS;
  }

  /** Two frames never have the same time: the later one would be lost. */
  #timeOf(atMs: number): number {
    return Math.max(this.#lastMs + 1, Math.round(atMs));
  }

  finish(endMs: number): void {
    const timeMs = this.#timeOf(endMs);
    // A block has no duration of its own: the same picture once more keeps the last one on the screen until the end.
    if (this.#lastMs >= 0) this.#muxer.frame(this.#vp8.encodeRepetition(), timeMs, false);
    this.#muxer.finish(timeMs);
  }
}
