import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bun, ROOT } from "../toolchain.mjs";
import { quantile } from "./statistics.mjs";

/**
 * From the moment before a program writes its text to the moment when the wait in the host has its answer: the
 * kernel's terminal and the wake-up of the host included, so more than the target asks for. The text stands on the
 * screen for 20 ms.
 */
export async function waitLatency({ root, report }) {
  const probe = join(ROOT, "scripts", "bench", "wait-latency-probe.ts");
  const { status, stdout, stderr } = spawnSync(bun(), [probe, join(root, "probe")], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${probe} ended with ${status}: ${stderr}`);
  const { latencies, missed } = JSON.parse(stdout);
  report(`texts shown for 20 ms that a wait missed, of ${latencies.length + missed}`, missed, "", 0);
  report("wait: from the byte to the answer in the host, median", quantile(latencies, 0.5), "ms", 5);
  report("wait: from the byte to the answer in the host, 99th percentile", quantile(latencies, 0.99), "ms", 5);
}
