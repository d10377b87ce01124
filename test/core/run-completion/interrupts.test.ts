import { describe, expect, test } from "bun:test";
import { Interrupts } from "../../../src/core/run-completion/interrupts.ts";
import { bytesOf, FakeTimers } from "./harness.ts";

function interrupts() {
  const timers = new FakeTimers();
  const typed: string[] = [];
  const watch = new Interrupts(timers, (postambles) => typed.push(...postambles));
  const saw = (input: string, postambles = ["one", "two"]): void => watch.sawInput(bytesOf(input), postambles);
  const printed = (...chunks: string[]): void => {
    for (const chunk of chunks) watch.sawOutput(bytesOf(chunk));
  };
  return { timers, typed, watch, saw, printed };
}

describe("an interrupt", () => {
  test.each([
    ["Ctrl+C", "\x03", ["^C", "\r\n$ "]],
    ["Ctrl+Z", "\x1a", ["^Z\r\n$ "]],
    ["Ctrl+\\", "\x1c", ["^", "\\", "\r"]],
    ["one in the middle of text", "y\x03x", ["^C", "x"]],
    ["one that is not echoed", "\x03", ["$ "]],
  ])("%s: what it threw away is typed again with the first output behind its echo", (_, input, chunks) => {
    const { timers, typed, saw, printed } = interrupts();
    saw(input);
    printed(...chunks.slice(0, -1));
    expect(typed).toEqual([]);
    printed(...chunks.slice(-1));
    expect(typed).toEqual(["one", "two"]);
    printed("more");
    expect(typed).toEqual(["one", "two"]);
    expect(timers.pending.size).toBe(0);
  });

  test("without any output: after a while", () => {
    const { timers, typed, saw, printed } = interrupts();
    saw("\x03");
    printed("^C");
    timers.fireAll();
    expect(typed).toEqual(["one", "two"]);
  });

  test("before other input is written", () => {
    const { timers, typed, watch, saw } = interrupts();
    saw("\x03");
    watch.retype();
    expect(typed).toEqual(["one", "two"]);
    expect(timers.pending.size).toBe(0);
  });

  test("cancelled: nothing is typed", () => {
    const { timers, typed, watch, saw, printed } = interrupts();
    saw("\x03");
    watch.cancel();
    printed("^C\r\n");
    expect(typed).toEqual([]);
    expect(timers.pending.size).toBe(0);
  });
});

test.each([
  ["no interrupt", "text\r", ["one"]],
  ["nothing typed ahead", "\x03", []],
])("%s: nothing is typed again", (_, input, postambles) => {
  const { timers, typed, watch, saw, printed } = interrupts();
  saw(input, postambles);
  printed("^C\r\n$ ");
  watch.retype();
  expect(typed).toEqual([]);
  expect(timers.pending.size).toBe(0);
});
