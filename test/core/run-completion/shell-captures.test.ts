import { describe, expect, test } from "bun:test";
import { cutAt, FakeSession } from "./harness.ts";
import captures from "./shell-captures.json" with { type: "json" };

/**
 * What five shells really wrote when `sleep 0.2; echo hi` was typed and then a postamble: `ahead` at once with it,
 * `two` while the command ran, `after` it had ended. `expected` is what the same shell wrote without the postamble.
 */
const TOKEN = "0123456789abcdef";

async function replay(chunks: readonly string[]): Promise<(string | number)[]> {
  const session = new FakeSession({ tokens: [TOKEN] });
  session.run(1);
  await session.feed(...chunks);
  await session.coordinator.flushPtyDataOnExit();
  return session.record;
}

/** Busybox asks for the cursor's position behind its prompt, but not while input is waiting: behind both prompts or one. */
const CURSOR_QUERIES = /(?:\x1b\[6n)+$/;

describe.each(captures)("$shell, $cols columns, postamble typed $mode", ({ chunks, expected }) => {
  test("is what the shell shows without a postamble, then completes", async () => {
    const record = await replay(chunks);
    const unasked = expected.replace(CURSOR_QUERIES, "");
    expect(record.toSpliced(1, 1).join("").replace(CURSOR_QUERIES, "")).toBe(unasked);
    expect(record[1]).toBe(1);
    expect([expected, unasked]).toContain(record[0] as string);
  });

  test("comes out the same for every cut, and byte by byte", async () => {
    const record = await replay(chunks);
    const whole = chunks.join("");
    expect(await replay([...whole])).toEqual(record);
    for (let place = 1; place < whole.length; place++) {
      expect(await replay(cutAt(whole, [place]))).toEqual(record);
    }
  });
});
