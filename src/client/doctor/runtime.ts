import { spawnSync } from "node:child_process";
import { runtimeVersion, selfCommand } from "../../runtime.ts";
import { processStartTime } from "../../store/process-identity.ts";
import { VERSION } from "../../version.ts";

const LIMIT_MS = 10_000;

/** Starts this program anew, as `create` does for each session, and looks itself up among the processes. */
export function checkRuntime(): string {
  const [file = "", ...args] = selfCommand();
  const { error, status, stdout } = spawnSync(file, [...args, "--version"], {
    cwd: "/",
    encoding: "utf8",
    timeout: LIMIT_MS,
  });
  if (error) throw new Error(`'${file}' cannot be started: ${error.message}`);
  if (stdout.trim() !== VERSION) throw new Error(`'${file} --version' ended with ${status} and printed '${stdout}'`);
  if (processStartTime(process.pid) === undefined) {
    throw new Error("The system does not tell when a process was started, which is read from /proc");
  }
  const { name, version } = runtimeVersion();
  return `agent-tty ${VERSION} on ${name} ${version}, ${process.platform} ${process.arch}.`;
}
