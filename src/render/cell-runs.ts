/** Neighbouring cells that have something in common: from `start` up to, not including, `end`. */
export interface CellRun<T> {
  readonly start: number;
  readonly end: number;
  readonly value: T;
}

/** The runs of equal values in a row; cells without a value belong to none. */
export function cellRuns<C, T>(cells: readonly C[], valueAt: (cell: C, col: number) => T | undefined): CellRun<T>[] {
  const runs: { start: number; end: number; value: T }[] = [];
  for (const [col, cell] of cells.entries()) {
    const value = valueAt(cell, col);
    const last = runs.at(-1);
    if (value === undefined) continue;
    if (last?.end === col && last.value === value) last.end++;
    else runs.push({ start: col, end: col + 1, value });
  }
  return runs;
}
