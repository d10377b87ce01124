import { expect, test } from "bun:test";
import { withIdleLimit } from "../../src/host/idle-limit.ts";

const QUIET_MS = 5;
const session = { lastOutputAt: 0 };
const limits = { limit: new AbortController().signal, idleMs: QUIET_MS };

/** Once whatever is due within `QUIET_MS` has happened: timers fire in the order in which they are due. */
const untilQuietIsOver = () => new Promise((resolve) => setTimeout(resolve, QUIET_MS * 2));

test("quiet reaches the limit of what is still at work", async () => {
  const isIdle = await withIdleLimit(session, limits, async (idle) => {
    await new Promise((resolve) => idle.signal.addEventListener("abort", resolve));
    return idle.isIdle;
  });
  expect(isIdle).toBe(true);
});

test.each([
  ["has failed", () => Promise.reject(new Error("broken"))],
  ["is done", () => Promise.resolve()],
])("nobody counts the quiet behind work that %s", async (_what, work) => {
  let signal: AbortSignal | undefined;
  const ended = withIdleLimit(session, limits, (idle) => {
    signal = idle.signal;
    return work();
  });
  await Promise.allSettled([ended]);
  await untilQuietIsOver();
  expect(signal?.aborted).toBe(false);
});
