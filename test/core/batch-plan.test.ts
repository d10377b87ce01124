import { describe, expect, test } from "bun:test";
import { type BatchStep, parseBatchPlan } from "../../src/core/batch-plan.ts";
import { BatchPlanError } from "../../src/core/batch-plan-object.ts";

const fine = { type: "x" };

function errorOf(plan: unknown): BatchPlanError {
  try {
    parseBatchPlan(plan);
  } catch (error) {
    if (error instanceof BatchPlanError) return error;
  }
  throw new Error(`${JSON.stringify(plan)} was accepted`);
}

describe("a plan's steps", () => {
  test.each<[given: object, step: BatchStep]>([
    [{ type: " \n" }, { kind: "type", params: { data: " \n" } }],
    [{ paste: "ö\0" }, { kind: "paste", params: { data: "ö\0" } }],
    [{ sendKeys: ["ctrl+c", "F5", "+", ":"] }, { kind: "sendKeys", params: { keys: ["ctrl+c", "F5", "+", ":"] } }],
    [{ run: "a\nb" }, { kind: "run", params: { command: "a\nb", noWait: false } }],
    [
      { timeout: 0, run: "a", noWait: true },
      { kind: "run", params: { command: "a", noWait: true, timeoutMs: 0 } },
    ],
    [{ wait: { text: "$ " } }, { kind: "wait", params: { text: "$ " } }],
    [
      { wait: { regex: "^a", screenStableMs: 0, cursorRow: 1, cursorCol: 2, timeout: 3 } },
      { kind: "wait", params: { regex: "^a", screenStableMs: 0, cursorRow: 1, cursorCol: 2, timeoutMs: 3 } },
    ],
  ])("%j", (given, step) => {
    expect(parseBatchPlan([fine, given])).toEqual([{ kind: "type", params: { data: "x" } }, step]);
  });
});

describe("a step is refused, with its place and key", () => {
  test.each<[given: unknown, key: string | undefined, message: string]>([
    ["ls", undefined, 'Step 1: it must be a JSON object, not "ls".'],
    [null, undefined, "Step 1: it must be a JSON object, not null."],
    [["type", "x"], undefined, 'Step 1: it must be a JSON object, not ["type","x"].'],
    [{}, undefined, "Step 1: it is empty; it must have one of type, paste, sendKeys, run, wait."],
    [{ screenshot: 1 }, "screenshot", "'screenshot' is no kind of step; use one of type, paste, sendKeys, run, wait."],
    [{ sendkeys: ["a"] }, "sendkeys", "Did you mean sendKeys?"],
    [{ toString: "x" }, "toString", "'toString' is no kind of step"],
    [{ type: "a", paste: "b" }, "paste", "'paste' is a second kind beside 'type'; a step does one thing."],
    [{ type: "a", timeout: 3 }, "timeout", "'timeout' is not a key of a 'type' step (type)."],
    [
      { run: "a", nowait: true },
      "nowait",
      "'nowait' is not a key of a 'run' step (run, noWait, timeout). Did you mean noWait?",
    ],
    [{ type: "" }, "type", "'type' must be a text that is not empty, not \"\"."],
    [{ paste: 5 }, "paste", "'paste' must be a text that is not empty, not 5."],
    [{ run: "" }, "run", "'run' must be a text that is not empty, not \"\"."],
    [{ run: "a", noWait: "yes" }, "noWait", "'noWait' must be a boolean, not \"yes\"."],
    [{ run: "a", timeout: "5" }, "timeout", "'timeout' must be a number, not \"5\"."],
    [{ run: "a", timeout: null }, "timeout", "'timeout' must be a number, not null."],
    [{ run: "a", timeout: -1 }, "timeout", "'timeout' must be a whole number of milliseconds from 0 to 2147483647"],
    [{ run: "a", timeout: 2 ** 31 }, "timeout", "not 2147483648."],
    [{ sendKeys: [] }, "sendKeys", "'sendKeys' must be a list of key names that is not empty, not []."],
    [{ sendKeys: "Enter" }, "sendKeys", "must be a list of key names"],
    [{ sendKeys: ["Enter", 5] }, "sendKeys", "must be a list of key names"],
    [
      { sendKeys: ["a", "Entr"] },
      "sendKeys",
      `holds a key that cannot be sent, "Entr": no key has this name. Did you mean Enter?`,
    ],
    [{ sendKeys: ["hello"] }, "sendKeys", `holds a key that cannot be sent, "hello": no key has this name`],
    [{ wait: "text" }, "wait", `Step 1: 'wait' must be a JSON object, not "text".`],
    [{ wait: {} }, "wait", "'wait' needs a condition: text, regex, screenStableMs, cursorRow, cursorCol."],
    [{ wait: { timeout: 5 } }, "wait", "'wait' needs a condition"],
    [{ wait: { text: "a" }, timeout: 5 }, "timeout", "'timeout' is not a key of a 'wait' step (wait)."],
    [{ wait: { exit: true } }, "wait.exit", "'wait.exit' is not a key of a wait in a batch (text, regex, "],
    [{ wait: { text: "a", afterSeq: 1 } }, "wait.afterSeq", "'wait.afterSeq' is not a key of a wait in a batch"],
    [{ wait: { text: "a", regex: "b" } }, "wait.regex", "'wait.regex' cannot be given together with text."],
    [{ wait: { text: 5 } }, "wait.text", "'wait.text' must be a string, not 5."],
    [{ wait: { text: "" } }, "wait.text", "1 to 1000 characters, not 0."],
    [{ wait: { text: "x".repeat(1001) } }, "wait.text", "1 to 1000 characters, not 1001."],
    [{ wait: { regex: "(a" } }, "wait.regex", `"(a" cannot be used`],
    [{ wait: { regex: "(a+)+$" } }, "wait.regex", `"(a+)+$" cannot be used`],
    [{ wait: { cursorRow: "1" } }, "wait.cursorRow", "'wait.cursorRow' must be a number, not \"1\"."],
    [{ wait: { cursorCol: -1 } }, "wait.cursorCol", "cursorCol must be a non-negative integer, not -1."],
    [{ wait: { screenStableMs: 1.5 } }, "wait.screenStableMs", "from 0 to 2147483647 milliseconds, not 1.5."],
    [{ wait: { text: "a", timeout: -5 } }, "wait.timeout", "timeout must be an integer from 0 to 2147483647"],
  ])("%j", (given, key, message) => {
    const error = errorOf([fine, given, { also: "wrong" }]);
    expect(error.stepIndex).toBe(1);
    expect(error.key).toBe(key);
    expect(error.message).toStartWith("Step 1: ");
    expect(error.message).toContain(message);
  });
});

test.each<[plan: unknown, message: string]>([
  [{ type: "x" }, 'The steps must be a JSON array, not {"type":"x"}.'],
  ["x".repeat(100), `The steps must be a JSON array, not "${"x".repeat(59)}….`],
  [null, "The steps must be a JSON array, not null."],
  [[], "There must be at least one step."],
])("what is no plan at all: %j", (plan, message) => {
  const error = errorOf(plan);
  expect(error.stepIndex).toBeUndefined();
  expect(error.message).toBe(message);
});
