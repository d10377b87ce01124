import { afterEach, beforeEach, expect } from "bun:test";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { logFaults } from "./log-check.ts";

/** The program under test: the built executable, or the words of a command that `AGENT_TTY_UNDER_TEST` has as JSON. */
export const PROGRAM: readonly string[] = process.env["AGENT_TTY_UNDER_TEST"]
  ? JSON.parse(process.env["AGENT_TTY_UNDER_TEST"])
  : [resolve(import.meta.dir, "../../dist/agent-tty")];

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface CallOptions {
  input?: string;
  env?: Record<string, string>;
  cwd?: string;
  /** Octal; the caller's own if not given. */
  umask?: string;
}

/** How long to wait for something that must come; not a measure of anything. */
export const DEADLINE_MS = 20_000;

/**
 * A home, a runtime directory and an environment of a test's own. After the test nothing of it may be left: every
 * session is ended, and a process, socket or file that stays is a failure.
 */
export class Sandbox {
  readonly root = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
  readonly home = join(this.root, "home");
  readonly runtimeDirectory = mkdtempSync(join(this.root, "run-"));

  /** Sessions whose log a test has damaged, or kept from being written; all others' logs are checked in the end. */
  readonly damaged = new Set<string>();

  constructor() {
    chmodSync(this.runtimeDirectory, 0o700);
  }

  get environment(): Record<string, string> {
    return {
      PATH: process.env["PATH"] ?? "/usr/bin:/bin",
      HOME: this.root,
      LANG: "C.UTF-8",
      SHELL: "/bin/sh",
      PS1: "$ ",
      AGENT_TTY_HOME: this.home,
      XDG_RUNTIME_DIR: this.runtimeDirectory,
      XDG_CONFIG_HOME: join(this.root, "config"),
      XDG_DATA_HOME: join(this.root, "data"),
      XDG_STATE_HOME: join(this.root, "state"),
    };
  }

  /** Starts the program and gives the process. */
  start(args: readonly string[], options: CallOptions = {}) {
    const { umask } = options;
    const shell = umask === undefined ? [] : ["sh", "-c", `umask ${umask}; exec "$@"`, "sh"];
    return Bun.spawn([...shell, ...PROGRAM, ...args], {
      env: { ...this.environment, ...options.env },
      cwd: options.cwd ?? this.root,
      stdin: options.input === undefined ? "ignore" : new TextEncoder().encode(options.input),
      stdout: "pipe",
      stderr: "pipe",
    });
  }

  /** Calls the program and waits for it. */
  async call(args: readonly string[], options: CallOptions = {}): Promise<Outcome> {
    const child = this.start(args, options);
    const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
    await child.exited;
    return { status: child.exitCode, stdout, stderr };
  }

  /** Calls with `--json` and gives the result of a call that must succeed. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape it expects, and fails if it is not there
  async ok(...args: string[]): Promise<any> {
    const outcome = await this.call(["--json", ...args]);
    expect(outcome, `agent-tty ${args.join(" ")}`).toMatchObject({ status: 0, stderr: "" });
    return JSON.parse(outcome.stdout).result;
  }

  /** Calls with `--json` and gives the error of a call that must fail, with the exit status. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  async error(...args: string[]): Promise<any> {
    const outcome = await this.call(["--json", ...args]);
    const envelope = JSON.parse(outcome.stdout);
    expect(envelope.ok, `agent-tty ${args.join(" ")} must fail`).toBe(false);
    return { ...envelope.error, status: outcome.status, command: envelope.command };
  }

  /** Creates a session and gives its id. */
  async create(...args: string[]): Promise<string> {
    return (await this.ok("create", ...args)).sessionId;
  }

  /** The visible lines of a session, without the empty ones at the end. */
  async screen(session: string): Promise<string[]> {
    const { visibleLines } = await this.ok("snapshot", session);
    const lines: string[] = visibleLines.map(({ text }: { text: string }) => text);
    while (lines.at(-1) === "") lines.pop();
    return lines;
  }

  /** The events of a session's log: its whole lines, since a look may come in the middle of a write. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  events(session: string): any[] {
    const text = readFileSync(join(this.sessionDirectory(session), "events.jsonl"), "utf8");
    return text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  sessionDirectory(session: string): string {
    return join(this.home, "sessions", session);
  }

  /** Processes that have inherited this sandbox's environment: hosts, and what runs in their sessions. */
  processes(): number[] {
    const mark = `XDG_RUNTIME_DIR=${this.runtimeDirectory}\0`;
    return readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry) && environmentOf(entry).includes(mark))
      .map(Number);
  }

  async dispose(): Promise<void> {
    const sessionsDirectory = join(this.home, "sessions");
    const sessions = existsSync(sessionsDirectory) ? readdirSync(sessionsDirectory) : [];
    await Promise.all(sessions.map((session) => this.call(["destroy", "--force", session])));
    await this.untilAllHasEnded();
    const socketDirectory = join(this.runtimeDirectory, "agent-tty");
    const sockets = existsSync(socketDirectory) ? readdirSync(socketDirectory) : [];
    const faults = sessions
      .filter((session) => !this.damaged.has(session))
      .flatMap((session) => logFaults(this.sessionDirectory(session)).map((fault) => `${session}: ${fault}`));
    rmSync(this.root, { recursive: true, force: true });
    expect(sockets, "sockets left behind").toEqual([]);
    expect(faults, "what is wrong with the logs").toEqual([]);
  }

  /** What fails to end is a fault, and is not left to run on for that. */
  private async untilAllHasEnded(): Promise<void> {
    try {
      await eventually(
        "the sandbox's processes to end",
        () => this.processes().length === 0,
        () => this.describeRest(),
      );
    } catch (error) {
      for (const pid of this.processes()) process.kill(pid, "SIGKILL");
      throw error;
    }
  }

  private describeRest(): string {
    return this.processes()
      .map((pid) => `${pid} ${linkOf(`/proc/${pid}/exe`)} ${fileText(`/proc/${pid}/cmdline`).replaceAll("\0", " ")}`)
      .join("; ");
  }
}

/** A sandbox that is made before each test of the file and disposed of after it. */
export function useSandbox(): () => Sandbox {
  let sandbox: Sandbox | undefined;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(async () => {
    await sandbox?.dispose();
    sandbox = undefined;
  });
  return () => {
    if (!sandbox) throw new Error("There is a sandbox only inside a test.");
    return sandbox;
  };
}

/** Waits until something is so, and fails naming it if it never is. */
export async function eventually(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  describe: () => string = () => "",
): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}. ${describe()}`);
    await Bun.sleep(5);
  }
}

function environmentOf(pid: string): string {
  return fileText(`/proc/${pid}/environ`);
}

function fileText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "?";
  }
}
