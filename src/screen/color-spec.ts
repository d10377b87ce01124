import { hexColor } from "./palette.ts";

/** `rgb:r/g/b` with one to four hex digits a channel (XParseColor). */
const DEVICE_RGB = /^rgb:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})$/i;
/** `#` and the same number of hex digits for each channel, one to four (XParseColor, the old form). */
const HASH_RGB = /^#(?:[\da-f]{3}|[\da-f]{6}|[\da-f]{9}|[\da-f]{12})$/i;

/** A channel of `rgb:`: scaled, so that `f`, `ff` and `ffff` are all full. */
function scaled(digits: string): number {
  return Math.round((Number.parseInt(digits, 16) / (16 ** digits.length - 1)) * 255);
}

/** A channel of `#`: the most significant bits, so that `#f00` is `#f00000`, as XParseColor has it. */
function shifted(digits: string): number {
  return Number.parseInt(digits.padEnd(2, "0").slice(0, 2), 16);
}

/**
 * Reads a colour as programs write it in OSC 4, 10, 11 and 12. Names (`red`) and the device-independent forms are not
 * known: no program that asks for evidence in numbers uses them.
 *
 * @returns `#rrggbb`, or undefined if `spec` is no colour we know
 */
export function parseColorSpec(spec: string): string | undefined {
  const device = DEVICE_RGB.exec(spec);
  if (device) return fromChannels(scaled(device[1]!), scaled(device[2]!), scaled(device[3]!));
  if (!HASH_RGB.test(spec)) return undefined;
  const digits = (spec.length - 1) / 3;
  const channel = (index: number) => shifted(spec.slice(1 + index * digits, 1 + (index + 1) * digits));
  return fromChannels(channel(0), channel(1), channel(2));
}

function fromChannels(red: number, green: number, blue: number): string {
  return hexColor((red << 16) | (green << 8) | blue);
}

/** `#rrggbb` as xterm reports a colour: `rgb:rrrr/gggg/bbbb`, each channel scaled to 16 bits. */
export function formatColorSpec(color: string): string {
  const channel = (at: number) => color.slice(at, at + 2).repeat(2);
  return `rgb:${channel(1)}/${channel(3)}/${channel(5)}`;
}
