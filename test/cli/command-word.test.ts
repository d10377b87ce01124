import { describe, expect, test } from "bun:test";
import { commandWords, wantsJson } from "../../src/cli/command-word.ts";

describe("commandWords", () => {
  test.each([
    { argv: [], word: undefined },
    { argv: ["list"], word: "list" },
    { argv: ["--json", "list", "--all"], word: "list" },
    { argv: ["--home", "/x", "list"], word: "list" },
    { argv: ["--home=/x", "list"], word: "list" },
    { argv: ["--home", "list"], word: undefined },
    { argv: ["--home", "--json", "list"], word: "list" },
    { argv: ["--no-color", "--timeout-ms", "5", "--log-level", "warn", "wait", "x"], word: "wait" },
    { argv: ["--profile", "a", "--renderer", "xterm", "version"], word: "version" },
    { argv: ["--unknown", "value"], word: "value" },
    { argv: ["-h"], word: undefined },
    { argv: [""], word: "" },
    { argv: ["--", "list"], word: "list" },
  ])("of $argv is $word", ({ argv, word }) => {
    expect(commandWords(argv)[0]).toBe(word);
  });
});

describe("the words of a group's command", () => {
  test.each([
    { argv: ["home", "list"], words: ["home", "list"] },
    { argv: ["home", "--json", "list", "--all"], words: ["home", "list"] },
    { argv: ["--home", "/x", "home", "--home", "/y", "forget", "/z"], words: ["home", "forget", "/z"] },
  ])("of $argv are $words", ({ argv, words }) => {
    expect(commandWords(argv)).toEqual([...words]);
  });
});

describe("wantsJson", () => {
  test.each([
    { argv: ["--json"], wanted: true },
    { argv: ["type", "x", "--bogus", "--json"], wanted: true },
    { argv: ["type", "x", "--", "--json"], wanted: false },
    { argv: ["type", "x", "--jsonl"], wanted: false },
    { argv: ["list"], wanted: false },
  ])("of $argv is $wanted", ({ argv, wanted }) => {
    expect(wantsJson(argv)).toBe(wanted);
  });
});
