import { type ArmWeight, type BoxArms, boxArms } from "./box-arms.ts";
import { division, type ShapeCanvas } from "./canvas.ts";

type Direction = keyof BoxArms;

const DOUBLE: ArmWeight = 3;
const DIRECTIONS: readonly Direction[] = ["left", "right", "up", "down"];
const OPPOSITE: Readonly<Record<Direction, Direction>> = { left: "right", right: "left", up: "down", down: "up" };
const ACROSS: Readonly<Record<Direction, readonly [Direction, Direction]>> = {
  left: ["up", "down"],
  right: ["up", "down"],
  up: ["left", "right"],
  down: ["left", "right"],
};
/** How many thin lines thick a weight is; a double line has two and the space between them. */
const THICKNESS: Readonly<Record<ArmWeight, number>> = { 0: 0, 1: 1, 2: 2, 3: 3 };

/** First and last edge of a line, in pixels across it. */
type Span = readonly [from: number, to: number];

/** A line of `thickness` pixels through the middle; the same in every cell, so that lines meet. */
export function middleSpan(length: number, thickness: number): Span {
  const from = Math.floor((length - thickness) / 2);
  return [from, from + thickness];
}

/**
 * Draws a character of straight arms. Double lines come first: as wide lines, out of which the space between the two is
 * cut; what is left at corners and crossings is what the character shows. Single lines are laid over them.
 */
export function drawBoxLines(canvas: ShapeCanvas, codePoint: number): boolean {
  const arms = boxArms(codePoint);
  if (!arms) return false;
  const doubles = DIRECTIONS.filter((direction) => arms[direction] === DOUBLE);
  for (const direction of doubles) drawArm(canvas, direction, 3, reachOf(arms, direction));
  for (const direction of doubles) drawArm(canvas, direction, 1, gapReach(arms, direction), 0);
  for (const direction of DIRECTIONS) {
    if (arms[direction] === 0 || arms[direction] === DOUBLE) continue;
    drawArm(canvas, direction, THICKNESS[arms[direction]], reachOf(arms, direction));
  }
  return true;
}

/**
 * How thick a line through the middle an arm reaches over, counted in thin lines: to the far side of the line it meets.
 * A single line that ends at a double one that runs on ends at the near one of the two (negative).
 */
function reachOf(arms: BoxArms, direction: Direction): number {
  const [one, other] = ACROSS[direction].map((across) => arms[across]) as [ArmWeight, ArmWeight];
  const runsOn = one === DOUBLE && other === DOUBLE;
  if (arms[direction] !== DOUBLE && runsOn && arms[OPPOSITE[direction]] === 0) return -1;
  return Math.max(THICKNESS[one], THICKNESS[other], 1);
}

/** The space of a double line ends at a single one, and joins that of another double one. */
function gapReach(arms: BoxArms, direction: Direction): number {
  return ACROSS[direction].some((across) => arms[across] === DOUBLE) || arms[OPPOSITE[direction]] === DOUBLE ? 1 : -1;
}

/** Draws an arm from its edge over the middle line of `reach` thin lines; up to that line if negative. */
function drawArm(canvas: ShapeCanvas, direction: Direction, lines: number, reach: number, level?: number): void {
  const isHorizontal = direction === "left" || direction === "right";
  const [length, breadth] = isHorizontal ? [canvas.width, canvas.height] : [canvas.height, canvas.width];
  const [near, far] = middleSpan(breadth, lines * canvas.line);
  const [start, end] = middleSpan(length, Math.abs(reach) * canvas.line);
  const isFirst = direction === "left" || direction === "up";
  const from = isFirst ? 0 : reach < 0 ? end : start;
  const to = isFirst ? (reach < 0 ? start : end) : length;
  if (isHorizontal) canvas.rect(from, near, to, far, level);
  else canvas.rect(near, from, far, to, level);
}

/** Dashed lines: how many dashes, how many thin lines thick, and whether upright. */
const DASHES: Readonly<Record<number, readonly [dashes: number, lines: number, isUpright: boolean]>> = {
  9476: [3, 1, false],
  9477: [3, 2, false],
  9478: [3, 1, true],
  9479: [3, 2, true],
  9480: [4, 1, false],
  9481: [4, 2, false],
  9482: [4, 1, true],
  9483: [4, 2, true],
  9548: [2, 1, false],
  9549: [2, 2, false],
  9550: [2, 1, true],
  9551: [2, 2, true],
};

export function drawDashes(canvas: ShapeCanvas, codePoint: number): boolean {
  const entry = DASHES[codePoint];
  if (!entry) return false;
  const [dashes, lines, isUpright] = entry;
  const [length, breadth] = isUpright ? [canvas.height, canvas.width] : [canvas.width, canvas.height];
  const [near, far] = middleSpan(breadth, lines * canvas.line);
  const gap = Math.max(canvas.line, division(length, 1, dashes * 3));
  for (let dash = 0; dash < dashes; dash++) {
    const from = division(length, dash, dashes);
    const to = Math.max(from + 1, division(length, dash + 1, dashes) - gap);
    if (isUpright) canvas.rect(near, from, far, to);
    else canvas.rect(from, near, to, far);
  }
  return true;
}
