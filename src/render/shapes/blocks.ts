import { division, type ShapeCanvas } from "./canvas.ts";

/** Left, top, right, bottom in eighths of the cell. */
type Eighths = readonly [left: number, top: number, right: number, bottom: number];

/** U+2580 to U+2590 and on: the block elements that are one rectangle. */
function rectangleOf(codePoint: number): Eighths | undefined {
  if (codePoint === 0x2580) return [0, 0, 8, 4];
  if (codePoint >= 0x2581 && codePoint <= 0x2588) return [0, 8 - (codePoint - 0x2580), 8, 8];
  if (codePoint >= 0x2589 && codePoint <= 0x258f) return [0, 0, 0x2590 - codePoint, 8];
  return OTHER_RECTANGLES[codePoint];
}

const OTHER_RECTANGLES: Readonly<Record<number, Eighths>> = {
  9616: [4, 0, 8, 8],
  9620: [0, 0, 8, 1],
  9621: [7, 0, 8, 8],
  129922: [0, 0, 8, 2],
  129923: [0, 0, 8, 3],
  129924: [0, 0, 8, 5],
  129925: [0, 0, 8, 6],
  129926: [0, 0, 8, 7],
  129927: [6, 0, 8, 8],
  129928: [5, 0, 8, 8],
  129929: [3, 0, 8, 8],
  129930: [2, 0, 8, 8],
  129931: [1, 0, 8, 8],
  130020: [2, 0, 6, 4],
  130021: [2, 4, 6, 8],
  130022: [0, 2, 4, 6],
  130023: [4, 2, 8, 6],
};

function fillEighths(canvas: ShapeCanvas, [left, top, right, bottom]: Eighths): void {
  const x = (part: number) => division(canvas.width, part, 8);
  const y = (part: number) => division(canvas.height, part, 8);
  canvas.rect(x(left), y(top), x(right), y(bottom));
}

export function drawBlock(canvas: ShapeCanvas, codePoint: number): boolean {
  const rectangle = rectangleOf(codePoint);
  if (!rectangle) return false;
  fillEighths(canvas, rectangle);
  return true;
}

/** U+2596 to U+259F: which quarters are filled: 1 upper left, 2 upper right, 4 lower left, 8 lower right. */
const QUADRANTS = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14];
const [FIRST_QUADRANT, FIRST_SEXTANT, LAST_SEXTANT] = [0x2596, 0x1fb00, 0x1fb3b];
/** Sextants that are block elements already: the left and the right half. */
const [LEFT_HALF, RIGHT_HALF] = [0b010101, 0b101010];

export function drawQuadrants(canvas: ShapeCanvas, codePoint: number): boolean {
  const bits = QUADRANTS[codePoint - FIRST_QUADRANT];
  if (bits === undefined) return false;
  fillGrid(canvas, bits, 2);
  return true;
}

/** Draws a sextant: two by three blocks. They count up in binary, leaving out those that exist elsewhere. */
export function drawSextant(canvas: ShapeCanvas, codePoint: number): boolean {
  if (codePoint < FIRST_SEXTANT || codePoint > LAST_SEXTANT) return false;
  let bits = codePoint - FIRST_SEXTANT + 1;
  if (bits >= LEFT_HALF) bits++;
  if (bits >= RIGHT_HALF) bits++;
  fillGrid(canvas, bits, 3);
  return true;
}

/** Fills cells of a grid of two columns: bit 0 is the upper left one, bit 1 its right neighbour, and so on down. */
export function fillGrid(canvas: ShapeCanvas, bits: number, rows: number): void {
  for (let index = 0; index < rows * 2; index++) {
    if (!(bits & (1 << index))) continue;
    const [column, row] = [index & 1, index >> 1];
    canvas.rect(
      division(canvas.width, column, 2),
      division(canvas.height, row, rows),
      division(canvas.width, column + 1, 2),
      division(canvas.height, row + 1, rows),
    );
  }
}

/** One eighth of the cell, anywhere: U+1FB70 to U+1FB7B; and combinations at the edges, to U+1FB81. */
export function drawEighthLines(canvas: ShapeCanvas, codePoint: number): boolean {
  if (codePoint >= 0x1fb70 && codePoint <= 0x1fb75) {
    const at = codePoint - 0x1fb70 + 1;
    fillEighths(canvas, [at, 0, at + 1, 8]);
    return true;
  }
  if (codePoint >= 0x1fb76 && codePoint <= 0x1fb7b) {
    const at = codePoint - 0x1fb76 + 1;
    fillEighths(canvas, [0, at, 8, at + 1]);
    return true;
  }
  const edges = EDGES[codePoint];
  for (const edge of edges ?? []) fillEighths(canvas, edge);
  return edges !== undefined;
}

const [LEFT, RIGHT, TOP, BOTTOM]: Eighths[] = [
  [0, 0, 1, 8],
  [7, 0, 8, 8],
  [0, 0, 8, 1],
  [0, 7, 8, 8],
];
const EDGES: Readonly<Record<number, readonly Eighths[]>> = {
  129916: [LEFT!, BOTTOM!],
  129917: [LEFT!, TOP!],
  129918: [RIGHT!, TOP!],
  129919: [RIGHT!, BOTTOM!],
  129920: [TOP!, BOTTOM!],
  129921: [0, 2, 4, 7].map((at): Eighths => [0, at, 8, at + 1]),
};
