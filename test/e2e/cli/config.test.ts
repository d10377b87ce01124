import { describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { killHost } from "../host/processes.ts";
import type { Sandbox } from "../sandbox.ts";
import { eventually, useSandbox } from "../sandbox.ts";
import { endedSession } from "./programs.ts";

const sandbox = useSandbox();

const configOf = (box: Sandbox) => join(box.home, "config.json");

function configure(box: Sandbox, config: object | string): void {
  mkdirSync(box.home, { recursive: true });
  writeFileSync(configOf(box), typeof config === "string" ? config : JSON.stringify(config));
}

describe("config.json sets the defaults of create", () => {
  const settings = {
    defaultShell: "/bin/bash",
    defaultTerm: "vt220",
    defaultCols: 100,
    defaultRows: 30,
    idleTimeoutMs: 3_600_000,
  };

  test("for what is not given", async () => {
    const box = sandbox();
    configure(box, settings);
    const result = await box.ok("create");
    expect(result).toMatchObject({ cols: 100, rows: 30, shell: "/bin/bash", idleTimeoutMs: 3_600_000 });
    expect((await box.ok("inspect", result.sessionId)).session).toMatchObject({
      command: ["/bin/bash"],
      shell: "/bin/bash",
      term: "vt220",
      cols: 100,
      rows: 30,
      idleTimeoutMs: 3_600_000,
    });
    await box.ok("run", result.sessionId, 'echo "$TERM $(stty size)"');
    expect(await box.screen(result.sessionId)).toContain("vt220 30 100");
  });

  test("and nothing of what is", async () => {
    const box = sandbox();
    configure(box, settings);
    const options = ["--cols", "90", "--rows", "20", "--shell", "/bin/sh", "--term", "xterm", "--idle-timeout-ms", "0"];
    const id = await box.create(...options);
    expect((await box.ok("inspect", id)).session).toMatchObject({
      command: ["/bin/sh"],
      term: "xterm",
      cols: 90,
      rows: 20,
      idleTimeoutMs: 0,
    });
    const old = await box.ok("create", "--command", "/bin/dash");
    expect(old.shell).toBe("/bin/dash");
  });

  test("each on its own", async () => {
    const box = sandbox();
    configure(box, { defaultRows: 10 });
    expect(await box.ok("create")).toEqual({
      sessionId: expect.any(String),
      createdAt: expect.any(String),
      cols: 80,
      rows: 10,
      shell: "/bin/sh",
    });
  });

  test("of its own home only", async () => {
    const box = sandbox();
    configure(box, settings);
    const other = join(box.root, "other");
    const { sessionId, cols } = await box.ok("--home", other, "create", "true");
    expect(cols).toBe(80);
    await box.ok("--home", other, "wait", sessionId, "--exit");
  });

  test("which a shell that is not there does not escape", async () => {
    const box = sandbox();
    configure(box, { defaultShell: "/no/such/shell" });
    const error = await box.error("create");
    expect(error).toMatchObject({ status: 2, code: "INVALID_INPUT" });
    expect(error.message).toContain("/no/such/shell");
    expect(readdirSync(join(box.home, "sessions"))).toEqual([]);
  });
});

test("the render profile is the option's, else the environment's, else the config's, else none", async () => {
  const box = sandbox();
  const id = await endedSession(box, "echo words");
  const profile = async (options: string[], variable: string) => {
    const env = { AGENT_TTY_PROFILE: variable };
    const args = ["--json", "record", "export", id, "--format", "asciicast", ...options];
    return JSON.parse((await box.call(args, { env })).stdout).result.metadata.profileName;
  };
  expect(await profile([], "")).toBeUndefined();
  configure(box, { defaultProfile: "reference-light" });
  expect(await profile([], "")).toBe("reference-light");
  expect(await profile([], "reference-dark")).toBe("reference-dark");
  expect(await profile(["--profile", "reference-light"], "reference-dark")).toBe("reference-light");
});

test("a renderer that there is not is refused in config.json, too", async () => {
  const box = sandbox();
  configure(box, { defaultRenderer: "libghostty-vt" });
  expect(await box.ok("list")).toEqual({ sessions: [] });
  configure(box, { defaultRenderer: "paper" });
  expect(await box.error("list")).toMatchObject({
    status: 2,
    code: "INVALID_INPUT",
    details: { path: configOf(box), key: "defaultRenderer", value: "paper" },
  });
});

describe("a config.json that cannot be used", () => {
  test("is refused before anything is done, by file and key", async () => {
    const box = sandbox();
    configure(box, { defaultCols: "wide" });
    expect(await box.error("create", "--cols", "80")).toEqual({
      command: "create",
      status: 2,
      code: "INVALID_INPUT",
      message: `'${configOf(box)}': defaultCols must be a whole number from 1 to 1000, not "wide".`,
      retryable: false,
      details: { path: configOf(box), key: "defaultCols", value: "wide", expected: "a whole number from 1 to 1000" },
    });
    expect(existsSync(join(box.home, "sessions"))).toBe(false);
    expect(existsSync(join(box.root, "state"))).toBe(false);
  });

  test("is told to people in one line", async () => {
    const box = sandbox();
    configure(box, { cols: 80 });
    expect(await box.call(["create"])).toEqual({
      status: 2,
      stdout: "",
      stderr: `INVALID_INPUT: '${configOf(box)}': there is no setting 'cols'. Did you mean defaultCols?\n`,
    });
  });

  test("keeps a session from being driven until it is mended, and harms nothing", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    configure(box, "{");
    for (const args of [["type", id, "x"], ["list"], ["gc"], ["inspect", id], ["batch", id, '[{"type": "x"}]']]) {
      expect(await box.error(...args)).toMatchObject({ status: 2, code: "INVALID_INPUT" });
    }
    // Where the command line says it all, nobody asks the file.
    await box.ok("--log-level", "warn", "type", id, "y");
    rmSync(configOf(box));
    await box.ok("type", id, "z");
    const typed = box.events(id).filter(({ type }) => type === "input_text");
    expect(typed.map(({ payload }) => payload.data)).toEqual(["y", "z"]);
  });

  test("does not matter to what needs no settings", async () => {
    const box = sandbox();
    configure(box, "{");
    for (const args of [["version"], ["home", "list"], ["home", "forget", box.home], ["create", "--help"]]) {
      expect(await box.call(args)).toMatchObject({ status: 0, stderr: "" });
    }
  });
});

