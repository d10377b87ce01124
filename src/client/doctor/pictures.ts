import { FILM_FORMATS } from "../../film/film-formats.ts";
import { colorNumber } from "../../render/blend.ts";
import type { FontName } from "../../render/fonts/catalog.ts";
import { fontHashes, fontOf } from "../../render/fonts/font-files.ts";
import { Painter } from "../../render/painter.ts";
import { encodePng } from "../../render/png.ts";
import { decodePng } from "../../render/png-reader.ts";
import { REFERENCE_DARK } from "../../render/profile.ts";
import type { Raster } from "../../render/raster.ts";
import { sceneOf } from "../../render/scene.ts";
import { Screen } from "../../screen/screen.ts";

/** Reads and unpacks every font. */
export function checkFonts(): string {
  const names = Object.keys(fontHashes()) as FontName[];
  for (const name of names) {
    if (fontOf(name).unitsPerEm < 1) throw new Error(`The font '${name}' has no size`);
  }
  return `All ${names.length} fonts were read.`;
}

/** A block, which fills its cell; a letter, a Han character and an emoji, which do not; and nothing. */
const CELLS = "█A漢😀 ";

/** Draws a few characters, and looks at the pixels. */
export function checkRasteriser(): string {
  const { width, pixels } = drawn(CELLS);
  const { foreground, background } = REFERENCE_DARK.theme;
  const { padding, cellWidth, cellHeight } = REFERENCE_DARK;
  const colorsAt = (col: number) => {
    const colors = new Set<number>();
    for (let y = padding; y < padding + cellHeight; y++) {
      const start = y * width + padding + col * cellWidth;
      for (const pixel of pixels.subarray(start, start + cellWidth)) colors.add(pixel);
    }
    return colors;
  };
  const isAll = (col: number, color: string) => colorsAt(col).size === 1 && colorsAt(col).has(colorNumber(color));
  if (!isAll(0, foreground)) throw new Error("A block does not fill its cell");
  if (!isAll(6, background)) throw new Error("A blank is not blank");
  for (const [col, what] of [[1, "letter"] as const, [2, "Han character"] as const, [4, "emoji"] as const]) {
    if (colorsAt(col).size < 3) throw new Error(`A ${what} was not drawn`);
  }
  return "A block, a letter, a Han character and an emoji were drawn.";
}

/** Packs a picture, and reads it back. */
export function checkPng(): string {
  const picture = drawn(CELLS);
  const read = decodePng(encodePng(picture));
  const isSame = read.width === picture.width && picture.pixels.every((pixel, at) => pixel === read.pixels[at]);
  if (!isSame) throw new Error("A PNG does not hold the pixels that were put into it");
  return `${picture.pixels.length} pixels were written as PNG, and read back.`;
}

/** What the files of each kind begin with; WebP also has its name behind that. */
const SIGNATURES: Readonly<Record<keyof typeof FILM_FORMATS, string>> = {
  webm: "1a45dfa3",
  gif: "474946383961",
  apng: "89504e470d0a1a0a",
  webp: "52494646",
};

/** Makes a film of three frames, of each kind. */
export function checkFilms(): string {
  const frames = ["1", "12", "123"].map(drawn);
  for (const [name, format] of Object.entries(FILM_FORMATS)) {
    const parts: Uint8Array[] = [];
    let length = 0;
    const write = (bytes: Uint8Array) => {
      parts.push(bytes.slice());
      length += bytes.length;
    };
    const patch = (offset: number, bytes: Uint8Array) => {
      if (offset + bytes.length > length) throw new Error(`A ${name} was to be changed behind its end`);
    };
    const film = format.create({ write, patch }, frames[0]!.width, frames[0]!.height);
    for (const [index, frame] of frames.entries()) film.frame(frame, index * 100);
    film.finish(frames.length * 100);
    const file = Buffer.concat(parts);
    const signature = SIGNATURES[name as keyof typeof SIGNATURES];
    if (!file.toString("hex", 0, 16).startsWith(signature)) throw new Error(`A ${name} of three frames is none`);
    if (name === "apng" && !isSamePicture(decodePng(file), frames[0]!))
      throw new Error("An APNG shows another picture");
  }
  return `Films of three frames were made: ${Object.keys(FILM_FORMATS).join(", ")}.`;
}

function isSamePicture(one: Raster, other: Raster): boolean {
  return one.width === other.width && Buffer.compare(bytesOf(one), bytesOf(other)) === 0;
}

function bytesOf({ pixels }: Raster): Uint8Array {
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
}

/** A line of text on a screen of its own, without a cursor. */
function drawn(text: string): Raster {
  const screen = new Screen({ cols: 8, rows: 1 });
  try {
    screen.write(new TextEncoder().encode(text), 0);
    return new Painter(REFERENCE_DARK, 1).paint(sceneOf(screen, { showCursor: false }));
  } finally {
    screen.dispose();
  }
}
