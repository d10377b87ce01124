import { describe, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CheckResult, type DoctorResult, doctorResult } from "../../../src/protocol/doctor.ts";
import { PROGRAM, type Sandbox, useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

const ENVIRONMENT = [
  "runtime",
  "cwd-access",
  "temp-dir",
  "home_isolation",
  "home-writable",
  "pty-spawn",
  "socket-viable",
  "artifact-atomicity",
  "event-log-writable",
];
const RENDERER = ["screen-emulator", "font-load", "rasterise", "png-round-trip", "film"];

interface Examination extends DoctorResult {
  status: number | null;
}

function resultOf({ status, stdout }: { status: number | null; stdout: string }): Examination {
  const envelope = JSON.parse(stdout);
  expect(envelope).toMatchObject({ ok: true, command: "doctor" });
  return { status, ...doctorResult.parse(envelope.result) };
}

async function doctor(box: Sandbox, options: Parameters<Sandbox["call"]>[1] = {}): Promise<Examination> {
  return resultOf(await box.call(["--json", "doctor"], options));
}

/** Calls it by way of a shell script, which ends in `exec "$@"`. */
function doctorUnder(box: Sandbox, script: string, cwd = box.root): Examination {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", script, "sh", ...PROGRAM, "--json", "doctor"], {
    env: box.environment,
    cwd,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return resultOf({ status, stdout });
}

/** Root may do anything; without these capabilities it is held to the modes of files as everybody is. */
const LIKE_ANYBODY =
  process.getuid?.() === 0
    ? 'exec setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-dac_override,-dac_read_search "$@"'
    : 'exec "$@"';

function failures({ checks }: DoctorResult): Record<string, string> {
  const failed = [...checks.environment, ...checks.renderer].filter(({ status }) => status === "fail");
  return Object.fromEntries(failed.map(({ name, message }) => [name, message]));
}

const named = (names: string[]) => names.map((name) => expect.objectContaining({ name }) as CheckResult);

describe("doctor", () => {
  test("tries out everything, and leaves nothing behind", async () => {
    const box = sandbox();
    const temporary = join(box.root, "tmp");
    mkdirSync(temporary);
    const before = readdirSync(box.root, { recursive: true });
    const { status, ok, checks, capabilities } = await doctor(box, { env: { TMPDIR: temporary } });
    expect({ status, ok }).toEqual({ status: 0, ok: true });
    expect(checks.environment).toEqual(named(ENVIRONMENT));
    expect(checks.renderer).toEqual(named(RENDERER));
    expect(checks.environment.map((check) => check.status)).toEqual(ENVIRONMENT.map(() => "pass"));
    expect(checks.renderer.map((check) => check.status)).toEqual(RENDERER.map(() => "pass"));
    expect(checks.renderer.map((check) => check.message).slice(1)).toEqual([
      "All 13 fonts were read.",
      "A block, a letter, a Han character and an emoji were drawn.",
      expect.stringMatching(/^\d+ pixels were written as PNG, and read back\.$/),
      "Films of three frames were made: webm, gif, apng, webp.",
    ]);
    expect(capabilities).toEqual((await box.ok("version")).capabilities);
    expect(readdirSync(box.root, { recursive: true })).toEqual(before);
    expect(box.processes()).toEqual([]);
  });

  test("says what it found", async () => {
    const box = sandbox();
    const { checks } = await doctor(box);
    const messages = Object.fromEntries(checks.environment.map(({ name, message }) => [name, message]));
    expect(messages).toMatchObject({
      runtime: expect.stringMatching(/^agent-tty \d+\.\d+\.\d+ on \w+ \d+\.\d+\.\d+, linux \w+\.$/),
      "cwd-access": `'${box.root}' can be read.`,
      home_isolation: `'${box.home}' is not there yet; it will be made for you alone.`,
      "socket-viable": `'${join(box.runtimeDirectory, "agent-tty")}' takes sockets, for you alone.`,
    });
    const byDefault = await doctor(box, { env: { AGENT_TTY_HOME: "" } });
    expect(byDefault.checks.environment[3]?.message).toBe(
      `The default home '${join(box.root, ".agent-tty")}' is not there yet; it will be made for you alone.`,
    );
  });

  test("does not disturb the sessions of the home", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const before = readdirSync(box.home, { recursive: true });
    const { status, checks } = await doctor(box);
    expect(status).toBe(0);
    expect(checks.environment[3]?.message).toBe(`'${box.home}' keeps its sessions from others.`);
    expect(readdirSync(box.home, { recursive: true })).toEqual(before);
    expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "running" } });
  });

  test("names the place that a link of a home leads to", async () => {
    const box = sandbox();
    const link = join(box.root, "link");
    mkdirSync(box.home, { mode: 0o700 });
    symlinkSync(box.home, link);
    const { checks } = resultOf(await box.call(["--json", "--home", link, "doctor"]));
    expect(checks.environment[3]).toMatchObject({
      status: "pass",
      message: `'${link}', which is '${box.home}', keeps its sessions from others.`,
    });
  });
});

