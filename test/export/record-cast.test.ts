import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { recordCast } from "../../src/export/record-cast.ts";
import { EventLogReader } from "../../src/log/event-log-reader.ts";
import { EventLogWriter } from "../../src/log/event-log-writer.ts";
import { outputPayload } from "../../src/log/output-payload.ts";
import { replay } from "../../src/log/replay.ts";
import type { Manifest } from "../../src/protocol/manifest.ts";
import { Screen } from "../../src/screen/screen.ts";
import { parseCast } from "./cast.ts";
import { useSessionPaths } from "./session-paths.ts";

const CREATED = Date.UTC(2026, 0, 2, 3, 4, 5);
const MANIFEST: Manifest = {
  version: 1,
  sessionId: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  createdAt: new Date(CREATED).toISOString(),
  updatedAt: new Date(CREATED).toISOString(),
  status: "exited",
  command: ["sh", "-c", "true"],
  cwd: "/",
  term: "xterm",
  cols: 33,
  rows: 11,
  creationCols: 20,
  creationRows: 5,
  hostPid: null,
  childPid: null,
  exitCode: 0,
  exitSignal: null,
};

const paths = useSessionPaths(MANIFEST.sessionId);

type Step = Uint8Array | string | [cols: number, rows: number];

function writeLog(steps: readonly Step[]): void {
  rmSync(paths().eventLog, { force: true });
  let now = CREATED;
  const log = new EventLogWriter(paths().eventLog, () => {
    now += 700;
    return now;
  });
  for (const step of steps) {
    if (typeof step === "string") log.append("marker", { label: step });
    else if (step instanceof Uint8Array) log.append("output", outputPayload(step));
    else log.append("resize", { cols: step[0], rows: step[1] });
  }
  log.close();
}

const bytes = (text: string) => new TextEncoder().encode(text);
const record = (format: "asciicast" | "asciicast-v3" = "asciicast", manifest = MANIFEST) =>
  recordCast(new EventLogReader(paths().eventLog), manifest, paths(), { format, timing: "recorded" });

test("a recording is kept as an artifact, with what proves it unchanged", () => {
  writeLog([bytes("one"), "mark", [30, 10], bytes("two")]);
  const result = record();
  const content = readFileSync(join(paths().artifacts, "recording-3.cast"));
  const sha256 = createHash("sha256").update(content).digest("hex");
  const metadata = {
    width: 20,
    height: 5,
    title: "sh -c true",
    timestamp: CREATED / 1000,
    timing: "recorded",
    outputEventCount: 2,
    resizeEventCount: 1,
    markerCount: 1,
  };
  expect(result).toEqual({
    sessionId: MANIFEST.sessionId,
    format: "asciicast",
    artifactPath: join(paths().artifacts, "recording-3.cast"),
    bytes: content.length,
    sha256,
    capturedAtSeq: 3,
    durationMs: 2800,
    metadata,
  });
  const { artifacts } = JSON.parse(readFileSync(paths().artifactManifest, "utf8"));
  expect(artifacts).toMatchObject([
    {
      kind: "recording",
      filename: "recording-3.cast",
      capturedAtSeq: 3,
      sha256,
      bytes: content.length,
      metadata: { format: "asciicast", ...metadata },
    },
  ]);
  expect(parseCast(content.toString()).header).toMatchObject({ width: 20, height: 5, env: { TERM: "xterm" } });
});

test("the two versions of a recording are kept beside each other", () => {
  writeLog([bytes("x")]);
  record();
  record("asciicast-v3");
  record();
  expect(readdirSync(paths().artifacts).sort()).toEqual(["manifest.json", "recording-0.cast", "recording-0.v3.cast"]);
  expect(JSON.parse(readFileSync(paths().artifactManifest, "utf8")).artifacts).toHaveLength(2);
});

describe("what a recording is called", () => {
  test.each([
    { name: "build", title: "build" },
    { name: undefined, title: "sh -c true" },
  ])("$name", ({ name, title }) => {
    writeLog([]);
    const { metadata } = record("asciicast", { ...MANIFEST, ...(name && { name }) });
    expect(metadata["title"]).toBe(title);
  });
});

test("a session without a word is a cast without events", () => {
  writeLog([]);
  const result = record();
  expect(result).toMatchObject({ capturedAtSeq: -1, durationMs: 0 });
  expect(parseCast(readFileSync(result.artifactPath, "utf8")).events).toEqual([]);
});

test("of a damaged log, what is whole is recorded, and the result says where that ends", () => {
  writeLog([bytes("one"), bytes("two"), bytes("three")]);
  truncateSync(paths().eventLog, readFileSync(paths().eventLog).length - 5);
  const result = record();
  expect(result).toMatchObject({
    capturedAtSeq: 1,
    logIncomplete: { line: 3, reason: "it ends in the middle of a record" },
  });
  expect(parseCast(readFileSync(result.artifactPath, "utf8")).events).toHaveLength(2);
});

test("nothing is left of a recording that could not be made", () => {
  writeFileSync(paths().eventLog, "no log\n");
  expect(() => record()).toThrow(expect.objectContaining({ code: "REPLAY_ERROR" }));
  expect(readdirSync(paths().artifacts)).toEqual([]);
});

test("a recording is as long as its log: no line is too long, and none is lost between two writes", () => {
  const lines = [10, 90_000, 300_000, 5, 262_144, 1].map((length, index) => `${index}`.repeat(length));
  writeLog(lines.map(bytes));
  const { events } = parseCast(readFileSync(record().artifactPath, "utf8"));
  expect(events.map(([, , data]) => data)).toEqual(lines);
});

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .array(fc.constantFrom("a", "漢", "é", "\r\n", "\x1b[7m", "\x1b[2;2H", "\x1b[?1049h", "\x9b", "\u2028"))
    .map((parts) => bytes(parts.join(""))),
  fc.uint8Array({ maxLength: 5 }),
  fc.constant("mark"),
  fc.tuple(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 1, max: 12 })),
);

test.each(["asciicast", "asciicast-v3"] as const)(
  "who plays a recording (%s) sees the screen of the session",
  (format) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        writeLog(steps);
        const cast = parseCast(readFileSync(record(format).artifactPath, "utf8"));
        const [session, player] = [new Screen({ cols: 20, rows: 5 }), new Screen({ cols: 20, rows: 5 })];
        replay(new EventLogReader(paths().eventLog), session);
        for (const [, code, data] of cast.events) {
          const [cols, rows] = data.split("x").map(Number);
          if (code === "o") player.write(bytes(data), 0);
          if (code === "r") player.resize(cols!, rows!, 0);
        }
        const whole = { includeCells: true, includeScrollback: true };
        expect({ ...player.snapshot(whole), capturedAtSeq: 0 }).toEqual({
          ...session.snapshot(whole),
          capturedAtSeq: 0,
        });
      }),
      { numRuns: 40 },
    );
  },
);
