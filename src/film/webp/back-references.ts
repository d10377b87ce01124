/** Copies are of 1 to 4096 pixels; shorter ones than this are not worth their bits. */
const MAX_LENGTH = 4096;
const MIN_LENGTH = 3;
/** How many pixels are hashed to find where they occurred before, and how many such places are looked at. */
const HASHED = 3;
const MAX_TRIES = 6;
const HASH_BITS = 15;
/** A copy of this length is taken without looking for a longer one. */
const GOOD_LENGTH = 64;

/** Takes pixels apart into new ones and copies of earlier ones. */
export interface ReferenceSink {
  literal(pixel: number): void;
  /** @param from the index of the first pixel copied, @param at where it is copied to */
  copy(from: number, at: number, length: number): void;
}

/**
 * Finds what was there before (LZ77): what stands to the left, what stands above, and what the same pixels were
 * followed by the last few times.
 */
export class BackReferences {
  readonly #heads = new Int32Array(1 << HASH_BITS);
  /** For each place the one before it with the same hash. */
  #chain = new Int32Array(0);

  find(pixels: Uint32Array, width: number, sink: ReferenceSink): void {
    if (this.#chain.length < pixels.length) this.#chain = new Int32Array(pixels.length);
    this.#heads.fill(-1);
    for (let at = 0; at < pixels.length; ) {
      const { from, length } = this.#longest(pixels, width, at);
      if (length < MIN_LENGTH) {
        sink.literal(pixels[at]!);
        this.#remember(pixels, at, at + 1);
        at++;
        continue;
      }
      sink.copy(from, at, length);
      this.#remember(pixels, at, at + length);
      at += length;
    }
  }

  readonly #found = { from: 0, length: 0 };

  #longest(pixels: Uint32Array, width: number, at: number): { readonly from: number; readonly length: number } {
    const found = this.#found;
    found.length = 0;
    this.#try(pixels, at - width, at);
    this.#try(pixels, at - 1, at);
    if (at + HASHED > pixels.length) return found;
    let from = this.#heads[hash(pixels, at)]!;
    for (let tries = 0; from >= 0 && tries < MAX_TRIES && found.length < GOOD_LENGTH; tries++) {
      this.#try(pixels, from, at);
      from = this.#chain[from]!;
    }
    return found;
  }

  #try(pixels: Uint32Array, from: number, at: number): void {
    const found = this.#found;
    if (from < 0 || pixels[from + found.length] !== pixels[at + found.length]) return;
    const most = Math.min(MAX_LENGTH, pixels.length - at);
    let length = 0;
    while (length < most && pixels[from + length] === pixels[at + length]) length++;
    if (length <= found.length) return;
    found.from = from;
    found.length = length;
  }

  #remember(pixels: Uint32Array, from: number, to: number): void {
    const end = Math.min(to, pixels.length - HASHED);
    for (let at = from; at < end; at++) {
      // Inside of a run every place is as good as the one before.
      if (at > 0 && pixels[at] === pixels[at - 1] && pixels[at] === pixels[at + HASHED - 1]) continue;
      const slot = hash(pixels, at);
      this.#chain[at] = this.#heads[slot]!;
      this.#heads[slot] = at;
    }
  }
}

function hash(pixels: Uint32Array, at: number): number {
  const mixed = Math.imul(Math.imul(pixels[at]!, 0x9e3779b1) ^ pixels[at + 1]!, 0x85ebca6b) ^ pixels[at + 2]!;
  return Math.imul(mixed, 0xc2b2ae35) >>> (32 - HASH_BITS);
}
