import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mebibytes } from "./statistics.mjs";

/** How long a call takes, in s, and its largest memory, in MiB, as the kernel tells while it runs. */
export function costOf(executable, args, env) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(executable, args, { env, stdio: "ignore" });
    let peak = 0;
    const look = setInterval(() => {
      peak = Math.max(peak, peakOf(child.pid));
    }, 2);
    child.on("exit", (code) => {
      clearInterval(look);
      const seconds = (performance.now() - started) / 1000;
      if (code === 0) resolve({ seconds, mebibytes: peak });
      else reject(new Error(`agent-tty ${args.join(" ")} ended with ${code}`));
    });
  });
}

function peakOf(pid) {
  try {
    return mebibytes(readFileSync(`/proc/${pid}/status`, "utf8"), "VmHWM") || 0;
  } catch {
    return 0;
  }
}
