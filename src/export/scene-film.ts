import type { FilmEncoder, FilmSink } from "../film/film-encoder.ts";
import { FILM_FORMATS } from "../film/film-formats.ts";
import { AppError } from "../protocol/errors.ts";
import { Painter } from "../render/painter.ts";
import type { Profile, Scale } from "../render/profile.ts";
import type { Scene } from "../render/scene.ts";

/** What a film is made for. */
export interface SceneFilmRequest {
  readonly profile: Profile;
  readonly scale: Scale;
  /** Of all scenes, in cells. */
  readonly cols: number;
  readonly rows: number;
}

/** A film that is made of scenes. */
export interface SceneFilm {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** @param atMs when it appears, in ms from the film's start; not before the one before it */
  frame(scene: Scene, atMs: number): void;
  /** @param endMs how long the last scene is shown, from the film's start */
  finish(endMs: number): void;
}

/** The longest side that every format of pixels has (VP8: 14 bits). */
const LONGEST_SIDE = 16_383;

/** A film of painted pictures. */
export class PaintedFilm implements SceneFilm {
  readonly width: number;
  readonly height: number;
  readonly #painter: Painter;
  readonly #encoder: FilmEncoder;

  /** @throws AppError `INVALID_INPUT` if the pictures would be too large */
  constructor(sink: FilmSink, format: keyof typeof FILM_FORMATS, request: SceneFilmRequest) {
    this.#painter = new Painter(request.profile, request.scale);
    const { width, height } = this.#painter.sizeOf(request.cols, request.rows);
    if (Math.max(width, height) > LONGEST_SIDE) throw tooLarge(width, height);
    this.width = width;
    this.height = height;
    this.#encoder = FILM_FORMATS[format].create(sink, width, height);
  }

  frame(scene: Scene, atMs: number): void {
    const raster = this.#painter.paint(scene);
    this.#encoder.frame(raster, atMs);
    this.#painter.release(raster);
  }

  finish(endMs: number): void {
    this.#encoder.finish(endMs);
  }
}

function tooLarge(width: number, height: number): AppError {
  const message = `The film would be ${width}×${height}; a side can have ${LONGEST_SIDE} pixels. Choose a smaller --scale.`;
  return new AppError("INVALID_INPUT", message, { width, height, longestSide: LONGEST_SIDE });
}
