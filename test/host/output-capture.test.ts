import { describe, expect, test } from "bun:test";
import { OutputCapture } from "../../src/host/output-capture.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

type Step = string | typeof START | typeof STOP;
const START = Symbol("start");
const STOP = Symbol("stop");

/** What a capture has of these steps; text is output. */
function captured(waits: boolean, steps: readonly Step[]): string {
  const capture = new OutputCapture({ cols: 80, rows: 24 }, waits);
  for (const step of steps) {
    if (step === START) capture.start();
    else if (step === STOP) capture.stop();
    else capture.push(bytes(step));
  }
  return capture.end().text;
}

describe("a capture that waits for its command", () => {
  test.each<[string, Step[], string]>([
    ["nothing before the start", ["echo\r\n", START, "out\r\n"], "out"],
    ["nothing without a start", ["echo\r\n"], ""],
    ["nothing behind the end", [START, "out\r\n", STOP, "prompt"], "out"],
    ["what comes up to the last of several ends", [START, "one\r\n", STOP, "two\r\n", STOP, "prompt"], "one\ntwo"],
    ["all between several ends", [START, STOP, "a\r\n", STOP, "b\r\n", STOP, "prompt"], "a\nb"],
    ["nothing between an end and the next start", [START, "one\r\n", STOP, "prompt\r\n", START, "two\r\n"], "one\ntwo"],
    ["nothing of an empty part", [START, "> ", STOP, "rest\r\n", START, "out\r\n", STOP, "prompt"], "> out"],
    ["an end that came before the start is none", [STOP, "echo\r\n", START, "out\r\n"], "out"],
    ["an end that came before the start keeps nothing", ["echo\r\n", STOP, "more\r\n", STOP], ""],
    ["what comes behind a second start", [START, "one\r\n", START, "two\r\n"], "one\ntwo"],
    ["what has come by now", [START, "par", "t"], "part"],
  ])("has %s", (_what, steps, text) => {
    expect(captured(true, steps)).toBe(text);
  });
});

describe("a capture that is open from the beginning", () => {
  test.each<[string, Step[], string]>([
    ["everything", ["one\r\n", "two\r\n"], "one\ntwo"],
    ["everything up to an end", ["one\r\n", STOP, "prompt"], "one"],
  ])("has %s", (_what, steps, text) => {
    expect(captured(false, steps)).toBe(text);
  });
});

test.each([
  ["open", [START]],
  ["held", [START, STOP]],
] as const)("what is pushed while it is %s is copied", (_state, steps) => {
  const capture = new OutputCapture({ cols: 80, rows: 24 }, true);
  for (const step of steps) step === START ? capture.start() : capture.stop();
  const piece = bytes("text");
  capture.push(piece);
  piece.fill(0x58);
  capture.stop();
  expect(capture.end().text).toBe("text");
});

test("the text keeps to its limit, and the bytes are counted without what was held", () => {
  const capture = new OutputCapture({ cols: 80, rows: 24, maxBytes: 100 }, true);
  capture.start();
  capture.push(bytes("line\r\n".repeat(1000)));
  capture.stop();
  capture.push(bytes("prompt"));
  expect(capture.end()).toMatchObject({ bytes: 6000, lines: 1000, truncated: true });
});
