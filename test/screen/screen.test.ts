import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { logicalText } from "../../src/core/screen-text.ts";
import { Screen } from "../../src/screen/screen.ts";
import { bytes, screenOf } from "./screen-of.ts";

describe("sequence numbers", () => {
  test("start before the first event and follow every kind of event", () => {
    const screen = new Screen({ cols: 10, rows: 2 });
    expect(screen.seq).toBe(-1);
    screen.write(bytes("a"), 0);
    screen.resize(12, 3, 1);
    screen.advance(2);
    expect(screen.seq).toBe(2);
    expect(screen.snapshot().capturedAtSeq).toBe(2);
  });

  test("the revision grows with what may be seen, and only with that", () => {
    const screen = new Screen({ cols: 10, rows: 2 });
    const before = screen.revision;
    screen.advance(0);
    expect(screen.revision).toBe(before);
    screen.write(bytes("a"), 1);
    expect(screen.revision).toBeGreaterThan(before);
    const written = screen.revision;
    screen.resize(9, 2, 2);
    expect(screen.revision).toBeGreaterThan(written);
  });
});

describe("text", () => {
  test("is there when write returns, in as many rows as the screen has", () => {
    expect(screenOf("one\r\n  two  \r\n").visibleLines()).toEqual(["one", "  two", "", "", ""]);
  });

  test("trims what was printed as blanks", () => {
    expect(screenOf("a\x1b[41m   \x1b[m").visibleLines()[0]).toBe("a");
  });

  test("is not held back by many small writes", () => {
    const screen = new Screen({ cols: 10, rows: 1 });
    for (const [seq, character] of [..."abcdef"].entries()) screen.write(bytes(character), seq);
    expect(screen.visibleLines()).toEqual(["abcdef"]);
  });

  test("shows bytes that are not UTF-8 instead of dropping them", () => {
    const screen = new Screen({ cols: 10, rows: 1 });
    screen.write(new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x21]), 0);
    expect(screen.visibleLines()).toEqual(["caf\ufffd!"]);
  });

  test("holds one array until something changes", () => {
    const screen = screenOf("a");
    const lines = screen.visibleLines();
    screen.advance(1);
    expect(screen.visibleLines()).toBe(lines);
    screen.write(bytes("b"), 2);
    expect(screen.visibleLines()[0]).toBe("ab");
  });
});

describe("scrollback", () => {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

  test("holds what scrolled away, oldest first", () => {
    const screen = screenOf(numbers(8).join("\r\n"));
    expect(screen.scrollbackLines()).toEqual(["line 0", "line 1", "line 2"]);
    expect(screen.visibleLines()).toEqual(["line 3", "line 4", "line 5", "line 6", "line 7"]);
  });

  test("forgets the oldest rows at its limit", () => {
    const screen = screenOf(numbers(100).join("\r\n"), { scrollback: 10 });
    expect(screen.scrollbackLines()).toHaveLength(10);
    expect(screen.scrollbackLines()[0]).toBe("line 85");
  });

  test("is emptied by ED 3", () => {
    const screen = screenOf(`${numbers(8).join("\r\n")}\x1b[3J`);
    expect(screen.scrollbackLines()).toEqual([]);
    expect(screen.visibleLines()[4]).toBe("line 7");
  });
});

describe("erasing above the cursor at the right margin", () => {
  const rows = ["11111", "22222", "33333"].join("\r\n");

  test("works on the last row", () => {
    expect(screenOf(`${rows}\x1b[1J`, { cols: 5, rows: 3 }).visibleLines()).toEqual(["", "", ""]);
  });

  test("spares what is protected, if asked to", () => {
    const screen = screenOf(`1\x1b[1"q2\x1b[0"q333\x1b[?1J`, { cols: 5, rows: 1 });
    expect(screen.visibleLines()).toEqual([" 2"]);
  });

  test("leaves lines that were wrapped elsewhere alone", () => {
    const screen = screenOf(`abcdefg\r\n${rows}\x1b[2;5H\x1b[1J`, { cols: 5, rows: 3 });
    screen.resize(10, 3, 1);
    expect(screen.scrollbackLines().concat(screen.visibleLines())).toContain("abcdefg");
  });
});