describe("a check fails, and says what to do", () => {
  test("without a place for temporary files", async () => {
    const box = sandbox();
    const result = await doctor(box, { env: { TMPDIR: join(box.root, "nowhere") } });
    expect(result).toMatchObject({ status: 1, ok: false });
    const { "temp-dir": message, ...others } = failures(result);
    expect(others).toEqual({});
    expect(message).toContain(join(box.root, "nowhere"));
    expect(message).toEndWith(". Set TMPDIR to a directory that you may write, with room left on its disk.");
  });

  test("where the home cannot be made", async () => {
    const box = sandbox();
    writeFileSync(join(box.root, "file"), "");
    const home = join(box.root, "file", "home");
    const result = resultOf(await box.call(["--json", "--home", home, "doctor"]));
    expect(result).toMatchObject({ status: 1, ok: false });
    const messages = failures(result);
    expect(Object.keys(messages)).toEqual([
      "home_isolation",
      "home-writable",
      "artifact-atomicity",
      "event-log-writable",
    ]);
    for (const message of Object.values(messages)) {
      expect(message).toContain(`'${home}'`);
      expect(message).toEndWith("choose another with --home or AGENT_TTY_HOME.");
    }
  });

  test.each([
    { what: "into the home", directory: "", mode: 0o777, says: "Others may write into '%' (mode 777). Take it out of" },
    {
      what: "its sessions",
      directory: "sessions",
      mode: 0o755,
      says: "Others may enter '%' (mode 755). Take it out of",
    },
  ])("where others may get at $what", async ({ directory, mode, says }) => {
    const box = sandbox();
    const path = join(box.home, directory);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chmodSync(path, mode);
    const result = await doctor(box);
    expect(result.status).toBe(1);
    expect(failures(result)).toEqual({ home_isolation: expect.stringContaining(says.replace("%", path)) });
  });

  test("but not where others may only look into the home from outside", async () => {
    const box = sandbox();
    await box.create("true");
    chmodSync(box.home, 0o755);
    expect(await doctor(box)).toMatchObject({ status: 0, ok: true });
  });

  test("where the sockets' place cannot be trusted", async () => {
    const box = sandbox();
    const place = join(box.runtimeDirectory, "agent-tty");
    mkdirSync(place);
    chmodSync(place, 0o755);
    const result = await doctor(box);
    expect(result.status).toBe(1);
    const { "socket-viable": message, ...others } = failures(result);
    expect(others).toEqual({});
    expect(message).toContain(`'${place}' cannot be trusted with sockets: others may enter it (mode 755).`);
    expect(message).toEndWith(
      "Set XDG_RUNTIME_DIR to a short directory of your own (mode 700), on a file system that takes sockets.",
    );
    expect(existsSync(place)).toBe(true);
  });

  test("where files may not grow", () => {
    const box = sandbox();
    const result = doctorUnder(box, 'ulimit -f 0; exec "$@"');
    expect(result.status).toBe(1);
    expect(Object.keys(failures(result))).toEqual([
      "temp-dir",
      "home-writable",
      "artifact-atomicity",
      "event-log-writable",
    ]);
    expect(existsSync(box.home)).toBe(false);
  });

  test("where the home may not be written", () => {
    const box = sandbox();
    mkdirSync(box.home, { mode: 0o500 });
    const messages = failures(doctorUnder(box, LIKE_ANYBODY));
    expect(Object.keys(messages)).toEqual(["home-writable", "artifact-atomicity", "event-log-writable"]);
    expect(messages["home-writable"]).toContain("permission denied");
  });

  test("where the working directory may not be read", () => {
    const box = sandbox();
    const directory = join(box.root, "closed");
    mkdirSync(directory, { mode: 0o311 });
    const { "cwd-access": message, ...others } = failures(doctorUnder(box, LIKE_ANYBODY, directory));
    expect(others).toEqual({});
    expect(message).toContain(`'${directory}'`);
    expect(message).toEndWith("Go to a directory that you may read, or start sessions elsewhere with --cwd.");
  });

  const hasNamespaces = process.getuid?.() === 0 && spawnSync("unshare", ["--mount", "true"]).status === 0;
  test.skipIf(!hasNamespaces)("where there are no terminals", () => {
    const hidden = "mount -t tmpfs none /dev/pts && mount --bind /dev/null /dev/ptmx";
    const result = doctorUnder(sandbox(), `exec unshare --mount sh -c '${hidden} && exec "$@"' sh "$@"`);
    expect(result.status).toBe(1);
    const { "pty-spawn": message, ...others } = failures(result);
    expect(others).toEqual({});
    expect(message).toEndWith(
      "Mount /dev/pts with /dev/ptmx, see that /bin/sh is there, and that the limits on processes leave room.",
    );
  });
});

