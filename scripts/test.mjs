// Everything that must hold before a change lands: types, lint, import rules, the build, and every test.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { provideTestPrograms } from "./test-packages.mjs";
import { bun, install, ROOT, step, tool } from "./toolchain.mjs";

install();
const missing = provideTestPrograms();
step("Types (tsc)", tool("tsc"), ["--noEmit", "-p", "."]);
step("Format and lint (biome)", tool("biome"), ["ci", "."]);
step("Import rules (dependency-cruiser)", tool("depcruise"), ["--config", ".dependency-cruiser.cjs", "src"]);
build();

/**
 * The end-to-end tests that the source run by Deno must pass as the executable does: creating, running, waiting, reading
 * and destroying. A call takes ten times as long there, so that the others are left to the executable.
 */
const DENO_TESTS = [
  "session",
  ...["create", "environment", "run", "wait", "snapshot"].map((name) => `cli/${name}`),
  ...["destroy", "host-environment"].map((name) => `host/${name}`),
].map((name) => `test/e2e/${name}.test.ts`);

/** How long a test may take: a busy machine is no fault. Bun's own limit is 5 s. */
const PATIENCE = ["--timeout", "60000"];

/** What each suite counted. */
const counts = [
  suite("Unit tests", bun(), [
    "test",
    ...PATIENCE,
    "test/core",
    "test/shell-integration",
    "test/protocol",
    "test/screen",
    "test/log",
    "test/store",
    "test/render",
    "test/film",
    "test/export",
    "test/host",
    "test/client",
    "test/cli",
  ]),
  suite("PTY contract under Bun", bun(), ["test", ...PATIENCE, "test/pty"]),
  suite("PTY contract under Node", process.execPath, [contractForNode()]),
  suite("PTY contract under Deno", tool("deno"), [
    "run",
    "-A",
    "--node-modules-dir=manual",
    "test/pty/run-contract.ts",
  ]),
  suite("End-to-end tests", bun(), ["test", ...PATIENCE, "--parallel=2", "test/e2e"]),
  suite("End-to-end tests under Deno", bun(), ["test", ...PATIENCE, "--parallel=2", ...DENO_TESTS], {
    AGENT_TTY_UNDER_TEST: underDeno(),
  }),
];
console.log("NOT TESTED under Deno: a program that closes its terminal, and what asks for a terminal's modes;");
console.log("that runtime has no way to tell (docs/architecture.md, Traps).");
report(counts);

/** Runs a suite, shows what it says, and reads its counts from its closing lines. */
function suite(title, command, args, environment = {}) {
  console.log(`\n${title}`);
  const started = performance.now();
  const result = spawnSync(command, args, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, ...environment },
  });
  const output = `${result.stdout}${result.stderr}`;
  const passed = countOf(output, /^\s*(\d+) pass(?:ed)?\b/m);
  const failed = countOf(output, /^(?:\s*|\d+ passed, )(\d+) fail(?:ed)?\b/m);
  const skipped = countOf(output, /^\s*(\d+) skip\b/m);
  const broken = result.status !== 0 && failed === 0 ? 1 : 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (failed + broken > 0) console.log(output);
  // What could not be tested is said in any case.
  else for (const [line] of output.matchAll(/^.*(?:NOT TESTED|# skipped).*$/gm)) console.log(line);
  console.log(`${passed} passed, ${failed + broken} failed, ${skipped} skipped (${seconds} s)`);
  if (passed === 0) console.log(`${title}: no test ran.`);
  return { passed, failed: failed + broken + (passed === 0 ? 1 : 0), skipped };
}

function countOf(output, pattern) {
  return Number(pattern.exec(output)?.[1] ?? 0);
}

/** How the source is run by Deno; what that makes of it is kept, since every test has a home directory of its own. */
function underDeno() {
  const cache = join(ROOT, "node_modules", ".cache", "deno");
  const entry = join(ROOT, "src", "main.ts");
  return JSON.stringify(["env", `DENO_DIR=${cache}`, tool("deno"), "run", "-A", "--node-modules-dir=manual", entry]);
}

/** Node does not run TypeScript, so the contract is bundled for it, where it finds the packages it needs. */
function contractForNode() {
  const directory = join(ROOT, "node_modules", ".cache", "agent-tty");
  rmSync(directory, { recursive: true, force: true });
  const args = ["build", "--target=node", "--splitting", "--external", "@lydell/node-pty", "--external", "bun:ffi"];
  const names = ["--entry-naming", "[name].mjs", "--chunk-naming", "[name]-[hash].mjs"];
  step("Bundling the PTY contract for Node", bun(), [
    ...args,
    "test/pty/run-contract.ts",
    "--outdir",
    directory,
    ...names,
  ]);
  return join(directory, "run-contract.mjs");
}

function report(counts) {
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  const [passed, failed, skipped] = ["passed", "failed", "skipped"].map(sum);
  console.log("");
  if (missing.length > 0) console.log(`NOT TESTED, as they are not installed: ${missing.join(", ")}`);
  if (skipped > 0) console.log(`${skipped} tests were skipped.`);
  if (failed > 0) console.log("Some tests failed; what they said stands above.");
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
