import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { readLogEnd } from "../../src/log/event-log-end.ts";
import { EventLogReader, EXIT_MISSING } from "../../src/log/event-log-reader.ts";
import { MAX_LINE_BYTES } from "../../src/log/line-reader.ts";

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
  path = join(directory, "events.jsonl");
});
afterEach(() => rmSync(directory, { recursive: true }));

const record = (seq: number, type: string, payload: object) =>
  `${JSON.stringify({ seq, ts: "2026-01-01T00:00:00.000Z", type, payload })}\n`;
const good = (seq: number) => record(seq, "output", { data: `öutput ${seq}` });
const goods = (count: number) => Array.from({ length: count }, (_, seq) => good(seq)).join("");

/** How many events are whole, and where the log stops being so. */
function read(options?: ConstructorParameters<typeof EventLogReader>[1]) {
  const log = new EventLogReader(path, options);
  const events = [...log];
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
  return { count: events.length, incomplete: log.incomplete };
}

const TORN = "it ends in the middle of a record";

describe("of a log that is cut off", () => {
  test("anywhere, every whole record is read, and a torn one is told", () => {
    const whole = goods(6);
    const ends = [...Buffer.from(whole)].flatMap((byte, at) => (byte === 0x0a ? [at + 1] : []));
    fc.assert(
      fc.property(fc.nat(Buffer.byteLength(whole)), (length) => {
        writeFileSync(path, whole);
        truncateSync(path, length);
        const count = ends.filter((end) => end <= length).length;
        const torn = length > 0 && !ends.includes(length);
        const incomplete = torn ? { line: count + 1, reason: TORN } : undefined;
        expect(read()).toEqual({ count, incomplete });
        expect(readLogEnd(path)).toEqual({
          event: count === 0 ? undefined : expect.objectContaining({ seq: count - 1 }),
          bytes: length,
          ...(incomplete && { incomplete }),
        });
      }),
    );
  });

  test("between two records, the end of the session is missed where its host has told of one", () => {
    const whole = goods(2) + record(2, "exit", { exitCode: 0, exitSignal: null });
    for (const { log, line } of [{ log: whole }, { log: goods(2), line: 3 }, { log: "", line: 1 }]) {
      writeFileSync(path, log);
      const incomplete = line && { line, reason: EXIT_MISSING };
      expect(read({ endsWithExit: true }).incomplete).toEqual(incomplete as never);
      expect(readLogEnd(path, { endsWithExit: true }).incomplete).toEqual(incomplete as never);
    }
  });

  test("the last line is no damage while somebody is writing it", () => {
    writeFileSync(path, goods(2) + good(2).slice(0, 30));
    expect(read({ growing: true })).toEqual({ count: 2, incomplete: undefined });
  });

  test("nothing behind what its writer has told of is looked at", () => {
    writeFileSync(path, goods(3));
    const bytes = Buffer.byteLength(goods(2));
    expect(read({ bytes, growing: true })).toEqual({ count: 2, incomplete: undefined });
  });

  test("whole records are missed when its writer has told of them", () => {
    writeFileSync(path, goods(2));
    const bytes = Buffer.byteLength(goods(3));
    const missing = bytes - Buffer.byteLength(goods(2));
    expect(read({ bytes })).toEqual({
      count: 2,
      incomplete: { line: 3, reason: `it is missing, and all behind it (${missing} bytes)` },
    });
  });
});

