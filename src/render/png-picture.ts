import { framedRaster } from "./framed-raster.ts";
import { Painter } from "./painter.ts";
import type { Picture, PictureRequest } from "./picture.ts";
import { encodePng } from "./png.ts";
import type { Profile, Scale } from "./profile.ts";

/** The last painter, kept with the glyphs it has drawn: the next picture of this process will mostly be like the last. */
let warm: { readonly key: string; readonly painter: Painter } | undefined;

function painterFor(profile: Profile, scale: Scale): Painter {
  const { fontSize, cellWidth, cellHeight, padding } = profile;
  // Colours come with the scene.
  const key = [fontSize, cellWidth, cellHeight, padding, scale].join();
  if (warm?.key !== key) warm = { key, painter: new Painter(profile, scale) };
  return warm.painter;
}

/** The size in pixels that a picture of so many cells will have, without a frame. */
export function pictureSize(profile: Profile, scale: Scale, cols: number, rows: number) {
  const border = 2 * profile.padding;
  return {
    width: (cols * profile.cellWidth + border) * scale,
    height: (rows * profile.cellHeight + border) * scale,
  };
}

/** Draws a picture as PNG. @throws AppError as {@link Painter.paint} */
export function pngPicture(request: PictureRequest): Picture {
  const { scene, profile, scale, title } = request;
  const painter = painterFor(profile, scale);
  const plain = painter.paint(scene);
  const raster = title === undefined ? plain : framedRaster(plain, request);
  const content = encodePng(raster);
  painter.release(plain);
  return { content, width: raster.width, height: raster.height };
}
