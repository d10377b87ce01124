import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { integrate } from "../../src/shell-integration/integrate.ts";

const WORD = "0123456789abcdef0123456789abcdef";
const HOME = { HOME: "/home/me", PATH: "/bin" };

let parent: string;
let directory: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "agent-tty-integrate-"));
  // A quote and a blank, as a home directory may have them.
  directory = join(parent, "it's a shell");
});

afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** What is started for a command, and the lines of the script it is to read. */
function integrated(command: readonly string[], env: Readonly<Record<string, string>> = HOME) {
  const whole = integrate(command, env, directory, WORD);
  if (whole === undefined) throw new Error("not integrated");
  const [name = "", ...others] = readdirSync(directory);
  expect(others).toEqual([]);
  return { ...whole, name, lines: readFileSync(join(directory, name), "utf8").split("\n") };
}

describe("the script", () => {
  test.each([
    ["bash", "agent-tty.bash"],
    ["zsh", ".zshenv"],
    ["fish", "agent-tty.fish"],
    ["dash", "agent-tty.sh"],
    ["ash", "agent-tty.sh"],
    ["ksh93", "agent-tty.sh"],
    ["mksh", "agent-tty.sh"],
  ])("of %s bears the session's word, and is its user's alone", (shell, file) => {
    const { name, lines } = integrated([shell]);
    expect(name).toBe(file);
    const text = lines.join("\n");
    expect(text).toContain(WORD);
    expect(text).not.toContain("@WORD@");
    expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  test("is not written for another program", () => {
    expect(integrate(["vim"], HOME, directory, WORD)).toBeUndefined();
    expect(integrate(["bash", "-c", "ls"], HOME, directory, WORD)).toBeUndefined();
    expect(readdirSync(parent)).toEqual([]);
  });
});

describe("bash", () => {
  test("reads the script as its start-up file, and the user's in it", () => {
    const { command, env, name, lines } = integrated(["/bin/bash", "-i"]);
    expect(command).toEqual(["/bin/bash", "--rcfile", join(directory, name), "-i"]);
    expect(env).toEqual(HOME);
    expect(lines[0]).toBe("[ ! -f ~/.bashrc ] || . ~/.bashrc");
  });

  test("reads the start-up file that was named", () => {
    const { command, name, lines } = integrated(["bash", "-i", "--init-file", "/my own/rc", "-u"]);
    expect(command).toEqual(["bash", "--rcfile", join(directory, name), "-i", "-u"]);
    expect(lines[0]).toBe("[ ! -f '/my own/rc' ] || . '/my own/rc'");
  });

  test.each([["-l"], ["-il"], ["--login"]])(
    "as a login shell (%s) reads the script in POSIX mode, and leaves it",
    (option) => {
      const { command, env, name, lines } = integrated(["bash", option]);
      expect(command).toEqual(["bash", "--posix", option]);
      expect(env).toEqual({ ...HOME, ENV: join(directory, name), HISTFILE: "/home/me/.bash_history" });
      expect(lines[0]).toBe("set +o posix");
      expect(lines).toContain("unset ENV");
      expect(lines).toContain("export -n HISTFILE");
      expect(lines).toContain("[ ! -r /etc/profile ] || . /etc/profile");
    },
  );

  test("without start-up files reads none", () => {
    for (const args of [["--norc"], ["-l", "--noprofile"]]) {
      const { lines } = integrated(["bash", ...args]);
      expect(lines.filter((line) => line.includes("/etc/profile") || line.includes(".bashrc"))).toEqual([]);
    }
  });

  test("is given the user's own variables back", () => {
    const env = { ...HOME, ENV: "/my env", HISTFILE: "/hist", MAILCHECK: "5" };
    const { lines, ...started } = integrated(["bash", "--norc"], env);
    expect(started.env).toMatchObject({ HISTFILE: "/hist", MAILCHECK: "5" });
    expect(lines).toContain("ENV='/my env'");
    expect(lines).not.toContain("export -n HISTFILE");
    expect(lines).not.toContain("MAILCHECK=60");
  });
});

describe("zsh", () => {
  test("reads the script in place of its first start-up file, and is told the directory of the others", () => {
    const { command, env, lines } = integrated(["zsh", "-l"], { ...HOME, ZDOTDIR: "/my" });
    expect(command).toEqual(["zsh", "-l"]);
    expect(env).toEqual({ ...HOME, ZDOTDIR: directory, AGENT_TTY_ZDOTDIR: "/my" });
    expect(lines[0]).not.toBe("unsetopt rcs");
  });

  test("is told no directory where there was none", () => {
    const { env } = integrated(["zsh"], { ...HOME });
    expect(env).toEqual({ ...HOME, ZDOTDIR: directory });
  });

  test.each([
    [["-f"], ["-i"]],
    [["-fi"], ["-i"]],
    [["-df"], ["-id"]],
    [["--no-rcs"], []],
    [
      ["-f", "-o", "vi"],
      ["-i", "-o", "vi"],
    ],
  ])("without start-up files (%j) reads the script, and no other", (args, started) => {
    const { command, lines } = integrated(["zsh", ...args]);
    expect(command).toEqual(["zsh", ...started]);
    expect(lines[0]).toBe("unsetopt rcs");
  });
});

test("fish reads the script behind its configuration and what was given to it", () => {
  const { command, env } = integrated(["fish", "-C", "echo hello"]);
  expect(command.slice(0, -1)).toEqual(["fish", "-C", "echo hello", "-C"]);
  expect(command.at(-1)).toMatch(/^source '.*agent-tty\.fish'$/);
  expect(env).toEqual(HOME);
});

describe("a POSIX shell", () => {
  test("reads the script as the file that ENV names", () => {
    const { command, env, name, lines } = integrated(["busybox", "sh", "-l"]);
    expect(command).toEqual(["busybox", "sh", "-l"]);
    expect(env).toEqual({ ...HOME, ENV: join(directory, name) });
    expect(lines[0]).toBe("unset ENV");
  });

  test("reads the user's own file in it", () => {
    const { lines } = integrated(["dash"], { ...HOME, ENV: "/my env" });
    expect(lines.slice(0, 2)).toEqual(["ENV='/my env'", "[ ! -r '/my env' ] || . '/my env'"]);
  });
});
