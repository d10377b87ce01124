// node scripts/record-htop.mjs: records 30 s of htop anew, with the built executable, for the films of the benchmark.
// htop sees no other processes and no name of this machine, only a few dozen that are started for it.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { build } from "./build.mjs";
import { giveUp, ROOT } from "./toolchain.mjs";

const RECORDING = join(ROOT, "test", "fixtures", "films", "htop.jsonl.gz");
const SECONDS = 30;

const ALONE = ["unshare", "-rup", "--fork", "--mount-proc", "sh", "-c", 'hostname demo; exec "$@"', "sh"];

/** What there is to see: most of it sleeps, some works now and then, each with a name and a load of its own. */
const COMPANY = `
names='nginx postgres redis-server node python3 cron sshd rsyslogd dockerd worker scheduler backup'
work() { while :; do i=0; while [ $i -lt $1 ]; do i=$((i + 1)); done; sleep 0.$2; done; }
for name in $names; do
  for copy in 1 2; do bash -c "exec -a '$name: process $copy --config /etc/$name.conf' sleep 600" & done
done
work 6000 2 & work 3000 4 & work 1500 7 & work 500 9 &
`;

/** What is pressed, and when, in ms. */
const KEYS = [
  [4000, ["Down", "Down", "Down"]],
  [7000, ["Shift+m"]],
  [10_000, ["Shift+p"]],
  [13_000, ["F5"]],
  [17_000, ["Down", "Down"]],
  [20_000, ["F5"]],
  [23_000, ["PageDown"]],
  [26_000, ["Home"]],
];

if (spawnSync(ALONE[0], [...ALONE.slice(1), "true"]).status !== 0)
  giveUp("Namespaces (unshare) are not to be had here.");
if (spawnSync("sh", ["-c", "command -v htop"]).status !== 0) giveUp("'htop' is not installed.");
const executable = build();
const root = mkdtempSync(join(tmpdir(), "agent-tty-htop-"));
try {
  await record();
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function record() {
  const { sessionId: id } = call("create", "--cwd", "/", "--cols", "120", "--rows", "40", "--", ...ALONE, "bash");
  call("run", id, COMPANY);
  call("run", id, "clear");
  const started = performance.now();
  const { seq } = call("run", id, "htop", "--no-wait");
  for (const [at, keys] of KEYS) {
    await pause(started + at - performance.now());
    call("send-keys", id, ...keys);
  }
  await pause(started + SECONDS * 1000 - performance.now());
  const events = readFileSync(join(root, "home", "sessions", id, "events.jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  call("destroy", "--force", id);
  // Only what htop showed, and what was pressed; the numbers begin with 0 again.
  const kept = events.slice(seq).map((line, index) => JSON.stringify({ ...JSON.parse(line), seq: index }));
  mkdirSync(dirname(RECORDING), { recursive: true });
  writeFileSync(RECORDING, gzipSync(`${kept.join("\n")}\n`, { level: 9 }));
  console.log(`${kept.length} events`);
}

function call(...args) {
  const home = { HOME: root, AGENT_TTY_HOME: join(root, "home"), XDG_STATE_HOME: join(root, "state") };
  const shell = { PATH: process.env.PATH, LANG: "C.UTF-8", SHELL: "/bin/sh", PS1: "$ ", HISTFILE: "/dev/null" };
  const env = { ...home, ...shell, XDG_RUNTIME_DIR: "" };
  const { status, stdout } = spawnSync(executable, ["--json", ...args], { env, encoding: "utf8", maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`agent-tty ${args.join(" ")} ended with ${status}: ${stdout}`);
  return JSON.parse(stdout).result;
}
