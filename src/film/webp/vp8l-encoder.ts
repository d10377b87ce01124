import { ColorTable } from "../color-table.ts";
import { BackReferences } from "./back-references.ts";
import { BitWriter } from "./bit-writer.ts";
import { EntropyImage } from "./entropy-image.ts";

const SIGNATURE = 0x2f;
const COLOR_INDEXING = 3;
/** With 16 colours or fewer, several pixels are told as one; cells that are an odd number apart would then differ. */
const LEAST_TABLE = 17;
const MOST_TABLE = 256;
const OPAQUE = 0xff000000;
/** With more colours than a table has, recent ones are remembered, in 2^10 places. */
const CACHE_BITS = 10;

/** Encodes pictures without loss as WebP does it (WebP lossless bitstream specification). */
export class Vp8lEncoder {
  readonly #references = new BackReferences();

  /**
   * @param pixels `0xrrggbb`, row by row; overwritten
   * @param width at most 16384, as the height
   * @returns the content of a `VP8L` chunk
   */
  encode(pixels: Uint32Array, width: number): Uint8Array {
    const output = new BitWriter();
    output.put(SIGNATURE, 8);
    output.put(width - 1, 14);
    output.put(pixels.length / width - 1, 14);
    output.put(0, 1); // no transparency
    output.put(0, 3); // version
    const table = indexColors(pixels);
    if (table) {
      output.put(1, 1);
      output.put(COLOR_INDEXING, 2);
      this.#writeTable(output, table);
    }
    output.put(0, 1); // no other transform
    new EntropyImage(pixels, width, table ? 0 : CACHE_BITS).write(output, this.#references, true);
    return output.finish();
  }

  /** Each colour is told as the difference to the one before it. */
  #writeTable(output: BitWriter, table: readonly number[]): void {
    const size = Math.max(LEAST_TABLE, table.length);
    output.put(size - 1, 8);
    const differences = new Uint32Array(size);
    let before = 0;
    for (let index = 0; index < size; index++) {
      const color = index < table.length ? OPAQUE | table[index]! : before;
      differences[index] = channelDifference(color, before);
      before = color;
    }
    new EntropyImage(differences, size, 0).write(output, this.#references, false);
  }
}

/**
 * Makes pixels opaque. If a table has room for all their colours, they become numbers, told in green.
 *
 * @returns the table
 */
function indexColors(pixels: Uint32Array): readonly number[] | undefined {
  const table = new ColorTable(MOST_TABLE);
  const fits = addColors(table, pixels);
  let color = -1;
  let made = 0;
  for (let at = 0; at < pixels.length; at++) {
    if (pixels[at] !== color) {
      color = pixels[at]!;
      made = OPAQUE | (fits ? table.indexOf(color) << 8 : color);
    }
    pixels[at] = made;
  }
  return fits ? table.colors : undefined;
}

/** @returns whether all had room */
function addColors(table: ColorTable, pixels: Uint32Array): boolean {
  let color = -1;
  for (let at = 0; at < pixels.length; at++) {
    if (pixels[at] === color) continue;
    color = pixels[at]!;
    if (table.add(color) < 0) return false;
  }
  return true;
}

function channelDifference(color: number, before: number): number {
  let difference = 0;
  for (let shift = 0; shift < 32; shift += 8) {
    difference |= ((((color >>> shift) & 255) - ((before >>> shift) & 255)) & 255) << shift;
  }
  return difference >>> 0;
}
