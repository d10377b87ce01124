import { expect, test } from "bun:test";
import { pngPicture } from "../../src/render/png-picture.ts";
import { decodePng } from "../../src/render/png-reader.ts";
import { REFERENCE_DARK, REFERENCE_LIGHT, type Scale } from "../../src/render/profile.ts";
import type { Raster } from "../../src/render/raster.ts";
import { sceneOf } from "../../src/render/scene.ts";
import { screenOf } from "../screen/screen-of.ts";
import { requestFor } from "./printed-screens.ts";

const decoded = (request: Parameters<typeof pngPicture>[0]) => decodePng(pngPicture(request).content as Uint8Array);
const colorAt = ({ width, pixels }: Raster, x: number, y: number) =>
  pixels[y * width + x]?.toString(16).padStart(6, "0");

test("pictures of different profiles and scales one after the other are as those drawn alone", () => {
  const screen = screenOf("one \x1b[31mtwo");
  const draw = (profile: typeof REFERENCE_DARK, scale: Scale) =>
    pngPicture({ scene: sceneOf(screen, { theme: profile.theme }), profile, scale }).content;
  const first = [draw(REFERENCE_DARK, 1), draw(REFERENCE_LIGHT, 1), draw(REFERENCE_DARK, 2), draw(REFERENCE_DARK, 1)];
  expect(first[3]).toEqual(first[0]!);
  expect(first[1]).not.toEqual(first[0]!);
  screen.write(new TextEncoder().encode("\r\nmore"), 1);
  expect(draw(REFERENCE_DARK, 1)).not.toEqual(first[0]!);
});

test.each([1, 2, 3] as const)("a window is drawn around the same pixels, at scale %i", (scale) => {
  const request = { ...requestFor(screenOf("\x1b[31mtext")), scale };
  const [plain, framed] = [decoded(request), decoded({ ...request, title: "a title" })];
  expect([framed.width - plain.width, framed.height - plain.height]).toEqual([2 * scale, 34 * scale]);
  for (let y = 0; y < plain.height; y++) {
    const from = (y + 33 * scale) * framed.width + scale;
    const row = plain.pixels.subarray(y * plain.width, (y + 1) * plain.width);
    expect(framed.pixels.subarray(from, from + plain.width)).toEqual(row);
  }
  expect(colorAt(framed, 0, 0)).toBe(colorAt(framed, framed.width - 1, framed.height - 1));
  const buttons = [1, 2, 3].map((step) => colorAt(framed, (1 + step * 20) * scale, 17 * scale));
  expect(buttons).toEqual(["f38ba8", "f9e2af", "a6e3a1"]);
});

test("a window too narrow for a title has none", () => {
  const request = requestFor(screenOf("", { cols: 3 }));
  expect(decoded({ ...request, title: "a title" })).toEqual(decoded({ ...request, title: "" }));
});