describe("for people", () => {
  test("it is a table", async () => {
    const { status, stdout, stderr } = await sandbox().call(["doctor"], { env: { TMPDIR: "/nowhere" } });
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines.filter((line) => /^\w/.test(line))).toEqual(["Environment", "Renderer", "Capabilities"]);
    expect(lines[1]).toMatch(/^ {2}✓ runtime {18}agent-tty /);
    expect(lines[3]).toMatch(/^ {2}✗ temp-dir {17}.*\/nowhere.* Set TMPDIR to /);
    expect(stdout).toContain("\n  ✓ film                     Films of three frames");
    expect(stdout).toContain("\n  ✓ record-export-asciicast  available\n");
    expect(stdout).toContain("\n  – dashboard                unavailable: not part of this version\n");
    expect(stdout).not.toContain("\x1b");
  });

  test.each([
    { what: "with colours in a terminal", options: [], colored: true },
    { what: "without them if they are not wanted", options: ["--no-color"], colored: false },
    { what: "without them where NO_COLOR is set", env: ["--env", "NO_COLOR=1"], colored: false },
    { what: "with them where NO_COLOR is empty", env: ["--env", "NO_COLOR="], colored: true },
  ])("$what", async ({ options = [], env = [], colored }) => {
    const box = sandbox();
    const id = await box.create("--cols", "150", "--rows", "40", ...env, "--", ...PROGRAM, "doctor", ...options);
    expect(await box.ok("wait", id, "--exit")).toMatchObject({ exitCode: 0 });
    const { visibleLines, cells } = await box.ok("snapshot", id, "--include-cells");
    expect(visibleLines[1].text).toStartWith("  ✓ runtime");
    expect(cells[1].cells[2].char).toBe("✓");
    expect("fg" in cells[1].cells[2]).toBe(colored);
    expect("fg" in cells[1].cells[4]).toBe(false);
  });
});
