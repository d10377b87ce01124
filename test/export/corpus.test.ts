import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CAST_FORMATS, castLine } from "../../src/export/asciicast.ts";
import { CastEvents } from "../../src/export/cast-event.ts";
import { screenHash } from "../../src/export/snapshot.ts";
import { EventLogReader } from "../../src/log/event-log-reader.ts";
import { applyEvent, replay } from "../../src/log/replay.ts";
import { Screen } from "../../src/screen/screen.ts";

// What real programs did, recorded by the product itself, and the screens that were read from the living sessions.
// `node scripts/record-corpus.mjs` records them anew.
const CORPUS = join(import.meta.dir, "../fixtures/corpus");
const NAMES: string[] = JSON.parse(readFileSync(join(CORPUS, "programs.json"), "utf8")).map(
  ({ name }: { name: string }) => name,
);

function recorded(name: string) {
  const lines = readFileSync(join(CORPUS, `${name}.screen.jsonl`), "utf8")
    .trimEnd()
    .split("\n");
  const [{ creationCols: cols, creationRows: rows, ...rest }, ...cells] = lines.map((line) => JSON.parse(line));
  const log = new EventLogReader(join(CORPUS, `${name}.jsonl`));
  return { log, screen: { ...rest, cells }, fresh: () => new Screen({ cols, rows }) };
}

function seen(screen: Screen): object {
  const snapshot = screen.snapshot({ includeCells: true, includeScrollback: true });
  return { format: "structured", ...snapshot, screenHash: screenHash(screen) };
}

describe.each(NAMES)("%s: the screen that was seen live, to the cell, is given by", (name) => {
  const { log, screen, fresh } = recorded(name);

  test("replaying the log", () => {
    const replayed = fresh();
    replay(log, replayed);
    expect(seen(replayed)).toEqual(screen);
    expect(log.incomplete).toBeUndefined();
  });

  test("replaying it event by event", () => {
    const replayed = fresh();
    for (const event of log) applyEvent(event, replayed);
    expect(seen(replayed)).toEqual(screen);
  });

  test("playing its recording", () => {
    const player = fresh();
    const events = new CastEvents("max-speed", 0);
    for (const logged of log) {
      const event = events.convert(logged);
      const [, code, data] = event ? JSON.parse(castLine(CAST_FORMATS.asciicast, event, 0)) : [];
      const [cols, rows] = code === "r" ? data.split("x").map(Number) : [];
      if (code === "r") player.resize(cols, rows, logged.seq);
      else if (code === "o") player.write(new TextEncoder().encode(data), logged.seq);
      else player.advance(logged.seq);
    }
    expect(seen(player)).toEqual(screen);
  });
});
