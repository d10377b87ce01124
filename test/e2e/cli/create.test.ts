import { describe, expect, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../sandbox.ts";
import { eventually, useSandbox } from "../sandbox.ts";
import { endedSession } from "./programs.ts";

const sandbox = useSandbox();

/** No session directory, and no process: nothing was started, or it was ended again. */
function expectNothingMade(box: Sandbox): void {
  const sessions = join(box.home, "sessions");
  expect(existsSync(sessions) ? readdirSync(sessions) : []).toEqual([]);
  expect(box.processes()).toEqual([]);
}

describe("the result of create", () => {
  test("tells what was asked for and what was taken for granted", async () => {
    const box = sandbox();
    const result = await box.ok(
      "create",
      "--cols",
      "100",
      "--rows",
      "40",
      "--env",
      "A=1",
      "--idle-timeout-ms",
      "9999",
      "cat",
    );
    expect(result).toEqual({
      sessionId: expect.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      cols: 100,
      rows: 40,
      shell: "/bin/sh",
      env: { A: "1" },
      idleTimeoutMs: 9999,
    });
    const plain = await box.ok("create", "cat");
    expect(Object.keys(plain)).toEqual(["sessionId", "createdAt", "cols", "rows", "shell"]);
    expect(plain).toMatchObject({ cols: 80, rows: 24 });
  });

  test("is the beginning of the manifest", async () => {
    const box = sandbox();
    const { sessionId, createdAt } = await box.ok(
      "create",
      "--name",
      "n",
      "--term",
      "vt100",
      "--env",
      "A=1",
      "cat",
      "-u",
    );
    const manifest = JSON.parse(readFileSync(join(box.sessionDirectory(sessionId), "session.json"), "utf8"));
    expect(manifest).toMatchObject({
      version: 1,
      sessionId,
      createdAt,
      status: "running",
      command: ["cat", "-u"],
      cwd: box.root,
      name: "n",
      env: { A: "1" },
      shell: "/bin/sh",
      term: "vt100",
      cols: 80,
      rows: 24,
      creationCols: 80,
      creationRows: 24,
      exitCode: null,
      exitSignal: null,
    });
    // What has just been started shows its environment a moment later.
    await eventually(
      "the host and the program, and no other",
      () => Bun.deepEquals(box.processes().sort(), [manifest.hostPid, manifest.childPid].sort()),
      () => `There are ${box.processes()}.`,
    );
  });
});

const REFUSED: { what: string; args: string[]; status?: number; code?: string; message: string; details: object }[] = [
  ...["0", "1001", "-1", "80.5", "wide", ""].flatMap((value) =>
    ["--cols", "--rows"].map((option) => ({
      what: `${option}=${value}`,
      args: [`${option}=${value}`],
      code: "INVALID_DIMENSIONS",
      message: `${option} must be a whole number of cells from 1 to 1000, not '${value}'.`,
      details: { option, value, minimum: 1, maximum: 1000 },
    })),
  ),
  ...["A", "=x", "1A=x", "A B=x", ""].map((value) => ({
    what: `--env=${value}`,
    args: [`--env=${value}`],
    message: `--env takes KEY=VALUE, not '${value}'.`,
    details: { option: "--env", value },
  })),
  { what: "no --term", args: ["--term="], message: "--term must not be empty.", details: { option: "--term" } },
  {
    what: "a bad idle time-out",
    args: ["--idle-timeout-ms", "soon"],
    code: "INVALID_DURATION",
    message: "--idle-timeout-ms must be a whole number of milliseconds from 0 to 2147483647, not 'soon'.",
    details: { option: "--idle-timeout-ms", value: "soon" },
  },
  {
    what: "a missing directory",
    args: ["--cwd", "/does/not/exist"],
    status: 8,
    code: "STORAGE_READ_ERROR",
    message: "Cannot start in '/does/not/exist': ",
    details: { path: "/does/not/exist" },
  },
  {
    what: "a file for a directory",
    args: ["--cwd", "/etc/passwd"],
    status: 8,
    code: "STORAGE_READ_ERROR",
    message: "Cannot start in '/etc/passwd': it is not a directory.",
    details: { path: "/etc/passwd" },
  },
];

describe("create refuses", () => {
  test.each(REFUSED)("$what", async ({ args, status = 2, code = "INVALID_INPUT", message, details }) => {
    const box = sandbox();
    const error = await box.error("create", ...args, "cat");
    expect(error).toMatchObject({ status, code, details });
    expect(error.message).toStartWith(message);
    expectNothingMade(box);
  });

  test.each([
    { what: "a missing program", program: "/no/such/program" },
    { what: "a missing program of the PATH", program: "no-such-program" },
    { what: "a directory", program: "/tmp" },
    { what: "a file that cannot be executed", program: "./plain" },
    { what: "an empty name", program: "" },
  ])("$what", async ({ program }) => {
    const box = sandbox();
    writeFileSync(join(box.root, "plain"), "echo no\n");
    for (const [args, command] of [
      [
        ["--", program, "-x"],
        [program, "-x"],
      ],
      [["--shell", program], [program]],
      [["--command", program], [program]],
    ] as const) {
      const error = await box.error("create", ...args);
      expect(error).toMatchObject({ status: 2, code: "INVALID_INPUT", details: { command } });
      expect(error.message).toStartWith(`Cannot start '${program}': `);
      expectNothingMade(box);
    }
  });

  test("a home that cannot be made", async () => {
    const box = sandbox();
    writeFileSync(join(box.root, "file"), "");
    const home = join(box.root, "file", "home");
    const error = await box.error("--home", home, "create", "cat");
    expect(error).toMatchObject({ status: 8, code: "STORAGE_WRITE_ERROR", details: { path: home } });
    expect(error.message).toStartWith(`Cannot make the home '${home}': `);
  });
});

test.each(["1", "1000"])("a terminal of %s by the same is made", async (size) => {
  const box = sandbox();
  const id = await endedSession(box, "stty size > seen", "--cols", size, "--rows", size);
  expect(readFileSync(join(box.root, "seen"), "utf8")).toBe(`${size} ${size}\n`);
  expect((await box.ok("snapshot", id)).visibleLines).toHaveLength(Number(size));
});

describe("what is started", () => {
  test.each([
    { what: "the shell of $SHELL", args: [], env: { SHELL: "/bin/bash" }, shell: "/bin/bash" },
    { what: "/bin/sh without one", args: [], env: { SHELL: "" }, shell: "/bin/sh" },
    { what: "--shell", args: ["--shell", "bash"], env: {}, shell: "bash" },
    { what: "--command, its old name", args: ["--command", "bash"], env: {}, shell: "bash" },
  ])("is $what", async ({ args, env, shell }) => {
    const box = sandbox();
    const { stdout } = await box.call(["--json", "create", ...args], { env });
    const { result } = JSON.parse(stdout);
    expect(result.shell).toBe(shell);
    // An interactive shell, on a terminal: it prompts and takes what is typed.
    await box.ok("run", result.sessionId, 'case $- in *i*) echo "$0 is interactive";; esac; tty -s && echo on a tty');
    expect(await box.screen(result.sessionId)).toContain(`${shell} is interactive`);
    expect(await box.screen(result.sessionId)).toContain("on a tty");
    expect((await box.ok("inspect", result.sessionId)).session.command).toEqual([shell]);
  });

  test("gets its own arguments untouched, with and without --", async () => {
    const box = sandbox();
    const script = 'printf "<%s>" "$@"';
    for (const separator of [[], ["--"]]) {
      const id = await box.create(
        ...separator,
        "sh",
        "-c",
        script,
        "sh",
        "--all",
        "--json",
        "--cols",
        "3",
        "",
        "a b",
        "--",
        "*",
      );
      await box.ok("wait", id, "--exit");
      expect(await box.screen(id)).toEqual(["<--all><--json><--cols><3><><a b><--><*>"]);
    }
  });

  test("owns --json behind it, even when the call fails", async () => {
    const { status, stdout, stderr } = await sandbox().call(["create", "/no/such/program", "--json"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toStartWith("INVALID_INPUT: Cannot start '/no/such/program': ");
  });

  test("runs in --cwd, relative to the caller's, else in the caller's", async () => {
    const box = sandbox();
    const inner = join(box.root, "inner directory");
    mkdirSync(inner);
    for (const [args, cwd] of [
      [[], box.root],
      [["--cwd", inner], inner],
      [["--cwd", "inner directory"], inner],
    ] as const) {
      const id = await box.create(...args, "sh", "-c", "/bin/pwd -P > seen; exec cat");
      await box.ok("inspect", id);
      expect((await box.ok("inspect", id)).session.cwd).toBe(cwd);
      await box.ok("send-keys", id, "Ctrl+D");
      await box.ok("wait", id, "--exit");
      expect(readFileSync(join(cwd, "seen"), "utf8")).toBe(`${cwd}\n`);
    }
  });

  test("runs a script of the directory by a relative path", async () => {
    const box = sandbox();
    writeFileSync(join(box.root, "script"), "#!/bin/sh\necho it ran\n");
    chmodSync(join(box.root, "script"), 0o755);
    const id = await box.create("./script");
    await box.ok("wait", id, "--exit");
    expect(await box.screen(id)).toEqual(["it ran"]);
  });

  test("may have ended when create returns", async () => {
    const box = sandbox();
    for (const status of [0, 1, 200]) {
      const id = await box.create("sh", "-c", `exit ${status}`);
      expect(await box.ok("wait", id, "--exit")).toEqual({ timedOut: false, exitCode: status, exitSignal: null });
    }
  });
});

test("a session without input or output for its idle time-out ends by itself", async () => {
  const box = sandbox();
  const id = await box.create("--idle-timeout-ms", "50", "cat");
  expect(await box.ok("wait", id, "--exit")).toEqual({ timedOut: false, exitCode: null, exitSignal: "SIGHUP" });
});
