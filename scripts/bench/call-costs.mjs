import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMPILE_FLAGS } from "../build.mjs";
import { bun, step } from "../toolchain.mjs";
import { median } from "./statistics.mjs";

const ROUNDS = 60;

/** What whole calls cost, as multiples of an empty program compiled by the same Bun; all in turn, in one run. */
export async function callCosts({ executable, root, newSession, report }) {
  const empty = emptyProgram(root);
  const session = newSession(["--", "bash", "--norc"]);
  const { id, env } = session;
  session.call(["run", id, "echo ready"]);
  const calls = {
    "an empty program": [empty],
    "agent-tty version": [executable, "version"],
    type: [executable, "type", id, " "],
    "send-keys": [executable, "send-keys", id, "Ctrl+U"],
    snapshot: [executable, "snapshot", id],
    "wait (text already there)": [executable, "wait", id, "--text", "$", "--timeout", "5000"],
    "run true": [executable, "run", id, "true"],
    create: [executable, "create", "--", "sleep", "60"],
  };
  const times = Object.fromEntries(Object.keys(calls).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, [file, ...args]] of Object.entries(calls)) times[name].push(timeOf(file, args, env));
  }
  for (const { sessionId } of session.call(["list"]).sessions) session.call(["destroy", "--force", sessionId]);
  const base = median(times["an empty program"]);
  report("an empty program, median", base, "ms");
  for (const name of ["agent-tty version", "type", "send-keys", "snapshot", "wait (text already there)", "run true"]) {
    report(`${name}, median ${median(times[name]).toFixed(1)} ms`, median(times[name]) / base, "×", 3);
  }
  report(`create, median ${median(times.create).toFixed(1)} ms`, median(times.create) / base, "×", 8);
}

/** What every program compiled by this Bun costs at least. */
export function emptyProgram(root) {
  const source = join(root, "empty.ts");
  writeFileSync(source, "");
  step("  Building an empty program", bun(), ["build", ...COMPILE_FLAGS, source, "--outfile", join(root, "empty")]);
  return join(root, "empty");
}

/** How long a whole call takes, in ms. */
export function timeOf(file, args, env) {
  const started = performance.now();
  const { status } = spawnSync(file, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = performance.now();
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${status}`);
  return ended - started;
}
