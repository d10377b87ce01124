// node scripts/record-corpus.mjs [name…]: records the corpus of test/fixtures/corpus anew with the built executable:
// for each program its log and, read from the living session, the screen that replaying the log must give.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "./build.mjs";
import { giveUp, ROOT } from "./toolchain.mjs";

const CORPUS = join(ROOT, "test", "fixtures", "corpus");

/** The programs see no other processes and no name of this machine: what they show of those would be in the log. */
const ALONE = ["unshare", "-rup", "--fork", "--mount-proc", "sh", "-c", 'hostname corpus; exec "$@"', "sh"];

const wanted = process.argv.slice(2);
const programs = JSON.parse(readFileSync(join(CORPUS, "programs.json"), "utf8"));
if (spawnSync(ALONE[0], [...ALONE.slice(1), "true"]).status !== 0)
  giveUp("Namespaces (unshare) are not to be had here.");
const executable = build();
for (const program of programs) {
  if (wanted.length > 0 && !wanted.includes(program.name)) continue;
  if (spawnSync("sh", ["-c", `command -v ${program.program}`]).status !== 0) {
    giveUp(`'${program.program}' is not installed.`);
  }
  const root = mkdtempSync(join(tmpdir(), "agent-tty-corpus-"));
  try {
    record(program, root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function record({ name, size: [cols, rows], files, command, steps }, root) {
  const work = join(root, "work");
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), content);
  }
  mkdirSync(work, { recursive: true });
  const env = {
    ...{ PATH: process.env.PATH, HOME: work, LANG: "C.UTF-8", SHELL: "/bin/sh", HISTFILE: "/dev/null" },
    ...{ AGENT_TTY_HOME: join(root, "home"), XDG_RUNTIME_DIR: "", XDG_STATE_HOME: join(root, "state") },
  };
  const call = (...args) => {
    const { status, stdout } = spawnSync(executable, ["--json", ...args], {
      env,
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    if (status !== 0) throw new Error(`${name}: agent-tty ${args.join(" ")} ended with ${status}: ${stdout}`);
    return JSON.parse(stdout).result;
  };
  const { sessionId } = call(
    ...["create", "--cwd", work, "--cols", `${cols}`, "--rows", `${rows}`, "--", ...ALONE, ...command],
  );
  for (const [step, ...args] of steps) call(step, sessionId, ...args);
  call("wait", sessionId, "--screen-stable-ms", "250");
  const { sessionId: _, ...snapshot } = call("snapshot", sessionId, "--include-cells", "--include-scrollback");
  const log = readFileSync(join(root, "home", "sessions", sessionId, "events.jsonl"), "utf8");
  call("destroy", "--force", sessionId);
  const events = log.split(/(?<=\n)/).slice(0, snapshot.capturedAtSeq + 1);
  writeFileSync(join(CORPUS, `${name}.jsonl`), events.join(""));
  writeFileSync(join(CORPUS, `${name}.screen.jsonl`), lines({ creationCols: cols, creationRows: rows, ...snapshot }));
  console.log(`${name}: ${events.length} events`);
}

/** A line for all but the cells, then a line for each row of cells, so that a change can be read from a diff. */
function lines({ cells, ...snapshot }) {
  return [snapshot, ...cells].map((part) => `${JSON.stringify(part)}\n`).join("");
}
