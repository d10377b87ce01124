import type { BackReferences, ReferenceSink } from "./back-references.ts";
import type { BitWriter } from "./bit-writer.ts";
import { PrefixCode } from "./prefix-code.ts";

/** Recent colours are remembered at a place that their hash leads to (WebP lossless bitstream, 5.2.3). */
const CACHE_HASH = 0x1e35a7bd;
/** The first symbols of green are its values; then come magnitudes of lengths, then places of remembered colours. */
const LENGTHS = 256;
const REMEMBERED = LENGTHS + 24;
const DISTANCES = 40;
/** Distances in the neighbourhood have names, from 1 on (5.2.2); here are the first. Others are told as such, from 121 on. */
// biome-ignore format: one line
const NEIGHBOURS: readonly (readonly [left: number, up: number])[] = [
  [0, 1], [1, 0], [1, 1], [-1, 1], [0, 2], [2, 0], [1, 2], [-1, 2], [2, 1], [-2, 1], [2, 2], [-2, 2], [0, 3], [3, 0],
];
const NAMED_DISTANCES = 120;

// A token is two numbers: its kind, with the length of a copy above it; and a pixel, a place, or a named distance.
const LITERAL = 0;
const PLACE = 1;
const COPY = 2;
const LENGTH_SHIFT = 2;

/**
 * Pixels, `0xaarrggbb`, as symbols of five prefix codes (5.2). All are collected and counted first; then the codes are
 * known.
 */
export class EntropyImage implements ReferenceSink {
  readonly #cacheBits: number;
  readonly #cache: Uint32Array;
  readonly #width: number;
  readonly #names = new Map<number, number>();
  readonly #pixels: Uint32Array;
  #tokens = new Uint32Array(1 << 10);
  #length = 0;
  readonly #green: Uint32Array;
  readonly #red = new Uint32Array(256);
  readonly #blue = new Uint32Array(256);
  readonly #alpha = new Uint32Array(256);
  readonly #distance = new Uint32Array(DISTANCES);

  /** @param cacheBits 0, or 1 to 11: 2^`cacheBits` recent colours are remembered */
  constructor(pixels: Uint32Array, width: number, cacheBits: number) {
    this.#pixels = pixels;
    this.#width = width;
    this.#cacheBits = cacheBits;
    this.#cache = new Uint32Array(cacheBits > 0 ? 1 << cacheBits : 0);
    this.#green = new Uint32Array(REMEMBERED + this.#cache.length);
    for (const [index, [left, up]] of NEIGHBOURS.entries()) {
      const distance = left + up * width;
      if (distance > 0 && !this.#names.has(distance)) this.#names.set(distance, index + 1);
    }
  }

  /** @param isMain whether this is the picture itself, rather than something that helps to tell it */
  write(output: BitWriter, references: BackReferences, isMain: boolean): void {
    references.find(this.#pixels, this.#width, this);
    output.put(this.#cacheBits > 0 ? 1 : 0, 1);
    if (this.#cacheBits > 0) output.put(this.#cacheBits, 4);
    if (isMain) output.put(0, 1); // the same codes for the whole picture
    const codes = {
      green: new PrefixCode(this.#green),
      red: new PrefixCode(this.#red),
      blue: new PrefixCode(this.#blue),
      alpha: new PrefixCode(this.#alpha),
      distance: new PrefixCode(this.#distance),
    };
    for (const code of Object.values(codes)) code.write(output);
    for (let at = 0; at < this.#length; at += 2) writeToken(output, codes, this.#tokens[at]!, this.#tokens[at + 1]!);
  }

  literal(pixel: number): void {
    if (this.#cacheBits > 0) {
      const place = this.#placeOf(pixel);
      if (this.#cache[place] === pixel) {
        this.#green[REMEMBERED + place]!++;
        this.#add(PLACE, place);
        return;
      }
      this.#cache[place] = pixel;
    }
    this.#green[(pixel >> 8) & 255]!++;
    this.#red[(pixel >> 16) & 255]!++;
    this.#blue[pixel & 255]!++;
    this.#alpha[pixel >>> 24]!++;
    this.#add(LITERAL, pixel);
  }

  copy(from: number, at: number, length: number): void {
    const distance = at - from;
    const name = this.#names.get(distance) ?? distance + NAMED_DISTANCES;
    this.#green[LENGTHS + magnitudeOf(length)]!++;
    this.#distance[magnitudeOf(name)]!++;
    this.#add(COPY | (length << LENGTH_SHIFT), name);
    if (this.#cacheBits === 0) return;
    for (let index = at; index < at + length; index++) {
      const pixel = this.#pixels[index]!;
      this.#cache[this.#placeOf(pixel)] = pixel;
    }
  }

  #placeOf(pixel: number): number {
    return Math.imul(CACHE_HASH, pixel) >>> (32 - this.#cacheBits);
  }

  #add(kind: number, value: number): void {
    if (this.#length === this.#tokens.length) {
      const larger = new Uint32Array(this.#tokens.length * 2);
      larger.set(this.#tokens);
      this.#tokens = larger;
    }
    this.#tokens[this.#length++] = kind;
    this.#tokens[this.#length++] = value;
  }
}

interface Codes {
  readonly green: PrefixCode;
  readonly red: PrefixCode;
  readonly blue: PrefixCode;
  readonly alpha: PrefixCode;
  readonly distance: PrefixCode;
}

function writeToken(output: BitWriter, codes: Codes, kind: number, value: number): void {
  if (kind === LITERAL) {
    codes.green.put(output, (value >> 8) & 255);
    codes.red.put(output, (value >> 16) & 255);
    codes.blue.put(output, value & 255);
    codes.alpha.put(output, value >>> 24);
  } else if (kind === PLACE) {
    codes.green.put(output, REMEMBERED + value);
  } else {
    const length = kind >> LENGTH_SHIFT;
    codes.green.put(output, LENGTHS + magnitudeOf(length));
    writeRest(output, length);
    codes.distance.put(output, magnitudeOf(value));
    writeRest(output, value);
  }
}

/** The symbol for how large a length or distance is (5.2.2): from 5 on, each stands for several. @param value from 1 on */
function magnitudeOf(value: number): number {
  if (value <= 4) return value - 1;
  const top = 31 - Math.clz32(value - 1);
  return 2 * top + (((value - 1) >> (top - 1)) & 1);
}

/** Which of the several it is. */
function writeRest(output: BitWriter, value: number): void {
  if (value <= 4) return;
  const bits = 30 - Math.clz32(value - 1);
  output.put((value - 1) & ((1 << bits) - 1), bits);
}
