import type { PictureFormat } from "../core/picture-formats.ts";
import { ansiPicture } from "./ansi-picture.ts";
import { htmlPicture } from "./html-picture.ts";
import type { Picture, PictureRequest } from "./picture.ts";
import { pngPicture } from "./png-picture.ts";
import { svgPicture } from "./svg/svg-picture.ts";

interface PictureWriter {
  readonly extension: string;
  readonly draw: (request: PictureRequest) => Picture;
  /** Whether a cursor can be seen in it. */
  readonly hasCursor: boolean;
  /** Whether it shows colours as a terminal does; otherwise it has them as the program wrote them. */
  readonly isPainted: boolean;
}

const WRITERS: Readonly<Record<PictureFormat, PictureWriter>> = {
  png: { extension: "png", draw: pngPicture, hasCursor: true, isPainted: true },
  svg: { extension: "svg", draw: svgPicture, hasCursor: true, isPainted: true },
  html: { extension: "html", draw: htmlPicture, hasCursor: true, isPainted: true },
  ansi: { extension: "ansi", draw: ansiPicture, hasCursor: false, isPainted: false },
};

/** Draws a still picture. @throws AppError `INVALID_INPUT` if it would be too large; `INTERNAL_ERROR` without its fonts */
export function drawPicture(format: PictureFormat, request: PictureRequest): Picture {
  return WRITERS[format].draw(request);
}

/** What the names of files in this format end in, without a dot. */
export function extensionOf(format: PictureFormat): string {
  return WRITERS[format].extension;
}

export function hasCursor(format: PictureFormat): boolean {
  return WRITERS[format].hasCursor;
}

/** Whether it shows colours as a terminal does; otherwise it has them as the program wrote them. */
export function isPainted(format: PictureFormat): boolean {
  return WRITERS[format].isPainted;
}
