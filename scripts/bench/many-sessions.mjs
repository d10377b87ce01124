import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mebibytes, median, quantile } from "./statistics.mjs";

const AT_ONCE = 20;
const IN_ALL = 50;

/** Many sessions: created at the same moment, and idle side by side. */
export async function manySessions({ executable, newSession, report }) {
  const first = newSession(["--", "bash", "--norc"]);
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, () => createOne(executable, first.env)));
  report(`${AT_ONCE} sessions created at the same moment are ready after`, performance.now() - started, "ms", 2000);
  while (first.call(["list"]).sessions.length < IN_ALL) await createOne(executable, first.env);
  const { sessions } = first.call(["list"]);
  const answers = sessions.map(({ sessionId }) => first.call(["run", sessionId, "echo $((6 * 7))"]).completed);
  report(`of ${IN_ALL} sessions at once, those that do not run a command`, answers.filter((ok) => !ok).length, "", 0);
  const memory = sessions.map(({ sessionId }) => hostMemory(first.call(["inspect", sessionId]).session.hostPid));
  report(`memory of each of ${IN_ALL} idle hosts (PSS), median`, median(memory), "MiB", 20);
  report(`memory of each of ${IN_ALL} idle hosts (PSS), largest`, quantile(memory, 1), "MiB", 20);
  for (const { sessionId } of sessions) first.call(["destroy", "--force", sessionId]);
}

function createOne(executable, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, ["create", "--", "bash", "--norc"], { env, stdio: "ignore" });
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`create ended with ${code}`))));
  });
}

function hostMemory(pid) {
  return mebibytes(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"), "Pss");
}
