// What every script needs first: the project's own tools, installed from the lock file.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(fileURLToPath(new URL("..", import.meta.url)));
export const EXECUTABLE = join(ROOT, "dist", "agent-tty");

const OLDEST_NODE = [20, 12];

/** Ends the script with a sentence that says what to do. */
export function giveUp(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** Runs a program in the project and says how long it took; ends the script if it fails. */
export function step(title, command, args, options = {}) {
  const started = performance.now();
  process.stdout.write(`${title} … `);
  const result = spawnSync(command, args, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28, ...options });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (result.status === 0) {
    console.log(`ok (${seconds} s)`);
    return result;
  }
  console.log(`FAILED (${seconds} s)`);
  process.stdout.write(result.stdout ?? "");
  process.stderr.write(result.stderr ?? "");
  return giveUp(`${title} failed: ${result.error?.message ?? `exit ${result.status ?? result.signal}`}`);
}

/** Installs the project's packages if they are not there, or older than the lock file. */
export function install() {
  checkNode();
  const lock = join(ROOT, "package-lock.json");
  const installed = join(ROOT, "node_modules", ".package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  step("Installing packages (npm ci)", "npm", ["ci", "--no-audit", "--no-fund"]);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  giveUp(`This needs Node.js ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
}

/** Path of a program that a package of the project brings. */
export function tool(name) {
  return join(ROOT, "node_modules", ".bin", name);
}

/** Path of Bun, having seen that it runs: npm may have been told not to run its install script. */
export function bun() {
  const path = tool("bun");
  if (spawnSync(path, ["--version"]).status === 0) return path;
  const installer = join(ROOT, "node_modules", "bun", "install.js");
  spawnSync(process.execPath, [installer], { cwd: join(ROOT, "node_modules", "bun") });
  if (spawnSync(path, ["--version"]).status === 0) return path;
  return giveUp(
    `Bun does not run on this machine (${process.platform} ${process.arch}). It comes with the npm package 'bun'; ` +
      "see that optional dependencies and install scripts are not switched off (npm config get omit ignore-scripts).",
  );
}
