import { closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { ROOT } from "../toolchain.mjs";
import { costOf } from "./call-cost.mjs";

const STARTED = Date.UTC(2026, 0, 1);
const SIZE = { cols: 120, rows: 40 };
const FORMATS = ["webm", "gif", "apng", "webp", "svg"];

/** Films, made by the whole command: how much faster than they play, how large; and one of a long session. */
export async function films({ executable, root, report }) {
  const home = join(root, "films-home");
  const env = { ...process.env, AGENT_TTY_HOME: home, XDG_RUNTIME_DIR: "" };
  const logs = [
    {
      what: "typing",
      seconds: 30,
      events: typing(30),
      fps: 15,
      targets: { webm: 15, gif: 10 },
      kilobytes: { webm: 250 },
    },
    { what: "htop", seconds: 30, events: htop(), fps: 30, targets: { webm: 8, gif: 10 }, kilobytes: {} },
    { what: "running log", seconds: 20, events: scrolling(20), fps: 15, targets: { webm: 1.5 }, kilobytes: {} },
  ];
  for (const [index, { what, seconds, events, fps, targets, kilobytes }] of logs.entries()) {
    const id = `01ARZ3NDEKTSV4RRFFQ69G5FB${index}`;
    writeSession(home, id, events);
    for (const format of FORMATS) {
      const out = join(root, `film.${format}`);
      const args = ["record", "export", id, "--format", format, "--fps", String(fps), "--out", out];
      const cost = await costOf(executable, args, env);
      const target = targets[format];
      report(`${what}: ${format}, time of ${seconds} s of film`, cost.seconds, "s", target && seconds / target);
      report(`${what}: ${format}, times as fast as it plays`, seconds / cost.seconds, "×");
      report(`${what}: ${format}, size`, statSync(out).size / 1000, "KB", kilobytes[format]);
      if (format === "svg") report(`${what}: svg, gzipped`, gzipSync(readFileSync(out)).length / 1000, "KB");
    }
  }
  const id = "01ARZ3NDEKTSV4RRFFQ69G5FB9";
  writeSession(home, id, hour());
  for (const format of FORMATS) {
    const cost = await costOf(executable, ["record", "export", id, "--format", format], env);
    report(`an hour of sparse output: ${format}`, cost.seconds, "s", 60);
    report(`an hour of sparse output: ${format}, largest memory (RSS)`, cost.mebibytes, "MiB", 300);
  }
}

function writeSession(home, id, outputs) {
  const directory = join(home, "sessions", id);
  mkdirSync(directory, { recursive: true });
  const file = openSync(join(directory, "events.jsonl"), "w");
  let seq = 0;
  for (const [ms, data] of outputs) {
    const event = { seq: seq++, ts: new Date(STARTED + ms).toISOString(), type: "output", payload: { data } };
    writeSync(file, `${JSON.stringify(event)}\n`);
  }
  closeSync(file);
  const createdAt = new Date(STARTED).toISOString();
  const manifest = {
    ...{ version: 1, sessionId: id, createdAt, updatedAt: createdAt, status: "exited", command: ["sh"], cwd: "/" },
    ...{ ...SIZE, hostPid: null, childPid: null, exitCode: 0, exitSignal: null },
  };
  writeFileSync(join(directory, "session.json"), JSON.stringify(manifest));
}

/** Numbers that look like chance, the same each time. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS = "the quick brown fox jumps over lazy dogs while build test output error warning src main render".split(
  " ",
);

/** A person at a prompt, 15 keys a second; after each line a few lines of output. */
function* typing(seconds) {
  const random = numbers(1);
  yield [0, "\x1b[32muser@host\x1b[0m:\x1b[34m~/src\x1b[0m$ "];
  let inLine = 0;
  for (let at = 0; at < seconds * 1000; at += 1000 / 15) {
    if (++inLine < 60) {
      yield [at, inLine % 7 === 0 ? " " : String.fromCharCode(97 + random(26))];
      continue;
    }
    inLine = 0;
    let lines = "\r\n";
    for (let line = 0; line < 3; line++)
      lines += `\x1b[3${1 + random(6)}m${WORDS[random(WORDS.length)]}\x1b[0m: ${words(random, 9)}\r\n`;
    yield [at, `${lines}\x1b[32muser@host\x1b[0m:\x1b[34m~/src\x1b[0m$ `];
  }
}

/** What htop really showed in 30 s, while keys were pressed; `scripts/record-htop.mjs` records it. */
function* htop() {
  const recording = gunzipSync(readFileSync(join(ROOT, "test", "fixtures", "films", "htop.jsonl.gz"))).toString();
  const events = recording
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const start = Date.parse(events[0].ts);
  for (const { ts, type, payload } of events) if (type === "output") yield [Date.parse(ts) - start, payload.data];
}

/** A log that runs: 60 lines a second. */
function* scrolling(seconds) {
  const random = numbers(3);
  for (let line = 0; line < seconds * 60; line++) {
    yield [
      (line * 1000) / 60,
      `\x1b[90m2026-01-01T00:00:${String(line).padStart(5, "0")}\x1b[0m \x1b[3${1 + random(6)}mINFO\x1b[0m ${words(random, 4 + random(10))}\r\n`,
    ];
  }
}

/** An hour in which something comes every two seconds, and now and then a lot. */
function* hour() {
  const random = numbers(4);
  for (let at = 0; at < 3_600_000; at += 2000) {
    yield [at, `\x1b[3${1 + random(6)}m${new Date(at).toISOString()}\x1b[0m ${words(random, 3 + random(12))}\r\n`];
    if (at % 300_000 === 0) for (let line = 0; line < 100; line++) yield [at + line * 20, `${words(random, 10)}\r\n`];
  }
}

function words(random, count) {
  return Array.from({ length: count }, () => WORDS[random(WORDS.length)]).join(" ");
}
