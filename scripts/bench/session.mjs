import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A session of a benchmark, in the benchmark's own home. */
export class Session {
  static create(executable, root, args) {
    const session = new Session(executable, root);
    session.id = session.call(["create", ...args]).sessionId;
    return session;
  }

  constructor(executable, root) {
    this.executable = executable;
    this.home = join(root, "home");
    this.env = {
      ...process.env,
      AGENT_TTY_HOME: this.home,
      XDG_RUNTIME_DIR: "",
      // The list of the user's homes must not come to name this one.
      XDG_STATE_HOME: join(root, "state"),
      PS1: "$ ",
      HISTFILE: "/dev/null",
    };
  }

  /** Calls the program with `--json` and gives its result. */
  call(args) {
    const { status, stdout, stderr } = spawnSync(this.executable, ["--json", ...args], {
      env: this.env,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`agent-tty ${args.join(" ")}: exit ${status}\n${stdout}${stderr}`);
    return JSON.parse(stdout).result;
  }

  get eventLog() {
    return join(this.home, "sessions", this.id, "events.jsonl");
  }

  get hostPid() {
    return JSON.parse(readFileSync(join(this.home, "sessions", this.id, "session.json"), "utf8")).hostPid;
  }

  destroy() {
    this.call(["destroy", "--force", this.id]);
  }
}
