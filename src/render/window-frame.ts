import { hexColor } from "../screen/palette.ts";
import { colorNumber, mixColors } from "./blend.ts";
import type { Profile } from "./profile.ts";
import type { Scene } from "./scene.ts";

/** The frame of a window, in pixels at scale 1: a bar above with three buttons and a title, and a line around all. */
export interface WindowFrame {
  readonly border: number;
  /** Height of the bar, without the line above it. */
  readonly bar: number;
  /** Radius of a button, and from each middle to the next; the first is one such step from the left. */
  readonly button: number;
  readonly step: number;
  /** How many cells the title can take, and where the first begins. */
  readonly titleCells: number;
  readonly titleLeft: number;
}

/** Colours of a frame: `#rrggbb`. */
export interface FrameColors {
  readonly bar: string;
  readonly border: string;
  readonly title: string;
  /** From the left. */
  readonly buttons: readonly [string, string, string];
}

/** How much of the text's colour is in the bar, the border and the title, in sixteenths. */
const SHARES = { bar: 2, border: 4, title: 12 };
/** Close, minimise, maximise: red, yellow and green among the ANSI colours. */
const BUTTON_COLORS = { close: 1, minimise: 3, maximise: 2 };

/** The frame of a picture so many pixels wide, at scale 1. */
export function windowFrame({ cellWidth, cellHeight }: Profile, width: number): WindowFrame {
  const bar = Math.floor(cellHeight * 1.6);
  const step = cellHeight;
  // As much is kept free on the right as the buttons take on the left, so that the title stands in the middle.
  const titleCells = Math.max(0, Math.floor((width - 8 * step) / cellWidth));
  const titleLeft = Math.floor((width - titleCells * cellWidth) / 2);
  return { border: 1, bar, button: Math.floor(cellHeight * 0.3), step, titleCells, titleLeft };
}

/** What matches the colours of a scene. */
export function frameColors({ foreground, background }: Scene, { theme }: Profile): FrameColors {
  const shade = (share: number) => hexColor(mixColors(colorNumber(background), colorNumber(foreground), share, 16));
  const { close, minimise, maximise } = BUTTON_COLORS;
  return {
    bar: shade(SHARES.bar),
    border: shade(SHARES.border),
    title: shade(SHARES.title),
    buttons: [theme.ansi[close]!, theme.ansi[minimise]!, theme.ansi[maximise]!],
  };
}
