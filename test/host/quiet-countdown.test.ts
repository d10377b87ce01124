import { afterEach, expect, setSystemTime, test } from "bun:test";
import { whenQuietFor } from "../../src/host/quiet-countdown.ts";

afterEach(() => {
  setSystemTime();
});

test("a clock that is set back does not prolong the quiet", async () => {
  const { promise: expired, resolve } = Promise.withResolvers<void>();
  let isOver = false;
  let lastAt = () => performance.now();
  whenQuietFor(
    50,
    () => lastAt(),
    () => {
      isOver = true;
      resolve();
    },
  );
  expect(isOver).toBe(false);
  setSystemTime(new Date(Date.now() - 3_600_000));
  const now = performance.now();
  lastAt = () => now;
  await expired;
});

test("what has been quiet for long enough is told at once", () => {
  let isOver = false;
  whenQuietFor(
    50,
    () => performance.now() - 50,
    () => {
      isOver = true;
    },
  );
  expect(isOver).toBe(true);
});
