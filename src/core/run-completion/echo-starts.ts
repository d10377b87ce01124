import { NO_BYTES } from "../bytes.ts";
import { UNSURE_LIMIT } from "./echo-match.ts";
import { POSTAMBLE_HEADS } from "./grammar.ts";
import { readNoise, SPACE } from "./noise.ts";

const HEADS = POSTAMBLE_HEADS.map((head) => new TextEncoder().encode(head));

/**
 * The characters of a postamble that an echo may begin with: the first, and the second, since a space that was drawn
 * alone may have been given out already.
 */
const FIRST_CHARACTERS = 2;

/** A character of all {@link POSTAMBLE_HEADS} that is rare in what programs print; every certain echo has it. */
const RARE = 0x5c; // backslash

/** Per byte: the index of the postamble's character that it may be the beginning of an echo as, or -1. */
const FIRST = Int8Array.from({ length: 256 }, (_, byte) =>
  Math.max(...HEADS.map((head) => head.subarray(0, FIRST_CHARACTERS).indexOf(byte))),
);

/** Per byte: whether it may stand behind any character of an echo. */
const NOISE = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === SPACE || readNoise("outside", byte) !== undefined ? 1 : 0,
);

/**
 * Finds where echoes may begin, quickly: this is what every byte of a flood passes through. It looks ahead, and may
 * only rule out what could not become a certain echo anyway.
 */
export class EchoStarts {
  #bytes = NO_BYTES;
  /** The next backslash at or behind where we are; the length if there is none. */
  #rare = -1;

  /** Looks at other bytes. */
  over(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#rare = -1;
  }

  /** The index of the postamble's character that an echo may begin as at `at`; nothing where none can begin. */
  firstAt(at: number): number | undefined {
    const first = FIRST[this.#bytes[at] as number] as number;
    if (first < 0 || this.#rareFrom(at) - at > UNSURE_LIMIT) return undefined;
    return this.#mayGoOn(first + 1, at + 1) ? first : undefined;
  }

  /** The first place at or behind `from` where an echo may begin; the length of the bytes if there is none. */
  next(from: number): number {
    const length = this.#bytes.length;
    let at = from;
    while (at < length) {
      // An echo that does not reach a backslash soon enough does not become certain, so there is no need to look.
      const stop = this.#rareFrom(at);
      for (at = Math.max(at, stop - UNSURE_LIMIT); at < stop; at++) {
        const first = FIRST[this.#bytes[at] as number] as number;
        if (first >= 0 && this.#mayGoOn(first + 1, at + 1)) return at;
      }
      at = stop + 1;
    }
    return length;
  }

  #rareFrom(at: number): number {
    if (this.#rare < at) {
      const rare = this.#bytes.indexOf(RARE, at);
      this.#rare = rare === -1 ? this.#bytes.length : rare;
    }
    return this.#rare;
  }

  /** Whether the characters from `at` on go on in a postamble until noise comes, or the bytes end. */
  #mayGoOn(position: number, at: number): boolean {
    for (const head of HEADS) if (this.#goesOnAs(head, position, at)) return true;
    return false;
  }

  #goesOnAs(head: Uint8Array, position: number, at: number): boolean {
    // A second character was matched as that of one head only.
    if (position > 1 && this.#bytes[at - 1] !== head[position - 1]) return false;
    let ahead = at;
    for (let index = position; index < head.length; index++, ahead++) {
      const byte = this.#bytes[ahead];
      if (byte === undefined || (NOISE[byte] === 1 && byte !== head[index])) return true;
      if (byte !== head[index]) return false;
    }
    return true;
  }
}