describe("the log level", () => {
  const asked =
    /^debug: Asking the host of session \w{26} to type, on \/\S+\.\ndebug: The round trip took [\d.]+ ms\.\n$/;

  test("debug tells of the socket and the time of a call, beside its result", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const quiet = await box.call(["type", id, "x"]);
    expect(quiet.stderr).toBe("");
    const { status, stdout, stderr } = await box.call(["--json", "type", id, "x", "--log-level", "debug"]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, result: { seq: expect.any(Number) } });
    expect(stderr).toMatch(asked);
    expect(stderr).toContain((await box.ok("inspect", id)).host.rpcSocketPath);
  });

  test("is the option's, else the environment's, else the config's, else warn", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const say = async (args: string[], level = "") => {
      const outcome = await box.call([...args, "type", id, "x"], { env: { AGENT_TTY_LOG_LEVEL: level } });
      return outcome.stderr;
    };
    expect(await say([])).toBe("");
    expect(await say([], "debug")).toMatch(asked);
    configure(box, { logLevel: "debug" });
    expect(await say([])).toStartWith(`debug: '${configOf(box)}' sets logLevel.\ndebug: Asking the host `);
    expect(await say([], "info")).toBe("");
    expect(await say(["--log-level", "error"], "debug")).toBe("");
  });

  test("debug tells of a call that failed as well", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const { status, stderr } = await box.call(["resize", id, "--cols", "9", "--rows", "9", "--log-level", "debug"]);
    expect({ status, lines: stderr.split("\n").length }).toEqual({ status: 0, lines: 3 });
    const failed = await box.call(["send-keys", id, "Nonsense", "--log-level", "debug"]);
    expect(failed).toMatchObject({ status: 2, stdout: "" });
    expect(failed.stderr).toMatch(/\ndebug: The round trip took [\d.]+ ms\.\nINVALID_KEYS: [^\n]+\n$/);
  });

  test("debug tells how long a host took to be ready, and which it is", async () => {
    const box = sandbox();
    const { stdout, stderr } = await box.call(["--json", "--log-level", "debug", "create", "cat"]);
    const { sessionId } = JSON.parse(stdout).result;
    const { hostPid } = (await box.ok("inspect", sessionId)).session;
    const line = `^debug: The host of session ${sessionId}, process ${hostPid}, was ready after [\\d.]+ ms\\.\n$`;
    expect(stderr).toMatch(new RegExp(line));
  });

  test("debug tells where the answer about an ended session comes from", async () => {
    const box = sandbox();
    const id = await endedSession(box, "true");
    await eventually("the host to be gone", () => box.processes().length === 0);
    expect((await box.call(["inspect", id, "--log-level", "debug"])).stderr).toBe(
      `debug: Session ${id} has no host any more: its files answer 'inspect'.\n`,
    );
  });

  test.each([["list"], ["gc"], ["inspect"]])("info tells that a host has died: %s", async (command) => {
    const box = sandbox();
    const id = await box.create("cat");
    await killHost(box, id);
    const args = command === "inspect" ? [id] : [];
    expect((await box.call(["--log-level", "info", command, ...args])).stderr).toBe(
      `info: The host of session ${id} has died: it was running and is now failed.\n`,
    );
    expect((await box.call(["--log-level", "info", "list"])).stderr).toBe("");
  });
});
