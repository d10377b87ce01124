import { isUtf8 } from "node:buffer";

/** How many bytes a UTF-8 sequence has, by its first byte's high nibble; 1 for what starts none. */
const SEQUENCE_LENGTH = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4] as const;
const NOTHING = new Uint8Array(0);

/**
 * Cuts a byte stream so that no UTF-8 character is cut, and replaces what is not UTF-8 by U+FFFD, as terminals do.
 *
 * xterm.js 6.0.0 can do neither: a character with a 0x80 inside (— ’ … 、 。 and hundreds more) is lost when a chunk ends
 * right behind that byte, and bytes that are not UTF-8 vanish without a trace.
 */
export class Utf8Stream {
  #head: Uint8Array = NOTHING;

  /**
   * Takes the next bytes and gives what can be parsed now: the very same bytes where they are UTF-8 (nothing is copied
   * then), else their text. The up to three bytes of an incomplete last character wait for the next call.
   */
  push(bytes: Uint8Array): Uint8Array | string {
    const all = this.#head.length === 0 ? bytes : join(this.#head, bytes);
    const end = all.length - unfinishedBytes(all);
    // Copied, not viewed: the caller may reuse its buffer.
    this.#head = end === all.length ? NOTHING : all.slice(end);
    const whole = end === all.length ? all : all.subarray(0, end);
    if (isUtf8(whole)) return whole;
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(whole);
  }
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}

/** How many bytes at the end begin a character that more bytes could still complete; 0 to 3. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let count = 1; count <= 3 && count <= bytes.length; count++) {
    const byte = bytes[bytes.length - count]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return SEQUENCE_LENGTH[byte >> 4]! > count ? count : 0;
  }
  return 0;
}
