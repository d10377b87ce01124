import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

describe("--home", () => {
  test("wins over its variable, before and after the command", async () => {
    const box = sandbox();
    const other = join(box.root, "other home — ö");
    for (const args of [
      ["--home", other, "create", "true"],
      ["create", "--home", other, "true"],
      ["create", `--home=${other}`, "true"],
    ]) {
      expect((await box.call(args)).status).toBe(0);
    }
    expect((await box.ok("--home", other, "list", "--all")).sessions).toHaveLength(3);
    expect(existsSync(box.home)).toBe(false);
  });

  test("is ~/.agent-tty where neither is set", async () => {
    const box = sandbox();
    await box.call(["create", "true"], { env: { AGENT_TTY_HOME: "" } });
    expect(existsSync(join(box.root, ".agent-tty", "sessions"))).toBe(true);
  });

  test.each([
    { what: "the option", args: ["--home", "some/where", "list"], env: {}, value: "some/where", source: "--home" },
    { what: "an empty option", args: ["--home=", "list"], env: {}, value: "", source: "--home" },
    {
      what: "the variable",
      args: ["list"],
      env: { AGENT_TTY_HOME: "../there" },
      value: "../there",
      source: "AGENT_TTY_HOME",
    },
  ])("must be absolute: $what", async ({ args, env, value, source }) => {
    const { status, stdout } = await sandbox().call(["--json", ...args], { env });
    expect(status).toBe(2);
    expect(JSON.parse(stdout).error).toEqual({
      code: "INVALID_INPUT",
      message: `${source} must be an absolute path, not '${value}'.`,
      retryable: false,
      details: { home: value, source },
    });
  });
});

const SETTINGS: { option: string; variable: string; good: string; bad: string; code: string; allowed: string }[] = [
  {
    option: "--timeout-ms",
    variable: "AGENT_TTY_TIMEOUT_MS",
    good: "5000",
    bad: "soon",
    code: "INVALID_DURATION",
    allowed: "from 0 to 2147483647",
  },
  {
    option: "--log-level",
    variable: "AGENT_TTY_LOG_LEVEL",
    good: "debug",
    bad: "loud",
    code: "INVALID_INPUT",
    allowed: "debug, info, warn, error",
  },
  {
    option: "--renderer",
    variable: "AGENT_TTY_RENDERER",
    good: "ghostty-web",
    bad: "paper",
    code: "INVALID_INPUT",
    allowed: "xterm, ghostty-web, libghostty-vt",
  },
];

describe.each(SETTINGS)("$option", ({ option, variable, good, bad, code, allowed }) => {
  test("is refused where it makes no sense, by the name it was given under", async () => {
    const box = sandbox();
    const byOption = await box.error("list", option, bad);
    expect(byOption).toMatchObject({ status: 2, code, command: "list", details: { option, value: bad } });
    expect(byOption.message).toContain(`${option} must be`);
    expect(byOption.message).toContain(`'${bad}'`);
    expect(byOption.message).toContain(allowed);

    const { status, stderr } = await box.call(["list"], { env: { [variable]: bad } });
    expect(status).toBe(2);
    expect(stderr).toStartWith(`${code}: ${variable} must be`);
    expect(stderr).toContain(`'${bad}'`);
  });

  test("wins over its variable", async () => {
    const box = sandbox();
    expect((await box.call([option, good, "list"], { env: { [variable]: bad } })).status).toBe(0);
    expect((await box.call(["list", option, bad], { env: { [variable]: good } })).status).toBe(2);
    expect((await box.call(["list"], { env: { [variable]: good } })).status).toBe(0);
    expect((await box.call(["list"], { env: { [variable]: "" } })).status).toBe(0);
  });
});

test.each(["xterm", "ghostty-web", "libghostty-vt"])(
  "--renderer %s is taken, as other programs give it",
  async (name) => {
    const box = sandbox();
    expect(await box.call(["--renderer", name, "list"])).toMatchObject({ status: 0, stderr: "" });
    const { rendererBackends } = await box.ok("version");
    expect(rendererBackends).toContain(name);
  },
);

test.each(["-1", "1.5", "1e3", "0x10", " 5", "5s", "2147483648", ""])("--timeout-ms %p is refused", async (value) => {
  expect(await sandbox().error("list", `--timeout-ms=${value}`)).toMatchObject({
    status: 2,
    code: "INVALID_DURATION",
    details: { option: "--timeout-ms", value },
  });
});

test("human output has no colours in a pipe, whatever is said", async () => {
  const box = sandbox();
  await box.create("true");
  for (const args of [["list", "--all"], ["list", "--all", "--no-color"], ["--help"]]) {
    expect((await box.call(args)).stdout).not.toContain("\x1b");
  }
});

test("a host that does not answer is HOST_TIMEOUT, and retryable", async () => {
  const box = sandbox();
  const id = await box.create("cat");
  const { session } = await box.ok("inspect", id);
  process.kill(session.hostPid, "SIGSTOP");
  try {
    const error = await box.error("snapshot", id, "--timeout-ms", "100");
    expect(error).toMatchObject({ status: 5, code: "HOST_TIMEOUT", retryable: true, command: "snapshot" });
    expect(error.message).toBe("The session host did not answer 'snapshot' within 100 ms.");
    expect(error.details).toMatchObject({ method: "snapshot", timeoutMs: 100 });

    const byVariable = await box.call(["type", id, "x"], { env: { AGENT_TTY_TIMEOUT_MS: "70" } });
    expect(byVariable).toEqual({
      status: 5,
      stdout: "",
      stderr: "HOST_TIMEOUT: The session host did not answer 'type' within 70 ms.\n",
    });
  } finally {
    process.kill(session.hostPid, "SIGCONT");
  }
  expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "running" } });
});

test("--timeout-ms also bounds a wait, whose own time-out is another thing", async () => {
  const box = sandbox();
  const id = await box.create("cat");
  expect(await box.error("wait", id, "--exit", "--timeout-ms", "50")).toMatchObject({
    status: 5,
    code: "HOST_TIMEOUT",
  });
  const { status } = await box.call(["wait", id, "--exit", "--timeout", "50", "--timeout-ms", "60000"]);
  expect(status).toBe(11);
});
