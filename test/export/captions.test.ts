import { describe, expect, test } from "bun:test";
import { CaptionLine } from "../../src/export/caption-line.ts";
import { Captions } from "../../src/export/captions.ts";
import type { LogEvent } from "../../src/protocol/events.ts";
import { DARK_THEME } from "../../src/screen/palette.ts";

let seq = 0;
const event = (atMs: number, type: string, payload: object) =>
  ({ seq: seq++, ts: new Date(atMs).toISOString(), type, payload }) as LogEvent;

function captionOf(...events: LogEvent[]) {
  const captions = new Captions();
  for (const each of events) captions.take(each);
  return captions.current;
}

describe("a caption", () => {
  test("is what was typed last", () => {
    const typed = event(0, "input_text", { data: "ls" });
    expect(captionOf(typed, event(1, "output", { data: "x" }))).toEqual({ kind: "type", text: "ls" });
    expect(captionOf(typed, event(1, "marker", { label: "m" }))).toEqual({ kind: "mark", text: "m" });
    expect(captionOf(event(0, "input_run", { command: "make", noWait: true }))).toEqual({ kind: "run", text: "make" });
  });

  test("goes on while somebody types", () => {
    const keys = [0, 100, 200, 2000].map((atMs) => event(atMs, "input_text", { data: `${atMs} ` }));
    expect(captionOf(...keys.slice(0, 3))?.text).toBe("0 100 200 ");
    expect(captionOf(...keys)?.text).toBe("2000 ");
    const pressed = ["Up", "Enter"].map((key) => event(0, "input_keys", { keys: [key] }));
    expect(captionOf(...pressed)).toEqual({ kind: "keys", text: "Up Enter" });
  });

  test("tells nothing of a secret", () => {
    for (const length of [1, 40]) {
      const secret = event(0, "input_text", { data: "hunter2", secretLength: length });
      expect(captionOf(secret)).toEqual({ kind: "type", text: "••••••••" });
    }
  });
});

describe("a caption's line", () => {
  const shown = (text: string, cols = 24) => {
    const cells = new CaptionLine(cols, DARK_THEME).cellsOf({ kind: "type", text });
    expect(cells).toHaveLength(cols);
    return cells
      .map(({ char }) => char)
      .join("")
      .trimEnd();
  };

  test.each([
    { what: "says what kind it is", text: "ls", expected: " type  ls" },
    { what: "shows controls", text: "a\r\n\x1b[31m\x7f\t", expected: " type  a↵␛[31m␡␉" },
    {
      what: "shows the end of what is too long",
      text: "abcdefghijklmnopqrstuvwxyz",
      expected: " type  …lmnopqrstuvwxyz",
    },
    { what: "knows wide characters", text: "日本", expected: " type  日本" },
  ])("$what", ({ text, expected }) => expect(shown(text)).toBe(expected));

  test("is the same array for the same caption", () => {
    const line = new CaptionLine(10, DARK_THEME);
    const caption = { kind: "run", text: "x" } as const;
    expect(line.cellsOf(caption)).toBe(line.cellsOf(caption));
    expect(line.cellsOf(undefined)).not.toBe(line.cellsOf(caption));
  });
});
