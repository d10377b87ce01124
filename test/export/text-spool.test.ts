import { describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SelectedLines } from "../../src/core/line-selection.ts";
import { TextSpool } from "../../src/export/text-spool.ts";

const textOf = (spool: TextSpool) => Buffer.concat(Array.from(spool.take(), (piece) => Buffer.from(piece))).toString();
/** More than is kept in memory; its lines are of 1 to 400,000 characters, and some are empty. */
const LINES = Array.from({ length: 30_000 }, (_, at) => (at % 3 ? `${at} 日本` : "")).concat("x".repeat(400_000), "😀");
const LONG = Array.from({ length: 15 }, () => LINES.join("\n")).join("\n");
const LAST = LONG.split("\n");

function spooled(text: string, lastLines?: number) {
  const spool = new TextSpool(lastLines);
  for (let at = 0; at < text.length; at += 10_000) spool.add(text.slice(at, at + 10_000));
  return spool;
}

describe("a text is kept", () => {
  test.each(["", "a\n\nb", LONG])("%#", (text) => {
    expect(textOf(spooled(text)) === text).toBe(true);
  });

  test("from when it was last erased", () => {
    const spool = spooled(LONG);
    spool.restart();
    spool.add("new");
    expect(textOf(spool)).toBe("new");
  });

  test("where no file can be made", () => {
    const given = process.env["TMPDIR"];
    process.env["TMPDIR"] = "/nowhere";
    try {
      expect(textOf(spooled(LONG)) === LONG).toBe(true);
    } finally {
      if (given === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = given;
    }
  });

  test("and nothing of it can be found in the temporary directory", () => {
    const directory = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
    const given = process.env["TMPDIR"];
    process.env["TMPDIR"] = directory;
    try {
      const pieces = spooled(LONG).take();
      expect(pieces.next().done).toBe(false);
      expect(readdirSync(directory)).toEqual([]);
      pieces.return(undefined);
    } finally {
      if (given === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = given;
      rmSync(directory, { recursive: true });
    }
  });
});

test.each([0, 1, 2, 7, 29_999, 30_003, 200_000, LAST.length, LAST.length + 1])("its last %p lines", (count) => {
  const wanted = LAST.slice(Math.max(0, LAST.length - count)).join("\n");
  expect(textOf(spooled(LONG, count)) === wanted).toBe(true);
});

describe("lines are selected, however they come in pieces", () => {
  const text = "\none\ntwo\n\nthree";
  test.each([
    [{}, text, 5],
    [{ head: 0 }, "", 0],
    [{ head: 1 }, "", 1],
    [{ head: 3 }, "\none\ntwo", 3],
    [{ head: 9 }, text, 5],
    [{ grep: /o/ }, "one\ntwo", 2],
    [{ grep: /o/, head: 1 }, "one", 1],
    [{ grep: /^$/ }, "\n", 2],
    [{ grep: /e$/ }, "one\nthree", 2],
    [{ grep: /x/ }, "", 0],
  ])("%p", (selection, wanted, count) => {
    for (const size of [1, 2, 5, 100]) {
      const spool = new TextSpool();
      const lines = new SelectedLines(selection, spool);
      lines.add("erased\n");
      lines.restart();
      for (let at = 0; at < text.length; at += size) lines.add(text.slice(at, at + size));
      lines.end();
      expect([textOf(spool), lines.selected, lines.lines]).toEqual([wanted, count, 5]);
    }
  });

  test("of nothing", () => {
    const lines = new SelectedLines({}, new TextSpool());
    lines.end();
    expect([lines.selected, lines.lines]).toEqual([0, 0]);
  });
});
