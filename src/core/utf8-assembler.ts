import { joinBytes, NO_BYTES, sliceView } from "./bytes.ts";

/**
 * Joins what a PTY read cut: a multi-byte UTF-8 character whose head came in one read and whose tail comes in the
 * next is not invalid, so its head (at most 3 bytes) waits here.
 *
 * Source: RFC 3629, section 4.
 */
export class Utf8Assembler {
  #held: Uint8Array = NO_BYTES;

  /** Whether the head of a character is waiting. */
  get holding(): boolean {
    return this.#held.length > 0;
  }

  /** All that is complete of the held head and these bytes; valid or not, but never ending inside a character. */
  push(bytes: Uint8Array): Uint8Array {
    const joined = joinBytes(this.#held, bytes);
    const cut = joined.length - incompleteTailLength(joined);
    // Copied, not viewed: the caller may use its buffer again.
    this.#held = cut < joined.length ? joined.slice(cut) : NO_BYTES;
    return sliceView(joined, 0, cut);
  }

  /** The head that waits, which now has no tail to come; empty if there is none. */
  flush(): Uint8Array {
    const held = this.#held;
    this.#held = NO_BYTES;
    return held;
  }
}

/** How many bytes at the end begin a character that could still be completed: 0 to 3. */
function incompleteTailLength(bytes: Uint8Array): number {
  const end = bytes.length;
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < sequenceLength(byte) && continuesValidly(bytes, end - back) ? back : 0;
  }
  return 0;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

/** Whether the second byte, where there is one, fits its lead: overlong forms and surrogates can never complete. */
function continuesValidly(bytes: Uint8Array, start: number): boolean {
  const lead = bytes[start] as number;
  const second = bytes[start + 1];
  if (second === undefined) return true;
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second <= 0x9f;
  if (lead === 0xf0) return second >= 0x90;
  if (lead === 0xf4) return second <= 0x8f;
  return true;
}
