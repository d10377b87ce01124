import { expect, test } from "bun:test";
import { frontOf } from "../../src/core/front.ts";

test.each([
  ["bash", ["bash", "--norc"], "bash", "bash"],
  ["rbash", ["rbash"], "rbash", "bash"],
  ["bash", ["-bash"], "bash", "bash"],
  ["sh", ["-sh"], "sh", "posix"],
  ["dash", [], "dash", "posix"],
  ["busybox", ["busybox", "sh"], "busybox sh", "posix"],
  ["busybox", ["busybox", "ash", "-l"], "busybox ash", "posix"],
  ["ksh93", ["ksh93"], "ksh93", "posix"],
  ["zsh", ["zsh", "-f"], "zsh", "zsh"],
  ["fish", ["fish"], "fish", "fish"],
  ["tcsh", ["tcsh"], "tcsh", "plain"],
] as const)("%s, started as %j, is a shell", (name, args, shell, dialect) => {
  expect(frontOf(name, args)).toEqual({ kind: "shell", name: shell, dialect });
});

test.each([
  ["ssh", ["ssh", "host"], true],
  ["ssh", ["ssh", "host", "bash", "build.sh"], true],
  ["docker", ["docker", "exec", "-it", "box", "sh"], true],
  ["sudo", ["sudo", "-i"], true],
  ["su", ["su"], true],
  ["tmux: client", ["tmux"], false],
  ["tmux", ["tmux", "attach"], false],
  ["screen", ["screen"], false],
  ["mosh-client", ["mosh-client"], false],
] as const)("%s, started as %j, is a carrier; whether it passes marks: %p", (name, args, passesMarks) => {
  expect(frontOf(name, args)).toEqual({ kind: "carrier", name, passesMarks });
});

test.each([
  ["vi", ["vi"]],
  ["busybox", ["busybox", "less"]],
  ["busybox", ["busybox"]],
  ["python3", ["python3"]],
  ["bash", ["bash", "build.sh"]],
  ["sh", ["sh", "-c", "make"]],
  ["busybox", ["busybox", "sh", "build.sh"]],
  ["tmux: server", ["tmux"]],
  ["screenfetch", ["screenfetch"]],
  ["sshd", ["sshd"]],
  ["", []],
] as const)("%s, started as %j, is a program", (name, args) => {
  expect(frontOf(name, args)).toEqual({ kind: "program", name });
});
