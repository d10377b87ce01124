import { describe, expect, test } from "bun:test";
import { Pacing, TIMINGS, type Timing } from "../../src/core/pacing.ts";

const START = 1_000_000;
const places = (timing: Timing, moments: readonly number[]) => {
  const pacing = new Pacing(timing, START);
  return moments.map((ms) => pacing.place(START + ms));
};

describe("what happened", () => {
  test.each([
    { timing: "recorded", expected: [100, 100, 5100, 5500, 5901] },
    { timing: "accelerated", expected: [100, 100, 500, 900, 1300] },
    { timing: "max-speed", expected: [0, 0, 0, 0, 0] },
  ] as const)("is placed $timing", ({ timing, expected }) => {
    expect(places(timing, [100, 100, 5100, 5500, 5901])).toEqual([...expected]);
  });

  test.each([...TIMINGS])("never goes back, though a clock does (%s)", (timing) => {
    const back = places(timing, [-50, 300, 200, 250, 310]);
    expect(back).toEqual([...back].sort((a, b) => a - b));
    expect(back).toEqual(places(timing, [0, 300, 300, 300, 310]));
  });
});

describe("a recording", () => {
  const moments = [100, 1100, 1103, 11_103];
  test.each([
    { what: "can be faster", options: { speed: 2 }, expected: [50, 550, 552, 5552] },
    { what: "can be slower", options: { speed: 0.5 }, expected: [200, 2200, 2206, 22_206] },
    { what: "can have a longest pause", options: { idleLimitMs: 500 }, expected: [100, 600, 603, 1103] },
    { what: "has it also when it is faster", options: { speed: 2, idleLimitMs: 500 }, expected: [50, 550, 552, 1052] },
  ])("$what", ({ options, expected }) => {
    const pacing = new Pacing("recorded", START, options);
    expect(moments.map((ms) => pacing.place(START + ms))).toEqual([...expected]);
  });
});
