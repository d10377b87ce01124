// Builds dist/agent-tty: the whole program with its runtime in one file.
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { fontFiles, provideFonts } from "./fonts.mjs";
import { bun, EXECUTABLE, install, step } from "./toolchain.mjs";

/** What makes a compiled program start fast, and keeps it from reading the caller's directory. */
export const COMPILE_FLAGS = [
  "--compile",
  "--minify",
  "--bytecode",
  "--format=esm",
  "--splitting",
  "--no-compile-autoload-dotenv",
  "--no-compile-autoload-bunfig",
];

export function build() {
  install();
  provideFonts();
  mkdirSync(dirname(EXECUTABLE), { recursive: true });
  // The adapter for other runtimes is never reached in the executable, and no native add-on belongs into it.
  const external = ["--external", "@lydell/node-pty"];
  step("Building dist/agent-tty", bun(), [
    "build",
    ...COMPILE_FLAGS,
    ...external,
    "src/main.ts",
    // Carried as they are, under their own names, and found there by `assetDirectory` in src/runtime.ts.
    ...fontFiles(),
    "--asset-naming=[name].[ext]",
    "--outfile",
    EXECUTABLE,
  ]);
  return EXECUTABLE;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const path = build();
  console.log(`${path}: ${(statSync(path).size / 1e6).toFixed(1)} MB`);
}
