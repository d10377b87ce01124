import { expect, test } from "bun:test";
import { frontOf } from "../../../src/core/run-completion/shell-in-front.ts";

test.each([
  ["bash", ["bash", "--norc"], "shell", "bash"],
  ["sh", ["-sh"], "shell", "posix"],
  ["busybox", ["busybox", "sh"], "shell", "posix"],
  ["fish", ["fish"], "shell", "fish"],
  ["tcsh", ["tcsh"], "shell", "plain"],
  ["ssh", ["ssh", "host"], "carrier", "posix"],
  ["docker", ["docker", "exec", "-it", "box", "sh"], "carrier", "posix"],
] as const)("%s is a way to a shell", (name, args, kind, dialect) => {
  expect(frontOf(name, args)).toMatchObject({ kind, dialect });
});

test.each([
  ["vi", ["vi"]],
  ["busybox", ["busybox", "less"]],
  ["python3", ["python3"]],
  ["bash", ["bash", "build.sh"]],
  ["sh", ["sh", "-c", "make"]],
  ["busybox", ["busybox", "sh", "build.sh"]],
  ["", []],
] as const)("%j is a program", (name, args) => {
  expect(frontOf(name, args)).toEqual({ kind: "program", name });
});
