import { describe, expect, test } from "bun:test";
import { quotedShellWord, shellWords } from "../../src/core/shell-words.ts";

describe("shellWords", () => {
  test.each([
    ["", [], ""],
    ["agent-tty", [], "agent-tty"],
    ["agent-tty ", ["agent-tty"], ""],
    ["  a \t b  c", ["a", "b"], "c"],
    ["a 'b c", ["a"], "b c"],
    ["a 'b c' ", ["a", "b c"], ""],
    ["a '' ", ["a", ""], ""],
    ['a "b \\" \\x c" d', ["a", 'b " \\x c'], "d"],
    ["a b\\ c", ["a"], "b c"],
    ["a 'it'\\''s' x", ["a", "it's"], "x"],
    ["a '\\' b", ["a", "\\"], "b"],
    ["a \\", ["a"], ""],
    ["--home='/x y'/z list", ["--home=/x y/z"], "list"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a shell's
    ["run $(touch x) ${y}", ["run", "$(touch", "x)"], "${y}"],
  ])("%p", (line, before, current) => {
    expect(shellWords(line)).toEqual({ before, current });
  });
});

test.each(["", "a b", "it's", "'", "$(x) `y` \\", "a\nb", "é"])("a quoted word is that word: %j", (word) => {
  expect(shellWords(`${quotedShellWord(word)} `)).toEqual({ before: [word], current: "" });
});
