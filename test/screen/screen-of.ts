import { Screen, type ScreenOptions } from "../../src/screen/screen.ts";

const encoder = new TextEncoder();

/** Text as the bytes a program would print. */
export function bytes(text: string): Uint8Array {
  return encoder.encode(text);
}

/** A screen, 20×5 unless said otherwise, on which a program printed `text`. */
export function screenOf(text: string, options: Partial<ScreenOptions> = {}): Screen {
  const screen = new Screen({ cols: 20, rows: 5, ...options });
  screen.write(bytes(text), 0);
  return screen;
}
