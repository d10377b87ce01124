import { describe } from "bun:test";
import { isInstalled, type Setup, WIDTHS } from "./setups.ts";

const told = new Set<string>();

/** A block of tests for each shell at each width; loudly skipped where the shell is not installed. */
export function eachShell(setups: readonly Setup[], block: (setup: Setup, cols: number) => void): void {
  for (const setup of setups) {
    const installed = isInstalled(setup.program);
    if (!installed && !told.has(setup.program)) console.log(`NOT TESTED: ${setup.program} is not installed`);
    told.add(setup.program);
    for (const cols of WIDTHS) describe.skipIf(!installed)(`${setup.name}, ${cols} columns:`, () => block(setup, cols));
  }
}
