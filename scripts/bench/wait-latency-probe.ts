// Runs a session in this process and prints, as JSON, how long after each write its wait was answered.
import { mkdirSync } from "node:fs";
import { parseWaitCondition } from "../../src/core/wait-condition.ts";
import { endSession } from "../../src/host/ending.ts";
import { launch } from "../../src/host/launch.ts";
import { waitForScreen } from "../../src/host/screen-wait.ts";
import { Session } from "../../src/host/session.ts";

const ROUNDS = 100;
const SHOWN_MS = 20;
const TIMEOUT_MS = 1000;

// For each line it reads, shows `text-<n>-<time>` for 20 ms and clears the screen. The clock is the system's.
const CHILD = `
  process.stdin.on("data", () => {
    const now = performance.timeOrigin + performance.now();
    process.stdout.write("text " + now.toFixed(3) + " shown");
    setTimeout(() => process.stdout.write("\\x1b[2J\\x1b[H"), ${SHOWN_MS});
  });`;

const home = process.argv[2] as string;
mkdirSync(`${home}/sessions`, { recursive: true });
const launched = await launch({
  home,
  sessionId: "probe",
  createdAt: new Date().toISOString(),
  command: ["sh", "-c", `stty -echo; exec ${process.execPath} -e '${CHILD}'`],
  cwd: home,
  cols: 80,
  rows: 24,
  term: "xterm-256color",
  shell: "sh",
  env: {},
  shellIntegration: false,
  idleTimeoutMs: 0,
});
const session = new Session(launched);

const latencies: number[] = [];
let missed = 0;
for (let round = 0; round < ROUNDS; round++) {
  const params = { regex: "text [0-9.]+ shown", timeoutMs: TIMEOUT_MS };
  const condition = parseWaitCondition(params);
  if (condition.kind !== "screen") throw new Error("not a condition on the screen");
  const found = waitForScreen(session, condition, { signal: new AbortController().signal, params });
  session.pty.write("\n");
  const { matchedText } = await found;
  const answeredAt = performance.timeOrigin + performance.now();
  if (matchedText === undefined) missed++;
  else latencies.push(answeredAt - Number(matchedText.split(" ")[1]));
  await Bun.sleep(2 * SHOWN_MS);
}
await endSession(session, { force: true });
console.log(JSON.stringify({ latencies, missed }));
process.exit(0);
