import type { RandomBytes } from "./contract.ts";

const MARKER_BYTES = 16;
const MARKER_FORMAT = /^__AT_MARKER_[0-9a-f]{32}__$/;

/** A new marker, `__AT_MARKER_<32 hex>__`: the name of a run in the log, which is never typed or printed. */
export function makeMarker(randomBytes: RandomBytes): string {
  let hex = "";
  for (const byte of randomBytes(MARKER_BYTES)) hex += byte.toString(16).padStart(2, "0");
  return `__AT_MARKER_${hex}__`;
}

/** Whether `text` is a marker as {@link makeMarker} makes them. */
export function isMarker(text: string): boolean {
  return MARKER_FORMAT.test(text);
}
