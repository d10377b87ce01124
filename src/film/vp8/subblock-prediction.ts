/** How one of a macroblock's 16 subblocks of 4×4 is foretold (RFC 6386, 11.3), in the RFC's order. */
export const SUBMODE = {
  dc: 0,
  trueMotion: 1,
  vertical: 2,
  horizontal: 3,
  leftDown: 4,
  rightDown: 5,
  verticalRight: 6,
  verticalLeft: 7,
  horizontalDown: 8,
  horizontalUp: 9,
} as const;
export const SUBMODES = 10;

/** The edge (12.3): left from below, corner, above to the right; 13 pixels. */
const EDGE = 13;
const CORNER = 4;
const ABOVE = 5;
// What the modes are made of, from each place of the edge: the mean with the next one, and the mean with both
// neighbours, where it counts twice; and the lowest left pixel itself.
const two = (place: number) => place;
const three = (place: number) => EDGE + place;
const LOWEST_LEFT = 2 * EDGE;

/** Each direction's 16 pixels, row by row. */
function pattern(at: (row: number, column: number) => number): Uint8Array {
  return Uint8Array.from({ length: 16 }, (_, index) => at(index >> 2, index & 3));
}

/** A line of the edge, from which each row takes its pixels two further back. */
function slide(line: readonly number[], starts: readonly number[]): Uint8Array {
  return pattern((row, column) => line[starts[row]! + column]!);
}

/** The modes from `vertical` on. */
const PATTERNS: readonly Uint8Array[] = [
  pattern((_, column) => three(ABOVE + column)),
  pattern((row) => three(CORNER - 1 - row)),
  pattern((row, column) => three(ABOVE + 1 + row + column)),
  pattern((row, column) => three(CORNER - row + column)),
  // Even rows are means of two, odd ones of three; each pair is the one above, moved by a pixel.
  pattern((row, column) => {
    const back = (row >> 1) - column;
    if (back > 0) return three(CORNER + 1 - row);
    return row & 1 ? three(CORNER - back) : two(CORNER - back);
  }),
  pattern((row, column) => {
    if (column === 3 && row > 1) return three(ABOVE + 3 + row);
    const place = ABOVE + column + (row >> 1);
    return row & 1 ? three(place + 1) : two(place);
  }),
  slide([two(0), three(1), two(1), three(2), two(2), three(3), two(3), three(4), three(5), three(6)], [6, 4, 2, 0]),
  slide(
    [two(2), three(2), two(1), three(1), two(0), three(0), LOWEST_LEFT, LOWEST_LEFT, LOWEST_LEFT, LOWEST_LEFT],
    [0, 2, 4, 6],
  ),
];

/** Foretells subblocks from the pixels around them. */
export class SubblockPrediction {
  readonly #edge = new Uint8Array(EDGE + 1);
  readonly #means = new Uint8Array(2 * EDGE + 1);

  /**
   * Takes in the surroundings of a subblock.
   *
   * @param origin its first pixel in the plane
   * @param right where the four pixels are that follow those above: for some subblocks not in the row above
   */
  look(plane: Uint8Array, origin: number, stride: number, right: number): void {
    const edge = this.#edge;
    const above = origin - stride;
    for (let index = 0; index < 4; index++) {
      edge[index] = plane[origin + (3 - index) * stride - 1]!;
      edge[ABOVE + index] = plane[above + index]!;
      edge[ABOVE + 4 + index] = plane[right + index]!;
    }
    edge[CORNER] = plane[above - 1]!;
    edge[EDGE] = edge[EDGE - 1]!;
    const means = this.#means;
    for (let place = 0; place < EDGE; place++) {
      const here = edge[place]!;
      const before = edge[place === 0 ? 0 : place - 1]!;
      const after = edge[place + 1]!;
      means[two(place)] = (here + after + 1) >> 1;
      means[three(place)] = (before + 2 * here + after + 2) >> 2;
    }
    means[LOWEST_LEFT] = edge[0]!;
  }

  /** Writes the 16 pixels that a mode makes of the surroundings. */
  predict(mode: number, to: Uint8Array): void {
    if (mode === SUBMODE.dc) to.fill(this.#mean());
    else if (mode === SUBMODE.trueMotion) this.#trueMotion(to);
    else {
      const places = PATTERNS[mode - SUBMODE.vertical]!;
      for (let index = 0; index < 16; index++) to[index] = this.#means[places[index]!]!;
    }
  }

  #mean(): number {
    const edge = this.#edge;
    let sum = 4;
    for (let index = 0; index < 4; index++) sum += edge[index]! + edge[ABOVE + index]!;
    return sum >> 3;
  }

  #trueMotion(to: Uint8Array): void {
    const edge = this.#edge;
    for (let index = 0; index < 16; index++) {
      const value = edge[CORNER - 1 - (index >> 2)]! + edge[ABOVE + (index & 3)]! - edge[CORNER]!;
      to[index] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}
