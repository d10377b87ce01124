// npm run demo: builds the executable, drives real programs with it, and shows what it did and what was on the screen.
// Ends non-zero if anything did not work.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { build } from "./build.mjs";
import { ROOT } from "./toolchain.mjs";

const executable = build();
const home = join(ROOT, "dist", "demo");
rmSync(home, { recursive: true, force: true });
mkdirSync(home, { recursive: true, mode: 0o700 });
const runtimeDirectory = mkdtempSync(join(tmpdir(), "agent-tty-demo-"));
const env = {
  ...process.env,
  AGENT_TTY_HOME: home,
  XDG_RUNTIME_DIR: runtimeDirectory,
  // The list of the user's homes must not come to name this one.
  XDG_STATE_HOME: join(runtimeDirectory, "state"),
  PS1: "$ ",
  HISTFILE: "/dev/null",
};
const sessions = [];

try {
  shell();
  const shown = [editor(), dashboard()];
  if (!shown.includes(true)) counter();
  afterwards();
  pictures();
} catch (error) {
  process.exitCode = 1;
  console.error(`\nThe demo failed: ${error.message}`);
} finally {
  for (const session of sessions) spawnSync(executable, ["destroy", "--force", session], { env });
  rmSync(runtimeDirectory, { recursive: true, force: true });
}
if (!process.exitCode) listWhatIsKept();

/** A shell: run commands and wait until each has finished, then for text that comes later. */
function shell() {
  title("A shell session");
  const id = create("--name", "demo-shell", "--cols", "72", "--rows", "14", "--", "sh");
  check(call("run", id, "echo hello from $0").completed, "the run completed");
  check(call("run", id, "for n in 1 2 3; do echo line $n; done").completed, "the loop completed");
  check(call("run", id, "(exit 3)").exitCode === 3, "the run told the command's status");
  const { seq } = call("run", id, "echo built $((6 * 7)) files", "--no-wait");
  check(
    call("wait", id, "--text", "built 42 files", "--after-seq", `${seq}`, "--timeout", "10000").matched,
    "the text came",
  );
  show(id);
}

/** A full-screen program: keys go in, the screen is read back. Tells whether there was one. */
function editor() {
  const program = firstOf("vim", "vi", "nano");
  if (program === undefined) return false;
  title(`A full-screen program: ${program}`);
  const file = join(home, "note.txt");
  const id = create("--cols", "72", "--rows", "10", "--", program, ...(program === "nano" ? [] : ["-u", "NONE"]), file);
  call("wait", id, "--screen-stable-ms", "200", "--timeout", "10000");
  if (program === "nano") {
    call("type", id, "Typed through a terminal.");
    call("wait", id, "--text", "Typed through a terminal.", "--timeout", "10000");
    show(id);
    call("send-keys", id, "Ctrl+O", "Enter", "Ctrl+X");
  } else {
    call("send-keys", id, "i");
    call("type", id, "Typed through a terminal.");
    call("send-keys", id, "Escape");
    call("wait", id, "--text", "Typed through a terminal.", "--timeout", "10000");
    show(id);
    call("send-keys", id, ":", "w", "q", "Enter");
  }
  check(call("wait", id, "--exit", "--timeout", "10000").exitCode === 0, `${program} ended well`);
  check(existsSync(file), `${program} wrote its file`);
  return true;
}

/** A program that redraws all the time: it is resized, read, and quit with a key. Tells whether there was one. */
function dashboard() {
  const program = firstOf("htop", "top");
  if (program === undefined) return false;
  title(`A program that keeps redrawing: ${program}`);
  const id = create("--cols", "60", "--rows", "8", "--", program);
  call("wait", id, "--regex", "[Mm]em", "--timeout", "10000");
  call("resize", id, "--cols", "72", "--rows", "12");
  call("wait", id, "--regex", "PID .*(USER|COMMAND)", "--timeout", "10000");
  show(id);
  call("send-keys", id, "q");
  check(!call("wait", id, "--exit", "--timeout", "10000").timedOut, `${program} quit at q`);
  return true;
}

/** Where the machine has neither, a full-screen program that is always there. */
function counter() {
  title("A full-screen program (there is no editor and no top here, so it is one of ours)");
  const id = create(
    "--cols",
    "40",
    "--rows",
    "8",
    "--",
    process.execPath,
    join(ROOT, "scripts", "demo", "counter.mjs"),
  );
  call("wait", id, "--text", "Count: 0", "--timeout", "10000");
  call("send-keys", id, "Up", "Up", "Up", "Down");
  call("wait", id, "--text", "Count: 2", "--timeout", "10000");
  show(id);
  call("send-keys", id, "q");
  check(call("wait", id, "--exit", "--timeout", "10000").exitCode === 0, "it ended well");
}

/** What is left when a session has ended: its screen, from the log. */
function afterwards() {
  title("After the end");
  const [shellSession] = sessions;
  check(call("destroy", shellSession).destroyed, "the shell session was destroyed");
  const { visibleLines } = call("snapshot", shellSession);
  check(
    visibleLines.some(({ text }) => text.includes("built 42 files")),
    "its last screen can still be read",
  );
  console.log(human("list", "--all"));
}

/** Evidence for people: a picture of the last screen, a film of what happened, and a recording to play. */
function pictures() {
  title("Pictures and recordings");
  const [shellSession] = sessions;
  check(call("screenshot", shellSession, "--window").pngSizeBytes > 0, "the screen was drawn");
  check(call("record", "export", shellSession, "--format", "gif").bytes > 0, "the film was made");
  check(call("record", "export", shellSession, "--format", "asciicast").bytes > 0, "the recording was written");
}

function listWhatIsKept() {
  const directory = relative(process.cwd(), home) || ".";
  console.log(
    `\nEverything worked. The logs, snapshots and pictures of the sessions are kept in ${directory}/sessions:`,
  );
  for (const session of sessions) {
    const artifacts = join(home, "sessions", session, "artifacts");
    const kept = existsSync(artifacts) ? readdirSync(artifacts).filter((name) => name !== "manifest.json") : [];
    console.log(`  ${session}: events.jsonl ${kept.join(" ")}`);
  }
}

function create(...args) {
  const { sessionId } = call("create", ...args);
  sessions.push(sessionId);
  return sessionId;
}

/** Calls the program as another program would, and shows the call. */
function call(...args) {
  console.log(`  agent-tty ${args.map((arg) => (/[^\w./:=-]/.test(arg) ? `'${arg}'` : arg)).join(" ")}`);
  const { status, stdout, stderr } = spawnSync(executable, ["--json", ...args], { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`agent-tty ${args[0]} ended with ${status}: ${stdout}${stderr}`);
  return JSON.parse(stdout).result;
}

function human(...args) {
  return spawnSync(executable, args, { env, encoding: "utf8" }).stdout.trimEnd();
}

function show(id) {
  const { cols, visibleLines } = call("snapshot", id);
  console.log(`  ┌${"─".repeat(cols)}┐`);
  for (const { text } of visibleLines) console.log(`  │${text.padEnd(cols)}│`);
  console.log(`  └${"─".repeat(cols)}┘`);
}

function check(ok, what) {
  if (!ok) throw new Error(`It is not so that ${what}.`);
}

function firstOf(...programs) {
  return programs.find((program) => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0);
}

function title(text) {
  console.log(`\n${text}`);
}