describe("alternate screen", () => {
  test("hides the normal one and gives it back with its cursor", () => {
    const screen = screenOf("shell$ vi\x1b[?1049h\x1b[2J\x1b[Htext of a file");
    expect(screen.isAltScreen).toBe(true);
    expect(screen.visibleLines()[0]).toBe("text of a file");
    expect(screen.scrollbackLines()).toEqual([]);
    screen.write(bytes("\x1b[?1049l"), 1);
    expect(screen.isAltScreen).toBe(false);
    expect(screen.visibleLines()[0]).toBe("shell$ vi");
    expect([screen.cursorRow, screen.cursorCol]).toEqual([0, 9]);
  });
});

describe("cursor", () => {
  test.each([
    ["at the start", "", 0, 0],
    ["behind what was printed", "abc", 0, 3],
    ["where it was put", "\x1b[3;7H", 2, 6],
    ["on the last column while a wrap is pending", "x".repeat(20), 0, 19],
    ["on the next row once it wrapped", "x".repeat(21), 1, 1],
    ["on the last row after scrolling", "\r\n".repeat(9), 4, 0],
    ["behind a wide character", "漢", 0, 2],
  ])("is %s", (_, text, row, col) => {
    const screen = screenOf(text);
    expect([screen.cursorRow, screen.cursorCol]).toEqual([row, col]);
  });
});

describe("modes", () => {
  const start = screenOf("").modes();

  test.each([
    ["\x1b[?1h", { applicationCursorKeys: true }],
    ["\x1b=", { applicationKeypad: true }],
    ["\x1b[?2004h", { bracketedPaste: true }],
    ["\x1b[?9h", { mouseTracking: "x10" }],
    ["\x1b[?1000h", { mouseTracking: "vt200" }],
    ["\x1b[?1002h\x1b[?1006h", { mouseTracking: "drag", mouseEncoding: "sgr" }],
    ["\x1b[?1003;1016h", { mouseTracking: "any", mouseEncoding: "sgr-pixels" }],
    ["\x1b[?1004h", { focusReporting: true }],
    ["\x1b[?2026h", { synchronizedOutput: true }],
    ["\x1b[?25l", { cursorVisible: false }],
    ["\x1b[4 q", { cursorStyle: "underline", cursorBlink: false }],
    ["\x1b[5 q", { cursorStyle: "bar", cursorBlink: true }],
  ])("%j changes %j, and a reset changes it back", (sequence, expected) => {
    const screen = screenOf(sequence);
    expect(screen.modes()).toEqual({ ...start, ...expected } as typeof start);
    screen.write(bytes("\x1bc"), 1);
    expect(screen.modes()).toEqual(start);
  });

  test("title", () => {
    expect(screenOf("\x1b]2;vim notes\x07").title).toBe("vim notes");
  });
});

describe("wrapped lines", () => {
  const logical = (screen: Screen) => logicalText(screen.visibleRows()).trimEnd();

  test("are joined to the line that was printed", () => {
    expect(logical(screenOf("a line that is longer than twenty columns\r\nnext"))).toBe(
      "a line that is longer than twenty columns\nnext",
    );
  });

  test("keep a blank that falls on the margin", () => {
    expect(logical(screenOf("abcd efgh", { cols: 5 }))).toBe("abcd efgh");
  });

  test("lose the cell that a wide character left empty", () => {
    const screen = screenOf("abcd漢字", { cols: 5 });
    expect(screen.visibleLines().slice(0, 2)).toEqual(["abcd", "漢字"]);
    expect(logical(screen)).toBe("abcd漢字");
  });

  test("keep a blank that was printed before a wide character", () => {
    expect(logical(screenOf("abcd 漢字", { cols: 5 }))).toBe("abcd 漢字");
  });

  test("are not what two printed lines look like", () => {
    expect(logical(screenOf("abcde\r\nfghij", { cols: 5 }))).toBe("abcde\nfghij");
  });
});

test("the kitchen sink reads as it was drawn", () => {
  const screen = new Screen({ cols: 120, rows: 40 });
  screen.write(readFileSync(new URL("../fixtures/kitchen-sink.ansi", import.meta.url)), 0);
  const lines = screen.visibleLines();
  expect(lines[0]).toStartWith("bold italic bold-italic dim inverse strike und double curly");
  expect(lines[6]).toStartWith("box: ┌──┬──┐ ╔══╦══╗ ╭──╮");
  expect(lines[13]).toBe("|中|文|日|本|한|국|  alignment: 12345678 中文中文 |  ０１２３ |");
  expect(lines[14]).toContain("ZWJ: 👨‍👩‍👧‍👦 👩‍💻 🏳️‍🌈 👩🏽‍🚀");
  expect(lines[34]).toBe("cursor here →");
  expect([screen.cursorRow, screen.cursorCol]).toEqual([34, 14]);
});
