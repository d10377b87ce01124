import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { FilmTiming } from "../../src/core/film-timing.ts";

/** The pictures of changes at these times: when each is shown, and the last change that is in it (-1 for none). */
function pictures(maxFps: number, changes: readonly number[]): [shownMs: number, change: number][] {
  const timing = new FilmTiming(maxFps);
  const taken: [number, number][] = [];
  for (const [index, atMs] of changes.entries()) {
    const due = timing.dueBefore(atMs);
    if (due !== undefined) {
      taken.push([due, index - 1]);
      timing.taken();
    }
    timing.changed(atMs);
  }
  if (timing.pendingMs !== undefined) taken.push([timing.pendingMs, changes.length - 1]);
  return taken;
}

describe("pictures are taken", () => {
  test.each([
    { what: "of a session in which nothing happens", changes: [], expected: [[0, -1]] },
    {
      what: "at real times",
      changes: [500, 1234],
      expected: [
        [0, -1],
        [500, 0],
        [1234, 1],
      ],
    },
    {
      what: "once for an instant",
      changes: [500, 500, 503, 508, 600],
      expected: [
        [0, -1],
        [500, 3],
        [600, 4],
      ],
    },
    {
      what: "of the start with what is there at once",
      changes: [0, 5, 700],
      expected: [
        [0, 1],
        [700, 2],
      ],
    },
    {
      what: "no oftener than allowed",
      changes: [500, 520, 540, 560, 590, 900],
      expected: [
        [0, -1],
        [500, 0],
        [600, 4],
        [900, 5],
      ],
    },
    {
      what: "of the last change too",
      changes: [500, 520],
      expected: [
        [0, -1],
        [500, 0],
        [600, 1],
      ],
    },
  ])("$what", ({ changes, expected }) => {
    expect(pictures(10, changes)).toEqual(expected.map(([shown, change]) => [shown, change]));
  });
});

test("pictures keep their distance and their order, none shows what has not happened, and the last change is shown", () => {
  const changes = fc
    .array(fc.integer({ min: 0, max: 5000 }), { maxLength: 80 })
    .map((all) => all.sort((a, b) => a - b));
  const property = fc.property(changes, fc.integer({ min: 1, max: 60 }), (times, maxFps) => {
    const taken = pictures(maxFps, times);
    expect(taken.at(-1)?.[1]).toBe(times.length - 1);
    for (const [index, [shownMs, change]] of taken.entries()) {
      // What belongs to the same instant may be a few ms ahead.
      if (change >= 0) expect(times[change]!).toBeLessThanOrEqual(shownMs + 8);
      const before = taken[index - 1];
      if (before) expect(shownMs - before[0]).toBeGreaterThanOrEqual(1000 / maxFps - 1e-9);
      const next = times[change + 1];
      if (next !== undefined) expect(next).toBeGreaterThan(shownMs + 8);
    }
  });
  fc.assert(property);
});

describe("a program in the middle of a frame", () => {
  test("is waited for", () => {
    const timing = new FilmTiming(10);
    timing.taken();
    timing.changed(500);
    expect(timing.dueBefore(600)).toBe(500);
    expect(timing.postpone(600)).toBe(true);
    expect(timing.dueBefore(605)).toBeUndefined();
    expect(timing.dueBefore(650)).toBe(600);
  });

  test("is not waited for without end", () => {
    const timing = new FilmTiming(10);
    timing.taken();
    timing.changed(500);
    expect(timing.postpone(600)).toBe(true);
    expect(timing.postpone(700)).toBe(true);
    expect(timing.postpone(701)).toBe(false);
    expect(timing.dueBefore(720)).toBe(700);
  });
});
