import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { commandOutput } from "../../src/export/command-text.ts";

const SIZE = { cols: 20, rows: 5 };
const encoder = new TextEncoder();

function outputOf(text: string, options: Partial<Parameters<typeof commandOutput>[1]> = {}) {
  return commandOutput([encoder.encode(text)], { ...SIZE, ...options });
}

test("nothing printed is no line", () => {
  expect(outputOf("")).toEqual({ kind: "text", text: "", bytes: 0, lines: 0, truncated: false });
});

describe("as a person saw it", () => {
  test.each([
    ["lines", "one\r\ntwo\r\n", "one\ntwo", 2],
    ["no final newline", "one\r\ntwo", "one\ntwo", 2],
    ["empty lines at the end", "one\r\n\r\n\r\n", "one", 1],
    ["colours", "\x1b[31mred\x1b[0m and \x1b[1mbold\x1b[m\r\n", "red and bold", 1],
    ["a progress bar", "  1%\r 50%\r100%\r\ndone\r\n", "100%\ndone", 2],
    ["backspaces", "abcd\b\b\bx\x1b[K\r\n", "ax", 1],
    ["a line that is wrapped", `\x1b[m${"0123456789".repeat(5)}\r\n`, "0123456789".repeat(5), 1],
    ["a long line without an end", "0123456789".repeat(500), "0123456789".repeat(500), 1],
    ["a bar that goes up again", "a: 0\r\nb: 0\r\n\x1b[2Aa: 9\x1b[2B\r", "a: 9\nb: 0", 2],
    [
      "plain lines that are changed later",
      `${"line\r\n".repeat(20)}\x1b[2Anew\x1b[K\x1b[2B\r`,
      `${"line\n".repeat(18)}new\nline`,
      20,
    ],
    ["a cleared screen", "old\r\nolder\r\n\x1b[H\x1b[2J\x1b[3Jnew\r\n", "new", 1],
    ["a reset terminal", `${"old\r\n".repeat(20)}\x1bcnew\r\n`, "new", 1],
    ["a title", "\x1b]0;title\x07text\r\n", "text", 1],
    ["wide and combined characters", "日本e\u0301\x1b[m\r\n", "日本e\u0301", 1],
  ])("%s", (_, raw, text, lines) => {
    expect(outputOf(raw)).toEqual({ kind: "text", text, lines, bytes: encoder.encode(raw).length, truncated: false });
  });

  test("bytes that are no text", () => {
    expect(commandOutput([Uint8Array.of(0x61, 0xff, 0x62)], SIZE).text).toBe("a\ufffdb");
  });

  test("a character cut between two pieces", () => {
    const bytes = encoder.encode("a😀b");
    expect(commandOutput([bytes.subarray(0, 3), bytes.subarray(3)], SIZE).text).toBe("a😀b");
  });

  test("what was plain is the same with and without a terminal", () => {
    const word = fc.constantFrom("a", "some words ", "\r\n", "日本", "  ", "\x07", "0123456789012345678901234", "é");
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const text = words.join("");
        expect(outputOf(`\x1b[m${text}`).text).toBe(outputOf(text).text);
      }),
    );
  });

  test("how it is cut makes no difference", () => {
    const word = fc.constantFrom(
      "a",
      "words ",
      "\r\n",
      "\r",
      "\x1b[2A",
      "\x1b[K",
      "日本",
      "\x1b[1;31m",
      "\b",
      "\x1b[?1049h",
      "\x1b[?1049l",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.array(fc.nat(150)), (words, cuts) => {
        const bytes = encoder.encode(words.join(""));
        const places = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length];
        const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        expect(commandOutput(pieces, SIZE)).toEqual(commandOutput([bytes], SIZE));
      }),
    );
  });
});

