import { colorNumber, mixColors } from "./blend.ts";
import { Painter } from "./painter.ts";
import type { PictureRequest } from "./picture.ts";
import type { Raster } from "./raster.ts";
import { titleLine } from "./title-line.ts";
import { frameColors, windowFrame } from "./window-frame.ts";

/** How many samples of a pixel, each way, say how much of it a button covers. */
const SAMPLES = 4;

/** The picture with the frame of a window around it. */
export function framedRaster(picture: Raster, { scene, profile, scale, title = "" }: PictureRequest): Raster {
  const frame = windowFrame(profile, picture.width / scale);
  const colors = frameColors(scene, profile);
  const [border, bar] = [frame.border * scale, frame.bar * scale];
  const [width, height] = [picture.width + 2 * border, picture.height + bar + 2 * border];
  const framed: Raster = { width, height, pixels: new Uint32Array(width * height).fill(colorNumber(colors.border)) };
  for (let y = border; y < border + bar; y++) {
    framed.pixels.fill(colorNumber(colors.bar), y * width + border, (y + 1) * width - border);
  }
  copyRaster(picture, framed, border, border + bar);
  for (const [index, color] of colors.buttons.entries()) {
    const left = border + (index + 1) * frame.step * scale;
    fillCircle(framed, left, border + bar / 2, frame.button * scale, colorNumber(color));
  }
  const line = titleLine(title, frame.titleCells);
  if (line.length === 0) return framed;
  const painter = new Painter({ ...profile, padding: 0 }, scale);
  const text = painter.paint({
    ...{ cols: line.length, rows: 1, cells: [line.cells] },
    ...{ foreground: colors.title, background: colors.bar, cursorColor: colors.title },
  });
  const spare = (frame.titleCells - line.length) * profile.cellWidth * scale;
  copyRaster(text, framed, border + frame.titleLeft * scale + (spare >> 1), border + ((bar - text.height) >> 1));
  return framed;
}

function copyRaster(from: Raster, to: Raster, x: number, y: number): void {
  for (let row = 0; row < from.height; row++) {
    to.pixels.set(from.pixels.subarray(row * from.width, (row + 1) * from.width), (y + row) * to.width + x);
  }
}

/** Fills a circle around a point that lies between pixels or on the middle of one. */
function fillCircle({ width, pixels }: Raster, centerX: number, centerY: number, radius: number, color: number): void {
  const isInside = (x: number, y: number) => (x - centerX) ** 2 + (y - centerY) ** 2 < radius ** 2;
  for (let y = Math.floor(centerY - radius); y < centerY + radius; y++) {
    for (let x = Math.floor(centerX - radius); x < centerX + radius; x++) {
      let inside = 0;
      for (let sample = 0; sample < SAMPLES ** 2; sample++) {
        const [col, row] = [sample % SAMPLES, Math.floor(sample / SAMPLES)];
        if (isInside(x + (col + 0.5) / SAMPLES, y + (row + 0.5) / SAMPLES)) inside++;
      }
      const at = y * width + x;
      pixels[at] = mixColors(pixels[at]!, color, inside, SAMPLES ** 2);
    }
  }
}
