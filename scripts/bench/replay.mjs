import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { costOf } from "./call-cost.mjs";

const STARTED = Date.UTC(2026, 0, 1);

/** Long logs: how long it takes to read the last screen of one, to export it and to inspect it, in how much memory. */
export async function replay({ executable, root, report }) {
  const home = join(root, "replay-home");
  const logs = [
    { what: "500,000 events", id: "01ARZ3NDEKTSV4RRFFQ69G5FA0", events: 500_000, linesEach: 1, seconds: 5 },
    { what: "300 MB", id: "01ARZ3NDEKTSV4RRFFQ69G5FA1", bytes: 300e6, linesEach: 240, seconds: 15 },
  ];
  const env = { ...process.env, AGENT_TTY_HOME: home, XDG_RUNTIME_DIR: "" };
  for (const { what, seconds, ...log } of logs) {
    const { count, bytes } = writeSession(home, log);
    report(`a log of ${what}: ${count} events in`, bytes / 1e6, "MB");
    const calls = [
      { name: "snapshot", args: ["snapshot", log.id], seconds },
      { name: "record export", args: ["record", "export", log.id, "--format", "asciicast"], seconds },
      { name: "inspect", args: ["inspect", log.id], seconds: 0.2 },
    ];
    for (const { name, args, seconds: limit } of calls) {
      const cost = await costOf(executable, args, env);
      report(`${what}: ${name}`, cost.seconds, "s", limit);
      report(`${what}: ${name}, largest memory (RSS)`, cost.mebibytes, "MiB", 256);
    }
  }
}

/** An ended session with output alone: coloured lines, `linesEach` of them an event, each event a millisecond later. */
function writeSession(home, { id, events = Number.POSITIVE_INFINITY, bytes = Number.POSITIVE_INFINITY, linesEach }) {
  const directory = join(home, "sessions", id);
  mkdirSync(directory, { recursive: true });
  const file = openSync(join(directory, "events.jsonl"), "w");
  let written = 0;
  let seq = 0;
  for (let batch = ""; seq < events && written < bytes; batch = "") {
    for (; batch.length < 1 << 20 && seq < events; seq++) batch += `${JSON.stringify(outputEvent(seq, linesEach))}\n`;
    written += writeSync(file, batch);
  }
  closeSync(file);
  writeFileSync(join(directory, "session.json"), JSON.stringify(manifest(id)));
  return { count: seq, bytes: written };
}

function outputEvent(seq, lines) {
  let data = "";
  for (let line = seq * lines; line < (seq + 1) * lines; line++) {
    data += `\x1b[3${line % 8}m${line}\x1b[0m the quick brown fox jumps over the lazy dog — ünïcödé\r\n`;
  }
  return { seq, ts: new Date(STARTED + seq).toISOString(), type: "output", payload: { data } };
}

function manifest(sessionId) {
  const createdAt = new Date(STARTED).toISOString();
  return {
    ...{ version: 1, sessionId, createdAt, updatedAt: createdAt, status: "exited", command: ["sh"], cwd: "/" },
    ...{ cols: 80, rows: 24, hostPid: null, childPid: null, exitCode: 0, exitSignal: null },
  };
}
