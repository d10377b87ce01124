import { describe, expect, test } from "bun:test";
import { couldContinue } from "../../../src/core/run-completion/could-continue.ts";

describe("a shell may ask for more of", () => {
  test.each([
    'echo "open',
    "echo 'open",
    "echo \\",
    "echo one &&",
    "ls |",
    "a ||  ",
    "cat <<END",
    "for x in a b; do",
    "if true\nthen",
    "f() {",
    "(echo",
    "echo $(",
    "echo `date",
    'echo "$(echo "nested")"',
    "while true; do sleep 1; done",
    "begin; echo",
  ])("%j", (command) => {
    expect(couldContinue(command)).toBe(true);
  });
});

describe("a shell has all it needs of", () => {
  test.each([
    "",
    "echo one",
    "echo one &",
    "echo 'it is' \"fine\" \\' x",
    "echo done # 'not open",
    "PS1='new% '",
    "echo 'if' \"(\" # {",
    "git diff",
    "echo platform iffy format",
    "cd /usr/lib; ls -l > /dev/null 2>&1",
  ])("%j", (command) => {
    expect(couldContinue(command)).toBe(false);
  });
});
