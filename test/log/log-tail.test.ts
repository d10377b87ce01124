import { afterEach, beforeEach, expect, test } from "bun:test";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { LogTail } from "../../src/log/log-tail.ts";

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
  path = join(directory, "log");
  writeFileSync(path, "");
});
afterEach(() => rmSync(directory, { recursive: true }));

test("each look gives the whole lines that have come since the last one", () => {
  const tail = new LogTail(path);
  expect([...tail.lines()]).toEqual([]);
  appendFileSync(path, "one\ntwo\nthr");
  expect([...tail.lines()]).toEqual(["one", "two"]);
  expect([...tail.lines()]).toEqual([]);
  appendFileSync(path, "ee\n");
  expect([...tail.lines()]).toEqual(["three"]);
  tail.close();
});

test("a look that is broken off loses nothing", () => {
  const tail = new LogTail(path);
  appendFileSync(path, "one\ntwo\nthree\n");
  for (const line of tail.lines()) {
    expect(line).toBe("one");
    break;
  }
  appendFileSync(path, "four\n");
  expect([...tail.lines()]).toEqual(["two", "three", "four"]);
  tail.close();
});

test("however the file grows, every line comes once and in order", () => {
  const line = fc.oneof(
    fc.string(),
    fc.nat(400_000).map((length) => "ö".repeat(length)),
  );
  fc.assert(
    fc.property(
      fc.array(
        line.map((text) => text.replaceAll("\n", " ")),
        { maxLength: 6 },
      ),
      fc.nat(1000),
      (lines, place) => {
        writeFileSync(path, "");
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(""));
        const tail = new LogTail(path);
        const seen: string[] = [];
        const step = Math.max(1, Math.floor((bytes.length * place) / 1000));
        for (let at = 0; at < bytes.length; at += step) {
          appendFileSync(path, bytes.subarray(at, at + step));
          seen.push(...tail.lines());
          if (at / step > 50) {
            appendFileSync(path, bytes.subarray(at + step));
            break;
          }
        }
        seen.push(...tail.lines());
        tail.close();
        expect(seen).toEqual(lines.map((text) => Buffer.from(text).toString()));
      },
    ),
    { numRuns: 40 },
  );
});
