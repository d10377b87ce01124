import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../toolchain.mjs";
import { emptyProgram, timeOf } from "./call-costs.mjs";
import { mebibytes, median } from "./statistics.mjs";

const ROUNDS = 40;
const COLD_ROUNDS = 10;
const SIZE = ["--cols", "120", "--rows", "40"];
/** One screen with everything that there is to draw: every font is needed for it. */
const EVERYTHING = join(ROOT, "test", "fixtures", "kitchen-sink.ansi");

/** What a picture costs as a whole call, and what it leaves in the host's memory. */
export async function pictures({ executable, root, newSession, report }) {
  const empty = emptyProgram(root);
  const shell = newSession([...SIZE, "--", "bash", "--norc"]);
  const { env, id } = shell;
  shell.call(["run", id, `ls -l --color=always /usr/bin | head -60; git -C ${ROOT} log --color=always -20 --oneline`]);
  const first = timeOf(executable, ["screenshot", id], env);
  const bases = [];
  const warm = [];
  for (let round = 0; round < ROUNDS; round++) {
    bases.push(timeOf(empty, [], env));
    // Something changes from picture to picture, as when one watches a program.
    shell.call(["run", id, `echo ${round}`]);
    warm.push(timeOf(executable, ["screenshot", id], env));
  }
  const base = median(bases);
  report("an empty program, median", base, "ms");
  report("screenshot of a live session, warm, median", median(warm), "ms", 4 * base + 20);
  report("screenshot of a live session, the host's first", first, "ms", 200);
  shell.destroy();
  const cold = (format) =>
    median(Array.from({ length: COLD_ROUNDS }, () => timeOf(executable, ["screenshot", id, "--format", format], env)));
  report("screenshot of an ended session, ordinary text, median", cold("png"), "ms", 200);
  report("the same as SVG", cold("svg"), "ms", 200);
  withEveryFont({ executable, newSession, report });
}

function withEveryFont({ executable, newSession, report }) {
  const session = newSession([...SIZE, "--", "sh", "-c", `cat ${EVERYTHING}; exec cat`]);
  const { env, id, hostPid } = session;
  session.call(["wait", id, "--text", "cursor here"]);
  const memory = (line) => mebibytes(readFileSync(`/proc/${hostPid}/status`, "utf8"), line);
  report("memory of a host that has drawn nothing (RSS)", memory("VmRSS"), "MiB");
  report("the host's first picture, with every font", timeOf(executable, ["screenshot", id], env), "ms", 500);
  for (let round = 0; round < ROUNDS; round++) {
    const profile = round % 2 === 0 ? "reference-light" : "reference-dark";
    session.call(["screenshot", id, "--profile", profile, ...(round % 4 === 0 ? ["--window"] : [])]);
  }
  report(`its largest memory after ${ROUNDS} pictures (RSS)`, memory("VmHWM"), "MiB", 150);
  session.destroy();
}
