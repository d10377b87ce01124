import { expect, test } from "bun:test";
import { takesTypedCommands } from "../../src/core/interactive-shell.ts";

test.each<[string[], boolean]>([
  [[], true],
  [["-l"], true],
  [["-i"], true],
  [["--norc"], true],
  [["--rcfile", "/x/y", "-i"], true],
  [["-o", "vi"], true],
  [["-eo", "pipefail", "+O", "extglob"], true],
  [["-C", "echo hi"], true],
  [["-s", "an argument"], true],
  [["-"], true],
  [["script.sh"], false],
  [["-e", "script.sh", "-i"], false],
  [["-o", "vi", "script"], false],
  [["--", "-x"], false],
  [["-c", "true"], false],
  [["-lc", "true"], false],
  [["-ic", "true"], false],
  [["--command=true"], false],
])("%j: %p", (words, takes) => {
  expect(takesTypedCommands(words)).toBe(takes);
});
