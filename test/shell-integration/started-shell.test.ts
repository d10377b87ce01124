import { describe, expect, test } from "bun:test";
import { frontOf } from "../../src/core/front.ts";
import { editorOf, startedShell } from "../../src/shell-integration/shells.ts";

/** What is told of the shell that a command starts: its first program, the words that name it, and its arguments. */
function told(command: readonly string[]) {
  const started = startedShell(command);
  return started && [started.shell.programs[0], started.program, started.args];
}

describe("a command that starts a shell", () => {
  test.each([
    [["bash"], "bash", ["bash"], []],
    [["/usr/local/bin/bash", "-il"], "bash", ["/usr/local/bin/bash"], ["-il"]],
    [["bash", "--rcfile", "-c", "-i"], "bash", ["bash"], ["--rcfile", "-c", "-i"]],
    [["bash", "-o", "vi", "+O", "histappend"], "bash", ["bash"], ["-o", "vi", "+O", "histappend"]],
    [["zsh", "-f", "-o", "vi"], "zsh", ["zsh"], ["-f", "-o", "vi"]],
    [["fish", "-C", "echo hello", "--private"], "fish", ["fish"], ["-C", "echo hello", "--private"]],
    [["sh"], "dash", ["sh"], []],
    [["/bin/dash", "-e"], "dash", ["/bin/dash"], ["-e"]],
    [["ash", "-l"], "ash", ["ash"], ["-l"]],
    [["/bin/busybox", "sh", "-l"], "ash", ["/bin/busybox", "sh"], ["-l"]],
    [["busybox", "ash"], "ash", ["busybox", "ash"], []],
    [["ksh93", "-o", "emacs"], "ksh93", ["ksh93"], ["-o", "emacs"]],
    [["mksh", "-i"], "mksh", ["mksh"], ["-i"]],
  ] as const)("%j", (command, shell, program, args) => {
    expect(told(command)).toEqual([shell, [...program], [...args]]);
  });

  test.each([
    [[]],
    [[""]],
    [["vim"]],
    [["bashful"]],
    [["-bash"]],
    [["bash", "build.sh"]],
    [["bash", "-c", "make"]],
    [["bash", "-ic", "make"]],
    [["bash", "--posix"]],
    [["bash", "-i", "build.sh"]],
    [["bash", "constructor"]],
    [["bash", "__proto__"]],
    [["sh", "-s"]],
    [["fish", "-c", "ls"]],
    [["zsh", "--", "x"]],
    [["busybox"]],
    [["busybox", "less"]],
    [["busybox", "sh", "-c", "ls"]],
    [["env", "bash"]],
    [["tcsh"]],
  ])("%j starts none that is known, interactively", (command) => {
    expect(told(command)).toBeUndefined();
  });
});

describe("the keys of the line editor of what is in front", () => {
  const keysOf = (name: string, args: readonly string[] = [name]) => editorOf(frontOf(name, args));

  test("are those of its shell", () => {
    expect(keysOf("fish")).toEqual({ clear: ["\x03"] });
    expect(keysOf("dash")).toEqual({ clear: ["\x15"] });
    expect(keysOf("zsh")).toEqual({ clear: ["\x05\x15", "\x1bcc"], quote: "\x16" });
    expect(keysOf("mksh").clear[0]).toBe("\x01\x0b");
  });

  test("are those of bash where the shell is not known, or is behind a carrier", () => {
    for (const name of ["rbash", "yash", "ssh", "vim"]) expect(keysOf(name)).toBe(keysOf("bash"));
  });

  test("are those of busybox for each of its shells", () => {
    const keys = { clear: ["\x01\x0b"] };
    expect(keysOf("ash")).toEqual(keys);
    expect(keysOf("busybox", ["busybox", "ash"])).toEqual(keys);
    expect(keysOf("busybox", ["busybox", "sh"])).toEqual(keys);
  });
});
