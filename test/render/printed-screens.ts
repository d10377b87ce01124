import fc from "fast-check";
import type { PictureRequest } from "../../src/render/picture.ts";
import { REFERENCE_DARK } from "../../src/render/profile.ts";
import { sceneOf } from "../../src/render/scene.ts";
import { Screen } from "../../src/screen/screen.ts";
import { bytes } from "../screen/screen-of.ts";

// Screens as programs fill them, for pictures of any format.
const CHARACTERS = "ab <>&\"'  漢字é\u0301👨‍👩‍👧🇩🇪❤️─│╭█▒⣿\ue0b0\uf015שא\u00a0\u00ad\ufeff\ufdd0\uffff";
const SGR = ["", "1", "2", "3", "4", "4:3", "4:5", "5", "7", "8", "9", "21", "53", "58:2::1:2:3", "31", "48;5;240"];
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 12 }) },
  { weight: 3, arbitrary: fc.subarray([...SGR, "38;2;9;8;7", "92"]).map((codes) => `\x1b[${codes.join(";")}m`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("\r\n", "\x1b[0m", "\x1b[3 q", "\x1b[5 q", "\x1b[?25l", "\x1b]11;#102030\x07"),
  },
);

/** A screen with anything on it. */
export const printedScreen = fc
  .tuple(fc.integer({ min: 2, max: 30 }), fc.integer({ min: 1, max: 6 }), fc.array(piece, { maxLength: 25 }))
  .map(([cols, rows, pieces]) => {
    const screen = new Screen({ cols, rows });
    screen.write(bytes(pieces.join("")), 0);
    return screen;
  });

/** What to draw of a screen, in the dark reference profile. */
export function requestFor(screen: Screen, title?: string): PictureRequest {
  const scene = sceneOf(screen, { theme: REFERENCE_DARK.theme });
  return { scene, profile: REFERENCE_DARK, scale: 1, title };
}
