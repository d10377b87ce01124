import { describe, expect, test } from "bun:test";
import type { Timing } from "../../src/core/pacing.ts";
import { CAST_FORMATS, type CastHead, castHeader, castLine } from "../../src/export/asciicast.ts";
import { CastEvents } from "../../src/export/cast-event.ts";
import type { LogEvent } from "../../src/protocol/events.ts";
import { DARK_THEME } from "../../src/screen/palette.ts";
import { parseCast } from "./cast.ts";

const START = Date.UTC(2026, 0, 2, 3, 4, 5, 600);
const HEAD: CastHead = { cols: 80, rows: 24, startedAtMs: START, title: "sh", term: "xterm-256color" };
const at = (ms: number) => new Date(START + ms).toISOString();

const EVENTS: LogEvent[] = [
  { seq: 0, ts: at(10), type: "output", payload: { data: "$ " } },
  { seq: 1, ts: at(1000), type: "input_text", payload: { data: "secret" } },
  { seq: 2, ts: at(1001), type: "output", payload: { data: "é\r\n\x1b[1m" } },
  { seq: 3, ts: at(1001), type: "resize", payload: { cols: 100, rows: 30 } },
  { seq: 4, ts: at(3001), type: "marker", payload: { label: "here" } },
  { seq: 5, ts: at(3002), type: "output", payload: { data: "\ufffd", bytes: "4rQ=" } },
  { seq: 6, ts: at(3003), type: "signal", payload: { signal: "SIGINT" } },
  { seq: 7, ts: at(3004), type: "output", payload: { data: "\ufffd", bytes: "lA==" } },
  { seq: 8, ts: at(9000), type: "exit", payload: { exitCode: 0, exitSignal: null } },
];

function castOf(name: keyof typeof CAST_FORMATS, timing: Timing = "recorded", events = EVENTS, head = HEAD): string {
  const format = CAST_FORMATS[name];
  const converted = new CastEvents(timing, START);
  let previous = 0;
  const lines = events.flatMap((logged) => {
    const event = converted.convert(logged);
    if (event === undefined) return [];
    const line = castLine(format, event, previous);
    previous = event.ms;
    return [line];
  });
  return castHeader(format, head) + lines.join("");
}

describe("a cast", () => {
  test("of version 2 has times from the start", () => {
    expect(castOf("asciicast")).toBe(
      [
        '{"version":2,"width":80,"height":24,"timestamp":1767323045,"title":"sh","env":{"TERM":"xterm-256color"}}',
        '[0.01, "o", "$ "]',
        '[1.001, "o", "é\\r\\n\\u001b[1m"]',
        '[1.001, "r", "100x30"]',
        '[3.001, "m", "here"]',
        '[3.004, "o", "ⴔ"]\n',
      ].join("\n"),
    );
  });

  test("of version 3 has times from one event to the next", () => {
    expect(castOf("asciicast-v3")).toBe(
      [
        '{"version":3,"term":{"cols":80,"rows":24,"type":"xterm-256color"},"timestamp":1767323045,"title":"sh",' +
          '"env":{"TERM":"xterm-256color"}}',
        '[0.01, "o", "$ "]',
        '[0.991, "o", "é\\r\\n\\u001b[1m"]',
        '[0, "r", "100x30"]',
        '[2, "m", "here"]',
        '[0.003, "o", "ⴔ"]\n',
      ].join("\n"),
    );
  });

  test("says the same in both versions, as their specifications want it", () => {
    for (const timing of ["recorded", "accelerated", "max-speed"] as const) {
      const [two, three] = [parseCast(castOf("asciicast", timing)), parseCast(castOf("asciicast-v3", timing))];
      expect(three.events.map(([, ...rest]) => rest)).toEqual(two.events.map(([, ...rest]) => rest));
      for (const [index, [seconds]] of three.events.entries()) expect(seconds).toBeCloseTo(two.events[index]![0], 9);
    }
  });

  test.each([
    { timing: "recorded", seconds: [0.01, 1.001, 1.001, 3.001, 3.004] },
    { timing: "accelerated", seconds: [0.01, 0.41, 0.41, 0.81, 0.813] },
    { timing: "max-speed", seconds: [0, 0, 0, 0, 0] },
  ] as const)("has $timing pauses between what a viewer sees", ({ timing, seconds }) => {
    expect(parseCast(castOf("asciicast", timing)).events.map(([time]) => time)).toEqual([...seconds]);
  });

  test.each(["asciicast", "asciicast-v3"] as const)("of %s has a profile's colours", (name) => {
    const { header } = parseCast(castOf(name, "recorded", EVENTS, { ...HEAD, theme: DARK_THEME }));
    const theme = (header["term"] as { theme?: unknown } | undefined)?.theme ?? header["theme"];
    expect(theme).toEqual({ fg: "#cdd6f4", bg: "#1e1e2e", palette: DARK_THEME.ansi.join(":") });
  });
});

test("what cannot be printed is escaped, and half a surrogate pair replaced, wherever it stands", () => {
  const strange = '\0\b\x1b"\\\x7f\x85\x9b\u2028\u2029\ud800!';
  const payload = { label: strange };
  const cast = castOf("asciicast", "recorded", [{ seq: 0, ts: at(0), type: "marker", payload }], {
    ...HEAD,
    title: strange,
  });
  const replaced = strange.replace("\ud800", "\ufffd");
  expect(parseCast(cast)).toEqual({
    header: expect.objectContaining({ title: replaced }),
    events: [[0, "m", replaced]],
  });
  expect(cast).toContain("\\u0085\\u009b\\u2028\\u2029");
});

test("output that ends inside a character makes no event of its own", () => {
  const torn: LogEvent = { seq: 0, ts: at(0), type: "output", payload: { data: "\ufffd", bytes: "4g==" } };
  expect(parseCast(castOf("asciicast", "recorded", [torn])).events).toEqual([]);
});
