import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { mebibytes, quantile } from "./statistics.mjs";

const FILE_MEBIBYTES = 200;
const YES_MEBIBYTES = 100;

/** A child that writes as fast as it can: what the host's memory, other clients and the log make of it. */
export async function flood({ executable, root, newSession, report }) {
  const file = join(root, "flood.txt");
  const sent = writeText(file, FILE_MEBIBYTES);
  await measure({
    what: `cat of ${FILE_MEBIBYTES} MiB`,
    command: `stty -opost; cat ${file}`,
    sent,
    executable,
    newSession,
    report,
  });
  const bytes = YES_MEBIBYTES * 1024 * 1024;
  await measure({
    what: `yes (${YES_MEBIBYTES} MiB of it)`,
    command: `stty -opost; yes | head -c ${bytes}`,
    sent: { bytes, sha256: hashOfYes(bytes) },
    executable,
    newSession,
    report,
  });
}

async function measure({ what, command, sent, executable, newSession, report }) {
  const session = newSession(["--", "sh", "-c", `read go; ${command}; read stop`]);
  const { hostPid, env, id } = session;
  const started = performance.now();
  session.call(["send-keys", id, "Enter"]);
  const done = new Promise((resolve) => {
    const wait = spawn(executable, ["wait", id, "--idle-ms", "1500", "--timeout", "0"], { env, stdio: "ignore" });
    wait.on("exit", () => resolve(performance.now() - 1500));
  });
  const inspects = [];
  let ended;
  void done.then((at) => {
    ended = at;
  });
  while (ended === undefined) {
    const at = performance.now();
    const code = await new Promise((resolve) => {
      spawn(executable, ["inspect", id], { env, stdio: "ignore" }).on("exit", resolve);
    });
    if (code !== 0) throw new Error(`inspect ended with ${code} during the flood`);
    inspects.push({ at, ms: performance.now() - at });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const peak = mebibytes(readFileSync(`/proc/${hostPid}/status`, "utf8"), "VmHWM");
  const seconds = (ended - started) / 1000;
  const during = inspects.filter(({ at }) => at < ended).map(({ ms }) => ms);
  session.destroy();
  const logged = await outputOf(session.eventLog);
  report(`${what}: throughput ${(sent.bytes / 1e6 / seconds).toFixed(1)} MB/s, in`, seconds, "s");
  report(`${what}: largest memory of the host (RSS)`, peak, "MiB", 150);
  report(
    `${what}: inspect by another client, ${during.length} calls, 95th percentile`,
    quantile(during, 0.95),
    "ms",
    100,
  );
  report(`${what}: bytes missing from the log`, sent.bytes - logged.bytes, "", 0);
  report(`${what}: log differs from what was sent (0 = no)`, sent.sha256 === logged.sha256 ? 0 : 1, "", 0);
}

/** Lines of numbered text; gives its size and hash. */
function writeText(path, mebibytesWanted) {
  const hash = createHash("sha256");
  const file = openSync(path, "w");
  let bytes = 0;
  for (let line = 0; bytes < mebibytesWanted * 1024 * 1024; ) {
    let block = "";
    for (let n = 0; n < 4096; n++, line++) block += `${line} the quick brown fox jumps over the lazy dog — ünïcödé\r\n`;
    const data = Buffer.from(block);
    hash.update(data);
    bytes += data.length;
    writeSync(file, data);
  }
  closeSync(file);
  return { bytes, sha256: hash.digest("hex") };
}

function hashOfYes(bytes) {
  return createHash("sha256").update(Buffer.alloc(bytes, "y\n")).digest("hex");
}

/** Size and hash of all output in a log, without the echo of the Enter key that set it off. */
async function outputOf(path) {
  const hash = createHash("sha256");
  let bytes = 0;
  let echoSeen = false;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const { type, payload } = JSON.parse(line);
    if (type !== "output") continue;
    let data = payload.bytes === undefined ? Buffer.from(payload.data) : Buffer.from(payload.bytes, "base64");
    if (!echoSeen) data = data.subarray("\r\n".length);
    echoSeen = true;
    hash.update(data);
    bytes += data.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}
