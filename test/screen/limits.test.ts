import { describe, expect, test } from "bun:test";
import { bytes, screenOf } from "./screen-of.ts";

const HUGE = 2_147_483_647;
const FULL = "1\r\n2\r\n3\r\n4\r\n5";

describe("a huge count is soon done, and does what a large one does", () => {
  test.each([..."@ABCDEFGHIJKLMPSTXZ`abdefgmrt", " @", " A", "'}", "'~", " q"])("CSI %s", (final) => {
    const start = process.cpuUsage();
    const huge = screenOf(`${FULL}\x1b[3;3Hx\x1b[${HUGE}${final}`);
    // Of the processor's time: that this program had to wait for it says nothing.
    const { user, system } = process.cpuUsage(start);
    expect(user + system).toBeLessThan(500_000);
    const large = screenOf(`${FULL}\x1b[3;3Hx\x1b[200${final}`);
    expect(huge.snapshot({ includeCells: true })).toEqual(large.snapshot({ includeCells: true }));
  });
});

test("an inner count that is small is done as it says", () => {
  expect(screenOf("a\x1b[3b").visibleLines()[0]).toBe("aaaa");
  expect(screenOf(`${FULL}\x1b[2S`).visibleLines()).toEqual(["3", "4", "5", "", ""]);
  expect(screenOf(`${FULL}\x1b[2;1H\x1b[L`).visibleLines()).toEqual(["1", "", "2", "3", "4"]);
});

describe("what is kept is limited", () => {
  test("combining characters of one cell", () => {
    const screen = screenOf(`a${"\u0301".repeat(10_000)}b`);
    const cells = screen.cells()[0]!;
    expect(cells[0]!.char.length).toBeLessThanOrEqual(257);
    expect(cells[1]).toEqual({ char: "b" });
  });

  test("a title", () => {
    const screen = screenOf("\x1b]2;short\x07");
    screen.write(bytes(`\x1b]2;${"x".repeat(100_000)}\x07`), 1);
    expect(screen.title).toBe("short");
  });

  test("a link", () => {
    const screen = screenOf(`\x1b]8;;https://example.org/${"x".repeat(100_000)}\x07X`);
    expect(screen.cells()[0]![0]).toEqual({ char: "X" });
  });
});