describe("a full-screen program", () => {
  const editor = "\x1b[?1049h\x1b[2J\x1b[Hhello\r\nworld\x1b[5;1H:q";

  test("gives its last screen before it left", () => {
    expect(outputOf(`before\r\n${editor}\x1b[?1049lafter\r\n`)).toMatchObject({
      kind: "screen",
      text: "hello\nworld\n\n\n:q",
      lines: 5,
    });
  });

  test("gives the screen of now if it is still there", () => {
    expect(outputOf(editor)).toMatchObject({ kind: "screen", text: "hello\nworld\n\n\n:q" });
  });

  test("gives what was there before it cleared the screen to leave", () => {
    expect(outputOf(`${editor}\x1b[H\x1b[2J\x1b[?1049l`)).toMatchObject({
      kind: "screen",
      text: "hello\nworld\n\n\n:q",
    });
  });

  test("that has shown nothing was none", () => {
    expect(outputOf("\x1b[?1049h\x1b[?1049lhi\r\n")).toMatchObject({ kind: "text", text: "hi" });
  });

  test("keeps its screen through any flood", () => {
    const drawing = `${editor}${"\x1b[3;1Hframe".repeat(600_000)}`;
    expect(outputOf(drawing, { maxBytes: 1000 })).toMatchObject({ kind: "screen", text: "hello\nworld\nframe\n\n:q" });
  });

  test("is found behind a flood", () => {
    const before = "y\r\n".repeat(2_500_000);
    const behind = "\x1b[3;1Hframe".repeat(400_000);
    expect(outputOf(before + editor + behind, { maxBytes: 1000 })).toMatchObject({
      kind: "screen",
      text: "hello\nworld\nframe\n\n:q",
    });
  });
});

describe("a limit", () => {
  const numbers = (count: number, end: string) => Array.from({ length: count }, (_, at) => `${at}${end}`).join("");

  test("leaves head and tail, and counts all lines", () => {
    const output = outputOf(numbers(1000, "\r\n"), { maxBytes: 200 });
    expect(output).toMatchObject({ truncated: true, lines: 1000, bytes: 4890 });
    expect(output.text).toMatch(/^0\n1\n[\d\n]*… \d+ bytes left out …\n[\d\n]*998\n999$/);
  });

  test.each(["\r\n", "\x1b[m\r\n"])("of a flood too (lines end in %j)", (end) => {
    const raw = numbers(1_000_000, end);
    const output = outputOf(raw, { maxBytes: 2000 });
    expect(output).toMatchObject({ truncated: true, lines: 1_000_000, bytes: raw.length });
    expect(output.text).toMatch(/^0\n1\n[\d\n]*… \d+ bytes left out …\n[\d\n]*999998\n999999$/);
    expect(encoder.encode(output.text).length).toBeLessThanOrEqual(2000);
  });

  test("without one, all of a flood is there", () => {
    expect(outputOf(numbers(1_000_000, "\r\n")).text).toBe(numbers(1_000_000, "\n").slice(0, -1));
  });

  test("a screen is cut as well", () => {
    const full = `\x1b[?1049h\x1b[H${"x".repeat(80)}`;
    expect(outputOf(full, { maxBytes: 30 })).toMatchObject({ kind: "screen", truncated: true, omittedBytes: 53 });
  });
});

describe("with echo and prompt", () => {
  const echo = { prompt: "$ ", command: "echo hi" };

  test("both are left out", () => {
    expect(outputOf("echo hi\r\nhi\r\n$ ", { echo })).toEqual({
      ...{ kind: "text", text: "hi", lines: 1, truncated: false, bytes: 15 },
    });
  });

  test("as a line editor draws them", () => {
    const command = "echo 'a long command' | cat";
    const drawn = `${command.slice(0, 18)} \r${command.slice(18)}\r\n\x1b[?2004l\r`;
    const output = outputOf(`${drawn}a long command\r\n\x1b[?2004h$ `, { echo: { prompt: "$ ", command } });
    expect(output).toMatchObject({ text: "a long command", lines: 1 });
    expect(output.exact).toBeUndefined();
  });

  test("a prompt that has changed may be in the text", () => {
    expect(outputOf("echo hi\r\nhi\r\n/ $ ".replace("/ $", "/#"), { echo })).toMatchObject({
      text: "hi\n/#",
      exact: false,
    });
  });

  test("a cleared screen has no echo", () => {
    const typed = { prompt: "$ ", command: "clear" };
    const output = outputOf("clear\r\n\x1b[H\x1b[2J\x1b[3J$ ", { echo: typed });
    expect(output).toMatchObject({ text: "", lines: 0 });
    expect(output.exact).toBeUndefined();
  });
});
