import { type Coverage, FULL_COVERAGE } from "../coverage.ts";
import { drawGlyph } from "../glyph.ts";
import { type CellMetrics, cellMetrics } from "../metrics.ts";
import type { Profile } from "../profile.ts";
import { isShade } from "../shapes/shades.ts";
import { drawShape } from "../shapes/shape.ts";
import { element } from "./markup.ts";

/** Shapes are drawn this much larger than they are shown, so that their curves stay smooth when one looks closely. */
const FINENESS = 4;

/** Below it, all is text: boxes are the first that are drawn. */
const FIRST_DRAWN = 0x2500;
/** Private use: no font on another machine is likely to have the same there. */
const PRIVATE_USE = /^[\ue000-\uf8ff\u{f0000}-\u{10fffd}]/u;

/**
 * Characters that must look the same whatever fonts the reader has: those whose cells join (boxes, blocks, braille), and
 * icons. Each is a path that is defined once and used wherever the character stands.
 */
export class ShapePaths {
  readonly #metrics: CellMetrics;
  readonly #ids = new Map<string, string>();
  readonly #drawn = new Map<string, boolean>();
  #definitions = "";

  constructor(profile: Profile) {
    this.#metrics = cellMetrics(profile, FINENESS);
  }

  /** Whether a character is drawn as a path rather than written as text. */
  isDrawn(char: string): boolean {
    const codePoint = char.codePointAt(0) ?? 0;
    if (codePoint < FIRST_DRAWN) return false;
    const known = this.#drawn.get(char) ?? (PRIVATE_USE.test(char) || this.#shape(codePoint, false) !== undefined);
    this.#drawn.set(char, known);
    return known;
  }

  /**
   * The id of the character's path, in cells whose upper left corner is 0, 0; undefined if it is text.
   *
   * @param span how many cells it takes
   * @param col where it stands: the patterns of shades go on from cell to cell
   */
  idOf(char: string, span: number, col: number): string | undefined {
    if (!this.isDrawn(char)) return undefined;
    const codePoint = char.codePointAt(0) ?? 0;
    const isOdd = isShade(codePoint) && ((col * this.#metrics.width) / this.#metrics.line) % 2 >= 1;
    const key = `${char} ${span}${isOdd}`;
    const id = this.#ids.get(key) ?? this.#define(char, codePoint, span, isOdd);
    this.#ids.set(key, id);
    return id;
  }

  /** The paths that have been asked for. */
  get definitions(): string {
    return this.#definitions === "" ? "" : `${element("defs", {}, this.#definitions)}\n`;
  }

  #define(char: string, codePoint: number, span: number, isOdd: boolean): string {
    const coverages = this.#draw(char, codePoint, span, isOdd);
    const id = `c${codePoint.toString(16)}${span === 2 ? "w" : ""}${isOdd ? "o" : ""}`;
    const transform = `scale(${1 / FINENESS})`;
    this.#definitions += `\n${element("path", { id, transform, d: coverages.map(pathOf).join("") })}`;
    return id;
  }

  #shape(codePoint: number, isOdd: boolean): Coverage | undefined {
    return drawShape(codePoint, this.#metrics, isOdd);
  }

  #draw(char: string, codePoint: number, span: number, isOdd: boolean): readonly Coverage[] {
    const shape = this.#shape(codePoint, isOdd);
    if (shape) return [shape];
    const style = { bold: false, italic: false };
    const layers = drawGlyph({ text: char, span, isOdd, style, language: "zh" }, this.#metrics);
    return layers.map(({ coverage }) => coverage);
  }
}

/** The pixels that are covered at least by half, as rectangles. */
function pathOf({ width, height, levels }: Coverage): string {
  let path = "";
  /** Rectangles that reach down to the last row, by their sides. */
  let open = new Map<string, { x: number; y: number; length: number }>();
  for (let y = 0; y <= height; y++) {
    const now = new Map<string, { x: number; y: number; length: number }>();
    const row = y < height ? levels.subarray(y * width, (y + 1) * width) : new Uint8Array(0);
    for (const [x, length] of spansOf(row)) {
      const key = `${x} ${length}`;
      now.set(key, open.get(key) ?? { x, y, length });
      open.delete(key);
    }
    for (const rect of open.values()) path += `M${rect.x} ${rect.y}h${rect.length}v${y - rect.y}h-${rect.length}z`;
    open = now;
  }
  return path;
}

function* spansOf(row: Uint8Array): Generator<readonly [x: number, length: number]> {
  for (let x = 0; x < row.length; x++) {
    const start = x;
    while (x < row.length && row[x]! * 2 > FULL_COVERAGE) x++;
    if (x > start) yield [start, x - start];
  }
}
