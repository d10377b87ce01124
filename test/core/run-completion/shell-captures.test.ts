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

function textOfRecord(record: (string | number)[]): string {
  return record.filter((entry) => typeof entry === "string").join("");
}

describe.each(captures)("$shell, $cols columns, postamble typed $mode", ({ chunks, expected }) => {
  test("is what the shell shows without a postamble, then completes", async () => {
    expect(await replay(chunks)).toEqual(expect.arrayContaining([1]));
    expect(textOfRecord(await replay(chunks))).toBe(expected);
  });

  test("comes out the same for every cut", async () => {
    const whole = chunks.join("");
    for (let place = 1; place < whole.length; place++) {
      expect(textOfRecord(await replay(cutAt(whole, [place])))).toBe(expected);
    }
  });

  test("comes out the same byte by byte", async () => {
    expect(textOfRecord(await replay([...chunks.join("")]))).toBe(expected);
  });
});
