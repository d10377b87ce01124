import { isUtf8 } from "node:buffer";
import { Utf8Assembler } from "../core/utf8-assembler.ts";

/**
 * Cuts a byte stream so that no UTF-8 character is cut, and replaces what is not UTF-8 by U+FFFD, as terminals do.
 *
 * xterm.js 6.0.0 can do neither: a character with a 0x80 inside (— ’ … 、 。 and hundreds more) is lost when a chunk ends
 * right behind that byte, and bytes that are not UTF-8 vanish without a trace.
 */
export class Utf8Stream {
  readonly #assembler = new Utf8Assembler();

  /**
   * Takes the next bytes and gives what can be parsed now: the very same bytes where they are UTF-8 (nothing is copied
   * then), else their text. The up to three bytes of an incomplete last character wait for the next call.
   */
  push(bytes: Uint8Array): Uint8Array | string {
    const whole = this.#assembler.push(bytes);
    if (isUtf8(whole)) return whole;
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(whole);
  }
}
