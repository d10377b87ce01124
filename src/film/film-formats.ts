import { ApngEncoder } from "./apng/apng-encoder.ts";
import type { FilmEncoder, FilmSink } from "./film-encoder.ts";
import { GifEncoder } from "./gif/gif-encoder.ts";
import { WebmEncoder } from "./webm/webm-encoder.ts";
import { WebpEncoder } from "./webp/webp-encoder.ts";

/** A kind of film. */
export interface FilmFormat {
  /** Of its files, without a dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Starts a film. @param width in pixels, as `height`: what all frames have */
  create(sink: FilmSink, width: number, height: number): FilmEncoder;
}

/** The kinds of film there are. */
export const FILM_FORMATS = {
  webm: {
    extension: "webm",
    mediaType: "video/webm",
    create: (sink, width, height) => new WebmEncoder(sink, width, height),
  },
  gif: {
    extension: "gif",
    mediaType: "image/gif",
    create: (sink, width, height) => new GifEncoder(sink, width, height),
  },
  apng: {
    extension: "png",
    mediaType: "image/apng",
    create: (sink, width, height) => new ApngEncoder(sink, width, height),
  },
  webp: {
    extension: "webp",
    mediaType: "image/webp",
    create: (sink, width, height) => new WebpEncoder(sink, width, height),
  },
} as const satisfies Readonly<Record<string, FilmFormat>>;
