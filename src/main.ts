#!/usr/bin/env -S deno run -A
import { programArguments } from "./runtime.ts";

// One executable: `_host` makes it a session's host, everything else a client. Each loads only its own side.
const args = await programArguments();
if (args[0] === "_host") {
  const { runHost } = await import("./host/main.ts");
  await runHost();
} else {
  const { runProgram } = await import("./cli/program.ts");
  await runProgram(args);
}
