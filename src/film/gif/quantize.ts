/** A group of colours that will become one. */
interface Box {
  readonly colors: readonly Counted[];
  /** By how much its colours differ, weighted by how often they occur. */
  readonly spread: number;
  /** The channel that differs most: how far it is shifted in a colour. */
  readonly shift: number;
}

interface Counted {
  readonly color: number;
  readonly count: number;
}

const SHIFTS = [16, 8, 0];

/**
 * Chooses `limit` colours that stand for all of them: the group whose colours differ most is cut in two, until there
 * are enough (Wu's and Heckbert's idea). A colour that is more than half of its group stays as it is, so that plain
 * grounds and text keep theirs. The same colours give the same choice.
 *
 * @param counts how often each colour, `0xrrggbb`, occurs
 * @returns what stands for each colour
 */
export function quantize(counts: ReadonlyMap<number, number>, limit: number): Map<number, number> {
  const all = [...counts].map(([color, count]) => ({ color, count })).sort((a, b) => a.color - b.color);
  const boxes = [boxOf(all)];
  while (boxes.length < limit) {
    const widest = boxes.reduce((best, box, index) => (box.spread > boxes[best]!.spread ? index : best), 0);
    const box = boxes[widest]!;
    if (box.spread === 0) break;
    const [low, high] = cut(box);
    boxes[widest] = boxOf(low);
    boxes.push(boxOf(high));
  }
  const replaced = new Map<number, number>();
  for (const box of boxes) {
    const representative = represent(box.colors);
    for (const { color } of box.colors) replaced.set(color, representative);
  }
  return replaced;
}

function mean(colors: readonly Counted[], shift: number): number {
  let sum = 0;
  let total = 0;
  for (const { color, count } of colors) {
    sum += ((color >> shift) & 255) * count;
    total += count;
  }
  return sum / total;
}

function boxOf(colors: readonly Counted[]): Box {
  const spreads = SHIFTS.map((shift) => {
    const middle = mean(colors, shift);
    return colors.reduce((sum, { color, count }) => sum + (((color >> shift) & 255) - middle) ** 2 * count, 0);
  });
  const spread = Math.max(...spreads);
  return { colors, spread, shift: SHIFTS[spreads.indexOf(spread)]! };
}

/** At the mean of the channel that differs most; both parts have a colour, as not all are the same there. */
function cut({ colors, shift }: Box): readonly [Counted[], Counted[]] {
  const middle = mean(colors, shift);
  const isLow = ({ color }: Counted) => ((color >> shift) & 255) < middle;
  return [colors.filter(isLow), colors.filter((counted) => !isLow(counted))];
}

function represent(colors: readonly Counted[]): number {
  const total = colors.reduce((sum, { count }) => sum + count, 0);
  const most = colors.reduce((best, counted) => (counted.count > best.count ? counted : best));
  if (most.count * 2 > total) return most.color;
  return SHIFTS.reduce((color, shift) => color | (Math.round(mean(colors, shift)) << shift), 0);
}
