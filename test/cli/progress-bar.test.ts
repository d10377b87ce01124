import { expect, test } from "bun:test";
import { progressLine } from "../../src/cli/progress-bar.ts";

test.each([
  { part: 0, elapsedMs: 600, expected: `[${"-".repeat(30)}]   0 %` },
  { part: 0.5, elapsedMs: 6000, expected: `[${"#".repeat(15)}${"-".repeat(15)}]  50 %, 6 s left` },
  { part: 0.1, elapsedMs: 10_000, expected: `[###${"-".repeat(27)}]  10 %, 1 min 30 s left` },
  { part: 1, elapsedMs: 6000, expected: `[${"#".repeat(30)}] 100 %, 0 s left` },
])("a bar of $part", ({ part, elapsedMs, expected }) => expect(progressLine(part, elapsedMs)).toBe(expected));
