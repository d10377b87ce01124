import { afterEach, beforeEach, expect, test } from "bun:test";
import { execFileSync } from "node:child_process";
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHost } from "../../src/client/start-host.ts";
import type { HostSpec } from "../../src/protocol/host-spec.ts";

const SESSION_ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const changed = ["BUN_OPTIONS", "XDG_RUNTIME_DIR"];
const before = changed.map((name) => process.env[name]);

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
  mkdirSync(join(directory, "sessions"));
});
afterEach(() => {
  for (const [index, name] of changed.entries()) {
    if (before[index] === undefined) delete process.env[name];
    else process.env[name] = before[index];
  }
  for (const pid of hosts()) process.kill(pid, "SIGKILL");
  rmSync(directory, { recursive: true });
});

/** The processes of the session's host, as long as they have not ended. */
function hosts(): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").endsWith(`_host\0${SESSION_ID}\0`);
    } catch {
      return false;
    }
  });
}

test("a host that is not ready in time is ended, though its client lives on and could still be told", async () => {
  const spec: HostSpec = {
    ...{ home: directory, sessionId: SESSION_ID, createdAt: new Date().toISOString(), command: ["cat"] },
    ...{ cwd: directory, cols: 80, rows: 24, term: "xterm", shell: "/bin/sh", env: {} },
    ...{ shellIntegration: false, idleTimeoutMs: 0 },
  };
  // The host is held before it begins, until the pipe is opened at its other end too.
  const hold = join(directory, "hold");
  execFileSync("mkfifo", [hold]);
  const preload = join(directory, "preload.ts");
  writeFileSync(preload, `require("node:fs").closeSync(require("node:fs").openSync(${JSON.stringify(hold)}, "r"));`);
  process.env["XDG_RUNTIME_DIR"] = directory;
  process.env["BUN_OPTIONS"] = `--preload ${preload}`;
  await expect(startHost(spec, 1)).rejects.toMatchObject({ code: "HOST_TIMEOUT", details: { sessionId: SESSION_ID } });
  // For both directions, so that it does not wait for a host that has ended already.
  const end = openSync(hold, constants.O_RDWR);
  while (hosts().length > 0) await Bun.sleep(5);
  closeSync(end);
  expect(existsSync(join(directory, "sessions", SESSION_ID))).toBe(false);
});
