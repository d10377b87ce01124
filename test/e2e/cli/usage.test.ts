import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { useSandbox } from "../sandbox.ts";
import { SESSION_COMMANDS } from "./programs.ts";

const sandbox = useSandbox();
const COMMANDS = [...SESSION_COMMANDS.map(([command]) => command), "create", "list", "doctor", "version"];

const WRONG: { args: string[]; command: string; message: string; help: string }[] = [
  {
    args: ["lst"],
    command: "agent-tty",
    message: "Unknown command 'lst'. Did you mean list?",
    help: "<command>",
  },
  { args: ["frobnicate"], command: "agent-tty", message: "Unknown command 'frobnicate'.", help: "<command>" },
  { args: [""], command: "agent-tty", message: "Unknown command ''.", help: "<command>" },
  {
    args: ["--hom", "/x", "list"],
    command: "agent-tty",
    message: "Unknown option '--hom'. Did you mean --home?",
    help: "<command>",
  },
  { args: ["--bogus", "list"], command: "list", message: "Unknown option '--bogus'.", help: "list" },
  { args: ["--home"], command: "agent-tty", message: "Option '--home <path>' argument missing.", help: "<command>" },
  {
    args: ["create", "--colz", "3"],
    command: "create",
    message: "Unknown option '--colz'. Did you mean --cols?",
    help: "create",
  },
  { args: ["create", "--cols"], command: "create", message: "Option '--cols <n>' argument missing.", help: "create" },
  { args: ["wait"], command: "wait", message: "Missing required argument 'session'.", help: "wait" },
  { args: ["send-keys", "x"], command: "send-keys", message: "Missing required argument 'keys'.", help: "send-keys" },
  { args: ["mark", "x"], command: "mark", message: "Missing required argument 'label'.", help: "mark" },
  {
    args: ["list", "one", "two"],
    command: "list",
    message: "Too many arguments for 'list': 'one', 'two'. Quote an argument that holds blanks.",
    help: "list",
  },
  {
    args: ["type", "x", "two", "words"],
    command: "type",
    message: "Too many arguments for 'type': 'words'. Quote an argument that holds blanks.",
    help: "type",
  },
];

describe("a usage error", () => {
  test.each(WRONG)("for a person: $args", async ({ args, message, help }) => {
    const box = sandbox();
    const { status, stdout, stderr } = await box.call(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.startsWith(`INVALID_INPUT: ${message}\n\nUsage: agent-tty `)).toBe(true);
    expect(stderr.split("\n")[2]).toContain(help);
    expect(existsSync(box.home)).toBe(false);
  });

  test.each(WRONG.filter(({ args }) => args.at(-1) !== "--home" && args.at(-1) !== "--cols"))(
    "for a program: $args",
    async ({ args, command, message }) => {
      const error = await sandbox().error(...args);
      expect(error).toMatchObject({ command, status: 2, code: "INVALID_INPUT", message, retryable: false });
    },
  );

  test.each([
    { args: ["create", "--colz", "3"], details: { command: "create", option: "--colz", suggestion: "--cols" } },
    { args: ["--bogus"], details: { option: "--bogus" } },
    { args: ["--home"], details: { option: "--home" } },
    { args: ["type"], details: { command: "type", argument: "session" } },
    { args: ["creat"], details: { command: "creat", suggestion: "create" } },
    { args: ["nope"], details: { command: "nope" } },
    { args: ["home", "lst"], details: { command: "home lst", suggestion: "home list" } },
  ])("has what a program needs in its details: $args", async ({ args, details }) => {
    expect((await sandbox().error("--json", ...args)).details).toEqual(details);
  });

  test.each([
    { args: ["--json"], message: "No command is given." },
    { args: ["home", "--json"], message: "'home' is no command by itself: home list, home forget." },
  ])("is a command that a program has left out: $args", async ({ args, message }) => {
    const { status, stdout, stderr } = await sandbox().call(args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    const { command, error } = JSON.parse(stdout);
    expect({ command, code: error.code, message: error.message }).toEqual({
      command: "agent-tty",
      code: "INVALID_INPUT",
      message,
    });
    expect(error.details.commands).toContain("home list");
  });

  test.each([
    { args: ["create", "--cwd", "", "true"], code: "STORAGE_READ_ERROR", message: "--cwd must not be empty." },
    {
      args: ["run", "x", "--check", "--no-wait", "true"],
      code: "INVALID_INPUT",
      message: "--check and --no-wait cannot be given together: how it ends is not known yet.",
    },
  ])("is refused before anything is done: $args", async ({ args, code, message }) => {
    expect(await sandbox().error(...args)).toMatchObject({ code, message });
  });

  test("is an envelope wherever --json stands", async () => {
    const { status, stdout, stderr } = await sandbox().call(["type", "x", "--bogus", "--json"]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, command: "type", error: { code: "INVALID_INPUT" } });
  });
});

describe("help", () => {
  test.each(COMMANDS)("of %s", async (command) => {
    const box = sandbox();
    const wanted = expect.stringMatching(new RegExp(`^Usage: agent-tty ${command}[ |]`));
    const expected = { status: 0, stdout: wanted, stderr: "" };
    const [behind, before, word] = await Promise.all([
      box.call([command, "--help"]),
      box.call(["--help", command]),
      box.call(["help", command]),
    ]);
    expect(behind).toEqual(expected);
    expect(before).toEqual(behind);
    expect(word).toEqual(behind);
    for (const option of ["--home", "--json", "--timeout-ms", "--no-color", "--log-level", "--profile", "--renderer"]) {
      expect(behind.stdout).toContain(`  ${option}`);
    }
  });

  test.each([{ args: [] }, { args: ["--help"] }, { args: ["-h"] }, { args: ["help"] }])(
    "of the program: $args",
    async ({ args }) => {
      const { status, stdout, stderr } = await sandbox().call(args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toStartWith("Usage: agent-tty [global options] <command> [arguments] [options]\n");
      for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}[ |]`, "m"));
      expect(stdout).toContain("11  WAIT_TIMEOUT");
    },
  );

  test("of a group of commands", async () => {
    const [alone, asked, json] = await Promise.all([
      sandbox().call(["home"]),
      sandbox().call(["home", "--help"]),
      sandbox().call(["home", "--help", "--json"]),
    ]);
    expect(alone.stdout).toStartWith("Usage: agent-tty home <command> [arguments] [options]\n");
    expect(alone.stdout).toContain("\n  home forget ");
    expect(alone.stdout).not.toContain("WAIT_TIMEOUT");
    expect({ asked, json }).toEqual({ asked: alone, json: alone });
  });

  test("tells a command's own options before the global ones", async () => {
    for (const command of ["wait", "inspect"]) {
      const { stdout } = await sandbox().call([command, "--help"]);
      expect(
        stdout
          .split("\n")
          .filter((line) => line.endsWith("ptions:"))
          .at(-1),
      ).toBe("Global options:");
    }
  });

  test("does not do what it tells of", async () => {
    const box = sandbox();
    await box.call(["create", "--help", "sh"]);
    expect(existsSync(box.home)).toBe(false);
  });
});
