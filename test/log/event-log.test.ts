import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { readLogEnd } from "../../src/log/event-log-end.ts";
import { EventLogReader } from "../../src/log/event-log-reader.ts";
import { EventLogWriter } from "../../src/log/event-log-writer.ts";
import { outputBytes, outputPayload } from "../../src/log/output-payload.ts";
import { thrown } from "../thrown.ts";

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
  path = join(directory, "events.jsonl");
});
afterEach(() => rmSync(directory, { recursive: true }));

const lines = () => readFileSync(path, "utf8").split("\n").slice(0, -1);
describe("the writer", () => {
  test("numbers events from 0 and writes them when flushed, one a line", () => {
    const writer = new EventLogWriter(path, () => Date.UTC(2026, 0, 2, 3, 4, 5, 6));
    expect(writer.lastSeq).toBe(-1);
    expect(writer.append("marker", { label: "a\nb" })).toBe(0);
    expect(writer.append("resize", { cols: 3, rows: 2 })).toBe(1);
    expect([writer.lastSeq, writer.size, lines()]).toEqual([1, 0, []]);
    writer.flush();
    expect(lines()).toEqual([
      '{"seq":0,"ts":"2026-01-02T03:04:05.006Z","type":"marker","payload":{"label":"a\\nb"}}',
      '{"seq":1,"ts":"2026-01-02T03:04:05.006Z","type":"resize","payload":{"cols":3,"rows":2}}',
    ]);
    expect(writer.size).toBe(statSync(path).size);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writer.close();
  });

  test("writes what was appended in a turn without being asked", async () => {
    const writer = new EventLogWriter(path);
    const flushed = writer.nextFlush();
    writer.append("marker", { label: "x" });
    await flushed;
    expect(lines()).toHaveLength(1);
    writer.close();
  });

  test("never lets time run backwards", () => {
    const times = [1000, 3000, 2000, 4000];
    const writer = new EventLogWriter(path, () => times.shift() ?? 0);
    for (let index = 0; index < 4; index++) writer.append("marker", { label: "" });
    writer.close();
    const stamps = [...new EventLogReader(path)].map(({ ts }) => Date.parse(ts));
    expect(stamps).toEqual([1000, 3000, 3000, 4000]);
  });

  test("writes what is pending when closed, and takes nothing more", () => {
    const writer = new EventLogWriter(path);
    writer.append("marker", { label: "last" });
    writer.close();
    writer.close();
    expect([lines().length, writer.closed]).toEqual([1, true]);
    expect(() => writer.append("marker", { label: "late" })).toThrow("closed");
  });

  test("does not write into a log that is there", () => {
    writeFileSync(path, "");
    const error = thrown(() => new EventLogWriter(path));
    expect(error).toMatchObject({ code: "STORAGE_WRITE_ERROR", details: { path } });
    expect(error.message).toContain(path);
  });

  test("refuses everything after a write has failed: a log with a hole is not the truth", () => {
    // The kernel refuses to let the file grow over a limit (setrlimit(2), RLIMIT_FSIZE), as it does on a full disk.
    const script = `
      const { EventLogWriter } = await import(${JSON.stringify(resolve(import.meta.dir, "../../src/log/event-log-writer.ts"))});
      const writer = new EventLogWriter(${JSON.stringify(path)});
      const codes = [];
      const attempt = (action) => { try { action(); codes.push("done"); } catch (error) { codes.push(error.code); } };
      attempt(() => { writer.append("marker", { label: "x" }); writer.flush(); });
      attempt(() => { writer.append("marker", { label: "x".repeat(20000) }); writer.flush(); });
      attempt(() => writer.append("marker", { label: "y" }));
      attempt(() => writer.flush());
      console.log(codes.join(" "));
    `;
    const limited = 'trap "" XFSZ; ulimit -f 8; exec "$@"';
    const { stdout } = Bun.spawnSync(["bash", "-c", limited, "bash", process.execPath, "-e", script]);
    expect(stdout.toString()).toBe("done STORAGE_WRITE_ERROR STORAGE_WRITE_ERROR STORAGE_WRITE_ERROR\n");
    expect([...new EventLogReader(path)]).toHaveLength(1);
  });
});

describe("the reader", () => {
  test("gives back whatever output was written, byte for byte, in lines of any length", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), fc.nat(300_000), (chunks, long) => {
        rmSync(path, { force: true });
        const all = [...chunks, new Uint8Array(long).fill(0x61)];
        const writer = new EventLogWriter(path);
        for (const chunk of all) writer.append("output", outputPayload(chunk));
        writer.close();
        const read = [...new EventLogReader(path)].map(
          (event) => event.type === "output" && outputBytes(event.payload),
        );
        expect(read.map((bytes) => Buffer.from(bytes || []))).toEqual(all.map((chunk) => Buffer.from(chunk)));
        expect(readLogEnd(path)).toMatchObject({ event: { seq: all.length - 1 }, bytes: statSync(path).size });
      }),
      { numRuns: 30 },
    );
  });

  test("finds no event in an empty log", () => {
    writeFileSync(path, "");
    const log = new EventLogReader(path);
    expect([[...log], log.incomplete]).toEqual([[], undefined]);
    expect(readLogEnd(path)).toEqual({ event: undefined, bytes: 0 });
  });

  test("says that a log is missing", () => {
    for (const read of [() => [...new EventLogReader(path)], () => readLogEnd(path)]) {
      const error = thrown(read);
      expect(error).toMatchObject({ code: "STORAGE_READ_ERROR", details: { path } });
      expect(error.message).toBe(`Cannot read the event log '${path}': it is missing.`);
    }
  });
});

test("output that is no UTF-8 is logged with its bytes beside it", () => {
  expect(outputPayload(new TextEncoder().encode("\ufeffö\0"))).toEqual({ data: "\ufeffö\0" });
  expect(outputPayload(Uint8Array.of(0x61, 0xff))).toEqual({ data: "a\ufffd", bytes: "Yf8=" });
});
