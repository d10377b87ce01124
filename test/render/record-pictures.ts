// Draws the pictures of test/fixtures/pictures anew, and names those that have changed.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodePng } from "../../src/render/png.ts";
import { decodePng } from "../../src/render/png-reader.ts";
import { drawPicture, PICTURES, PICTURES_FOLDER, pixelHash } from "./pictures.ts";

for (const picture of PICTURES) {
  const path = join(PICTURES_FOLDER, `${picture.name}.png`);
  const raster = drawPicture(picture);
  if (existsSync(path) && pixelHash(decodePng(readFileSync(path))) === pixelHash(raster)) continue;
  writeFileSync(path, encodePng(raster));
  console.log(`${path}: look at it`);
}
