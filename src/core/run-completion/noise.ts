/**
 * Noise: what a line editor puts between the characters of a line it draws. Cursor movements, colours and modes
 * (CSI, ECMA-48 §5.4), short escapes and charset choices (ECMA-35 escape sequences), window titles (OSC), and the
 * format effectors CR, LF and BS. Other control strings (APC, DCS) are not noise: an editor does not draw with them.
 */

export const ESC = 0x1b;
export const SPACE = 0x20;
export const BS = 0x08;
export const LF = 0x0a;
export const CR = 0x0d;
const BEL = 0x07;
const ST_FINAL = 0x5c; // the backslash of ESC \

/** A place in the grammar of escape sequences; `outside` is between tokens. */
export type NoiseState = "outside" | "escape" | "intermediate" | "csi" | "osc" | "osc-escape";

const between = (byte: number, low: number, high: number): boolean => byte >= low && byte <= high;

/** ESC followed by one of these opens a string, or closes one, and is no escape sequence by itself. */
const STRING_CONTROLS = new Set([..."PX^_\\"].map((char) => char.charCodeAt(0)));

/** The state behind `byte`; nothing where it cannot continue the token. */
const NEXT: Readonly<Record<Exclude<NoiseState, "outside">, (byte: number) => NoiseState | undefined>> = {
  escape(byte) {
    if (byte === 0x5b) return "csi";
    if (byte === 0x5d) return "osc";
    if (between(byte, 0x20, 0x2f)) return "intermediate";
    return between(byte, 0x30, 0x7e) && !STRING_CONTROLS.has(byte) ? "outside" : undefined;
  },
  intermediate(byte) {
    if (between(byte, 0x20, 0x2f)) return "intermediate";
    return between(byte, 0x30, 0x7e) ? "outside" : undefined;
  },
  csi(byte) {
    if (between(byte, 0x20, 0x3f)) return "csi";
    return between(byte, 0x40, 0x7e) ? "outside" : undefined;
  },
  osc(byte) {
    if (byte === BEL) return "outside";
    return byte === ESC ? "osc-escape" : "osc";
  },
  "osc-escape"(byte) {
    return byte === ST_FINAL ? "outside" : undefined;
  },
};

/**
 * Reads on in noise: the state behind `byte`, or nothing where it is no noise. A space is not noise here, as it may
 * be a character of the line.
 */
export function readNoise(state: NoiseState, byte: number): NoiseState | undefined {
  if (state !== "outside") return NEXT[state](byte);
  if (byte === ESC) return "escape";
  return byte === CR || byte === LF || byte === BS ? "outside" : undefined;
}
