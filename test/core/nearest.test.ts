import { describe, expect, test } from "bun:test";
import { nearest } from "../../src/core/nearest.ts";

const commands = ["create", "destroy", "inspect", "list", "resize", "run", "screenshot", "snapshot"];

describe("nearest", () => {
  test.each([
    ["creat", "create"],
    ["craete", "create"],
    ["CREATE", "create"],
    ["destory", "destroy"],
    ["snapshoot", "snapshot"],
    ["lst", "list"],
  ])("%s is %s", (word, meant) => {
    expect(nearest(word, commands, 2)).toBe(meant);
  });

  test("gives nothing when nothing is near", () => {
    expect(nearest("frobnicate", commands, 2)).toBeUndefined();
    expect(nearest("", commands, 2)).toBeUndefined();
    expect(nearest("create", [], 2)).toBeUndefined();
  });

  test("counts a swap as one edit, and keeps to the distance", () => {
    expect(nearest("rnu", commands, 1)).toBe("run");
    expect(nearest("crte", commands, 1)).toBeUndefined();
    expect(nearest("create", commands, 0)).toBe("create");
  });

  test("prefers the nearer, then the first", () => {
    expect(nearest("ab", ["abcd", "abc", "abd"], 2)).toBe("abc");
  });
});