describe("what is not the next event ends what is read of a log", () => {
  test.each([
    { what: "no JSON", line: "oops\n", reason: "it is not JSON" },
    { what: "an empty line", line: "\n", reason: "it is not JSON" },
    { what: "bytes that a disk left behind", line: `${"\0".repeat(5000)}\n`, reason: "it is not JSON" },
    { what: "what is left of two records", line: `${good(2).slice(0, 30)}${good(3)}`, reason: "it is not JSON" },
    { what: "a gap", line: good(4), reason: "its seq is 4" },
    { what: "a record twice", line: good(1), reason: "its seq is 1" },
    { what: "a gap of another kind", line: record(4, "marker", { label: "" }), reason: "its seq is 4" },
    { what: "null", line: "null\n", reason: expect.stringContaining("it is not a record") },
    { what: "an unknown type", line: record(2, "mystery", {}), reason: expect.stringContaining("(type: ") },
    { what: "no payload", line: record(2, "output", {}), reason: expect.stringContaining("(payload.data: ") },
    {
      what: "bytes that are no base64",
      line: record(2, "output", { data: "", bytes: "%" }),
      reason: expect.stringContaining("(payload.bytes: "),
    },
    {
      what: "another type's payload",
      line: record(2, "marker", { cols: 1 }),
      reason: expect.stringContaining("(payload.label: "),
    },
    {
      what: "a time that is none",
      line: good(2).replace("2026-01", "2026-13"),
      reason: expect.stringContaining("(ts: "),
    },
  ])("$what", ({ line, reason }) => {
    for (const behind of ["", good(3), good(3) + good(4)]) {
      writeFileSync(path, goods(2) + line + behind);
      expect(read()).toEqual({ count: 2, incomplete: { line: 3, reason } });
    }
  });

  test("a line that never ends, without taking it into memory", () => {
    writeFileSync(path, goods(2));
    truncateSync(path, 10 * MAX_LINE_BYTES);
    expect(read()).toEqual({ count: 2, incomplete: { line: 3, reason: "it is longer than any record" } });
    expect(readLogEnd(path)).toMatchObject({ event: { seq: 1 }, incomplete: { line: 3 } });
  });
});

describe("the end of a log", () => {
  test("that is no event is looked for from the start", () => {
    writeFileSync(path, `${goods(2)}oops\n`);
    expect(readLogEnd(path)).toMatchObject({ event: { seq: 1 }, incomplete: { line: 3, reason: "it is not JSON" } });
  });

  test("is found whatever stands in the middle, which is not read", () => {
    writeFileSync(path, `${good(0)}oops\n${good(2)}`);
    expect(readLogEnd(path)).toEqual({ event: expect.objectContaining({ seq: 2 }), bytes: expect.any(Number) });
  });

  test("is found behind records of any length", () => {
    writeFileSync(path, good(0));
    for (const [index, length] of [70_000, 600_000, 5_000_000].entries()) {
      appendFileSync(path, record(index + 1, "marker", { label: "x".repeat(length) }));
      expect(readLogEnd(path).event?.seq).toBe(index + 1);
      appendFileSync(path, "torn");
      expect(readLogEnd(path)).toMatchObject({ event: { seq: index + 1 }, incomplete: { line: index + 3 } });
      truncateSync(path, readLogEnd(path).bytes - 4);
    }
  });

  test("is told even of what never was a log", () => {
    writeFileSync(path, "This is not a log.\n");
    expect(readLogEnd(path)).toEqual({
      event: undefined,
      bytes: 19,
      incomplete: { line: 1, reason: "it is not JSON" },
    });
  });
});

test("a file whose first line is no event is no log: there is nothing to show", () => {
  writeFileSync(path, `oops\n${goods(2)}`);
  expect(() => read()).toThrow(
    expect.objectContaining({
      code: "REPLAY_ERROR",
      message: `Line 1 of '${path}' is not event 0: it is not JSON.`,
      details: { path, line: 1, reason: "it is not JSON" },
    }),
  );
});

test("a record that is known by hand is the one that the schema knows", () => {
  const output = { seq: 0, ts: "2026-01-01T00:00:00.000Z", type: "output", payload: { data: "a" } };
  for (const extra of [{}, { bytes: "YQ==" }]) {
    writeFileSync(path, `${JSON.stringify({ ...output, payload: { ...output.payload, ...extra } })}\n`);
    expect([...new EventLogReader(path)]).toEqual([
      { ...output, type: "output", payload: { ...output.payload, ...extra } },
    ]);
  }
});
