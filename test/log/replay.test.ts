import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { outputPayload } from "../../src/log/output-payload.ts";
import { applyEvent, replay } from "../../src/log/replay.ts";
import type { LogEvent } from "../../src/protocol/events.ts";
import { Screen } from "../../src/screen/screen.ts";

const ts = "2026-01-01T00:00:00.000Z";
type Unnumbered = LogEvent extends infer Each ? (Each extends LogEvent ? Omit<Each, "seq" | "ts"> : never) : never;
const numbered = (events: readonly Unnumbered[]) => events.map((event, seq) => ({ seq, ts, ...event }) as LogEvent);

const output = (bytes: Uint8Array): Unnumbered => ({ type: "output", payload: outputPayload(bytes) });
const text = (data: string): Unnumbered => ({ type: "output", payload: { data } });
const anyText = fc
  .array(fc.constantFrom("a", "漢", "é", "\r\n", "\x1b[31m", "\x1b[H", "\x1b[", "2J", "\x1b[?1049h"), { maxLength: 8 })
  .map((parts) => text(parts.join("")));
const anyEvent: fc.Arbitrary<Unnumbered> = fc.oneof(
  { weight: 6, arbitrary: anyText },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 6 }).map(output) },
  { weight: 1, arbitrary: fc.nat(40_000).map((length) => text("long line ".repeat(length / 10))) },
  {
    weight: 1,
    arbitrary: fc
      .record({ cols: fc.integer({ min: 1, max: 30 }), rows: fc.integer({ min: 1, max: 9 }) })
      .map((payload) => ({ type: "resize" as const, payload })),
  },
  { weight: 1, arbitrary: fc.constant<Unnumbered>({ type: "marker", payload: { label: "x" } }) },
);

function whole(screen: Screen): unknown {
  const { seq, changedSeq, title } = screen;
  return { seq, changedSeq, title, ...screen.snapshot({ includeCells: true, includeScrollback: true }) };
}

test("a replay gives the screen that the events give one by one", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (unnumbered) => {
      const events = numbered(unnumbered);
      const [oneByOne, atOnce] = [new Screen({ cols: 20, rows: 5 }), new Screen({ cols: 20, rows: 5 })];
      for (const event of events) applyEvent(event, oneByOne);
      replay(events, atOnce);
      expect(whole(atOnce)).toEqual(whole(oneByOne));
    }),
    { numRuns: 60 },
  );
});

describe("a replay writes", () => {
  class Writes {
    readonly seen: unknown[] = [];
    write = (bytes: Uint8Array, seq: number) => this.seen.push([seq, bytes.length]);
    resize = (cols: number, rows: number, seq: number) => this.seen.push([seq, `${cols}x${rows}`]);
    advance = (seq: number) => this.seen.push([seq]);
  }
  const writesOf = (events: Unnumbered[]) => {
    const screen = new Writes();
    replay(numbered(events), screen);
    return screen.seen;
  };

  test("outputs that follow each other as one", () => {
    const resize: Unnumbered = { type: "resize", payload: { cols: 3, rows: 2 } };
    expect(writesOf([text("ab"), text("é"), resize, text("c"), text("")])).toEqual([
      [1, 4],
      [2, "3x2"],
      [4, 1],
    ]);
  });

  test("and no more at once than fits", () => {
    const third = text("x".repeat(10_000));
    expect(writesOf([third, third, third, third, third, text("y".repeat(40_000)), text("")])).toEqual([
      [3, 40_000],
      [4, 10_000],
      [5, 40_000],
      [6, 0],
    ]);
  });
});
