import { expect, test } from "bun:test";
import { ShellStack } from "../../../src/core/shell-marks/shell-stack.ts";

const shell = (id: string, image = `program of ${id}`) => ({ id, image, tellsStarts: true, isBehind: false });

test("a shell that speaks for the first time is the innermost", () => {
  const shells = new ShellStack();
  expect(shells.top).toBeUndefined();
  expect(shells.topShell).toBeUndefined();
  const { follower: outer } = shells.speaks(shell("outer"));
  const { follower: inner, gone } = shells.speaks(shell("inner"));
  expect(gone).toEqual([]);
  expect(inner).not.toBe(outer);
  expect(shells.top).toBe(inner);
  expect(shells.topShell).toEqual(shell("inner"));
  expect(shells.get("outer")).toBe(outer);
  expect(shells.get("another")).toBeUndefined();
  expect(shells.get(undefined)).toBeUndefined();
});

test("a shell that speaks again takes those within it away, and their runs", () => {
  const shells = new ShellStack();
  const followers = ["outer", "middle", "inner"].map((id) => shells.speaks(shell(id)).follower);
  for (const [index, follower] of followers.entries()) follower.expect(index, "bash");
  followers[2]?.expect(7, "ls");
  expect(shells.speaks(shell("inner")).gone).toEqual([]);
  const { follower, gone } = shells.speaks(shell("outer"));
  expect(gone).toEqual([
    { run: 1, shellId: "middle" },
    { run: 2, shellId: "inner" },
    { run: 7, shellId: "inner" },
  ]);
  expect(follower).toBe(followers[0] as never);
  expect(shells.top).toBe(follower);
  expect(shells.get("inner")).toBeUndefined();
  expect(follower.runs).toEqual([0]);
});

test("a process that has the program of a known shell is its fork", () => {
  const shells = new ShellStack();
  expect(shells.hasForked(shell("bash"))).toBe(false);
  shells.speaks(shell("bash", "1234"));
  shells.speaks(shell("unknown", ""));
  expect(shells.hasForked(shell("other", "1234"))).toBe(true);
  expect(shells.hasForked(shell("other", "4321"))).toBe(false);
  expect(shells.hasForked(shell("other", ""))).toBe(false);
});

test("none is left when all are forgotten", () => {
  const shells = new ShellStack();
  shells.speaks(shell("bash"));
  shells.clear();
  expect(shells.top).toBeUndefined();
  expect(shells.get("bash")).toBeUndefined();
});
