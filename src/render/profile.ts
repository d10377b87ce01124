import { createHash } from "node:crypto";
import type { ColorTheme } from "../screen/palette.ts";
import { DARK_THEME, LIGHT_THEME } from "../screen/palette.ts";
import { fontHashes } from "./fonts/font-files.ts";

/** How screens are drawn. Measures are in pixels at scale 1. */
export interface Profile {
  readonly name: string;
  readonly theme: ColorTheme;
  /** Size of the text: pixels to an em. */
  readonly fontSize: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Width of the border, in the background's colour, on each side. */
  readonly padding: number;
}

/** How many pixels of a picture one pixel of a profile becomes, each way. */
export type Scale = 1 | 2 | 3 | 4;

/** Grows whenever the same profile and screen give other pixels than before. */
const RENDERER_VERSION = 1;

const REFERENCE = { fontSize: 15, cellWidth: 9, cellHeight: 20, padding: 8 };

export const REFERENCE_PROFILES: readonly Profile[] = [
  { name: "reference-dark", theme: DARK_THEME, ...REFERENCE },
  { name: "reference-light", theme: LIGHT_THEME, ...REFERENCE },
];

/** SHA-256, in hexadecimal, of everything but the screen that has a part in what the pixels are. */
export function renderProfileHash({ name: _, ...profile }: Profile, scale: Scale): string {
  const { background, foreground, cursor, ansi } = profile.theme;
  const { fontSize, cellWidth, cellHeight, padding } = profile;
  const colors = [background, foreground, cursor, ...ansi];
  const fonts = Object.entries(fontHashes()).sort();
  const parts = [RENDERER_VERSION, scale, fontSize, cellWidth, cellHeight, padding, colors, fonts];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
