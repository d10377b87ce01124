/**
 * Runs the terminal contract without a test runner, for Deno and Node:
 *
 *     deno run -A --node-modules-dir=manual test/pty/run-contract.ts [words of a name]
 */
import process from "node:process";
import { openPty } from "../../src/pty/open-pty.ts";
import { contract } from "./contract.ts";
import { type ContractPoint, Lab } from "./terminal-under-test.ts";

async function holds(point: ContractPoint): Promise<boolean> {
  const lab = new Lab(openPty);
  const start = performance.now();
  try {
    try {
      await point.run(lab);
    } finally {
      await lab.clear();
    }
    console.log(`ok - ${point.name} (${Math.round(performance.now() - start)} ms)`);
    return true;
  } catch (error) {
    console.log(`not ok - ${point.name}\n${String((error as Error).stack).replace(/^/gm, "  # ")}`);
    return false;
  }
}

const wanted = process.argv.slice(2).join(" ");
let passed = 0;
let failed = 0;
for (const point of contract) {
  if (!point.name.includes(wanted)) continue;
  if (point.bunOnly !== undefined && !("Bun" in globalThis)) console.log(`# skipped: ${point.name}: ${point.bunOnly}`);
  else if (await holds(point)) passed++;
  else failed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
