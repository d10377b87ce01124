// npm run bench [section…]: measures what the product promises, on the built executable, in one run.
// Each figure stands beside its target. Run it on a quiet machine: other work shows in every number.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { callCosts } from "./bench/call-costs.mjs";
import { films } from "./bench/films.mjs";
import { flood } from "./bench/flood.mjs";
import { manySessions } from "./bench/many-sessions.mjs";
import { pictures } from "./bench/pictures.mjs";
import { replay } from "./bench/replay.mjs";
import { Session } from "./bench/session.mjs";
import { waitLatency } from "./bench/wait-latency.mjs";
import { build } from "./build.mjs";
import { bun, giveUp } from "./toolchain.mjs";

const SECTIONS = { calls: callCosts, waits: waitLatency, flood, sessions: manySessions, replay, pictures, films };

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(SECTIONS, name));
if (unknown !== undefined) giveUp(`There is no section '${unknown}'; there are ${Object.keys(SECTIONS).join(", ")}.`);

const executable = build();
const version = spawnSync(bun(), ["--version"], { encoding: "utf8" }).stdout.trim();
console.log(`\nBun ${version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, Linux ${process.arch}`);

const root = mkdtempSync(join(tmpdir(), "agent-tty-bench-"));
const missed = [];
try {
  for (const [name, section] of Object.entries(SECTIONS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n${name}`);
    await section({ executable, root, newSession: (args) => Session.create(executable, root, args), report });
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
console.log(missed.length === 0 ? "\nEvery target is met." : `\nMissed: ${missed.join("; ")}`);
process.exit(missed.length === 0 ? 0 : 1);

/** Prints a figure, with its target where it has one, and remembers whether it was missed. */
function report(what, value, unit, target) {
  const shown = `${what.padEnd(58)}${value.toFixed(unit === "×" ? 2 : 1).padStart(9)} ${unit}`;
  if (target === undefined) return console.log(`  ${shown}`);
  const met = value <= target;
  if (!met) missed.push(what);
  console.log(`  ${shown.padEnd(74)} target ≤ ${Number(target.toFixed(1))} ${unit} ${met ? "ok" : "MISSED"}`);
}
