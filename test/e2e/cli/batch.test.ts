import { describe, expect, test } from "bun:test";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BatchStepResult, batchResult } from "../../../src/protocol/batch.ts";
import { killHost } from "../host/processes.ts";
import { eventually, type Sandbox, useSandbox } from "../sandbox.ts";
import { endedSession } from "./programs.ts";

const sandbox = useSandbox();

interface Batch {
  status: number | null;
  steps: BatchStepResult[];
  completedCount: number;
  failedIndices: number[];
}

/** The result of a batch that was begun: a success envelope in the shape that the protocol declares. */
function resultOf({ status, stdout }: { status: number | null; stdout: string }): Batch {
  const envelope = JSON.parse(stdout);
  expect(envelope).toMatchObject({ ok: true, command: "batch" });
  return { status, ...batchResult.parse(envelope.result) };
}

async function batch(box: Sandbox, session: string, steps: object[], ...options: string[]): Promise<Batch> {
  return resultOf(await box.call(["--json", "batch", session, JSON.stringify(steps), ...options]));
}

/** A session that shows `ready` and nothing that is typed into it, though not as a password prompt does. */
async function silentSession(box: Sandbox): Promise<string> {
  const id = await box.create("sh", "-c", "stty -icanon -echo; printf ready; exec cat >/dev/null");
  await box.ok("wait", id, "--text", "ready");
  return id;
}

const statuses = ({ steps }: Batch) => steps.map(({ status }) => status);
const types = (box: Sandbox, id: string) => box.events(id).map(({ type }) => type);
const typedTexts = (box: Sandbox, id: string) =>
  box
    .events(id)
    .filter(({ type }) => type === "input_text")
    .map(({ payload }) => payload.data);

describe("batch", () => {
  test("does one step after the other, and tells of each", async () => {
    const box = sandbox();
    const id = await box.create("--name", "work", "sh");
    const { status, ...result } = await batch(box, "work", [
      { run: "printf 'name? '; read name; echo \"hello $name\"", noWait: true },
      { wait: { text: "name? ", screenStableMs: 1 } },
      { type: "wor" },
      { paste: "ld" },
      { sendKeys: ["enter"] },
      { wait: { regex: "hello w.*d" } },
      { run: "true" },
    ]);
    const [started, asked, typed, pasted, pressed, greeted, ran] = result.steps;
    const durationMs = expect.any(Number);
    const seq = expect.any(Number);
    const seen = { capturedAtSeq: expect.any(Number), screenHash: expect.stringMatching(/^[0-9a-f]{64}$/) };
    const found = { matched: true, timedOut: false, ...seen };
    const done = { status: "completed", durationMs };
    expect(status).toBe(0);
    expect(result).toEqual({
      steps: [
        { index: 0, kind: "run", ...done, seq, noWait: true, runOutcome: "started" },
        { index: 1, kind: "wait", ...done, waitBaseline: started?.seq, ...found, matchedText: "name? " },
        { index: 2, kind: "type", ...done, seq },
        { index: 3, kind: "paste", ...done, seq },
        { index: 4, kind: "sendKeys", ...done, seq },
        { index: 5, kind: "wait", ...done, waitBaseline: pressed?.seq, ...found, matchedText: "hello world" },
        {
          index: 6,
          kind: "run",
          ...done,
          seq,
          noWait: false,
          runOutcome: "completed",
          outcome: "completed",
          exitCode: 0,
          completed: true,
          timedOut: false,
        },
      ],
      completedCount: 7,
      failedIndices: [],
    } as never);
    const events = box.events(id);
    const logged = [started, typed, pasted, pressed, ran].map((step) => events[step?.seq ?? -1]);
    expect(logged).toMatchObject([
      { type: "input_run", payload: { noWait: true } },
      { type: "input_text", payload: { data: "wor" } },
      { type: "input_paste", payload: { data: "ld" } },
      { type: "input_keys", payload: { keys: ["Enter"] } },
      { type: "input_run", payload: { command: "true", noWait: false } },
    ]);
    expect(asked?.capturedAtSeq).toBeGreaterThan(started?.seq ?? Number.POSITIVE_INFINITY);
    expect(greeted?.capturedAtSeq).toBeGreaterThan(pressed?.seq ?? Number.POSITIVE_INFINITY);
  });

  test("takes its steps from an argument, a file and standard input", async () => {
    const box = sandbox();
    const id = await silentSession(box);
    const steps = JSON.stringify([{ type: "x" }], null, 2);
    writeFileSync(join(box.root, "steps.json"), `${steps}\n`);
    for (const args of [[steps], ["--file", "steps.json"]]) await box.ok("batch", id, ...args);
    const { status } = await box.call(["batch", id, "--file", "-"], { input: steps });
    expect(status).toBe(0);
    expect(typedTexts(box, id)).toEqual(["x", "x", "x"]);

    for (const [args, fault] of [
      [[], "Neither is given"],
      [[steps, "--file", "steps.json"], "Both are given"],
    ] as const) {
      expect(await box.error("batch", id, ...args)).toMatchObject({
        status: 2,
        code: "INVALID_INPUT",
        message: `Give exactly one of the steps and --file. ${fault}.`,
      });
    }
  });

  test("of a hundred steps keeps their order", async () => {
    const box = sandbox();
    const id = await silentSession(box);
    const texts = Array.from({ length: 100 }, (_, index) => `${index} `);
    const { status, completedCount } = await batch(
      box,
      id,
      texts.map((type) => ({ type })),
    );
    expect({ status, completedCount }).toEqual({ status: 0, completedCount: 100 });
    expect(typedTexts(box, id)).toEqual(texts);
  });

  test("tells people in a line a step", async () => {
    const box = sandbox();
    const id = await silentSession(box);
    const steps = [{ wait: { text: "ready" } }, { type: "x" }, { wait: { text: "never", timeout: 1 } }, { type: "y" }];
    const { status, stdout, stderr } = await box.call(["batch", id, JSON.stringify(steps)]);
    expect({ status, stderr }).toEqual({ status: 11, stderr: "" });
    const [found, typed, missed, left, ...rest] = stdout.split("\n");
    expect(found).toMatch(/^ {2}0 {2}wait +completed +\d+ ms {2}matched: "ready"$/);
    expect(typed).toMatch(/^ {2}1 {2}type +completed +\d+ ms {2}event \d+$/);
    expect(missed).toMatch(
      /^ {2}2 {2}wait +failed +\d+ ms {2}WAIT_TIMEOUT: The screen did not fulfil the wait in time/,
    );
    expect(left).toBe("  3  type      not-run");
    expect(rest).toEqual([""]);
  });
});

describe("a plan is checked as a whole before anything is sent", () => {
  test.each([
    { steps: [{ type: "x" }, { sendKeys: ["Enter", "Entr"] }], stepIndex: 1, key: "sendKeys" },
    { steps: [{ type: "x" }, { type: "y" }, { wait: { regex: "(a+)+$" } }], stepIndex: 2, key: "wait.regex" },
    { steps: [{ type: "x" }, { wait: { text: "a", exit: true } }], stepIndex: 1, key: "wait.exit" },
    { steps: [{ type: "x" }, { paste: "y", run: "z" }], stepIndex: 1, key: "run" },
    { steps: [{ type: "x" }, { type: "" }], stepIndex: 1, key: "type" },
    { steps: [{ type: "x" }, { run: "y", timeout: 1.5 }], stepIndex: 1, key: "timeout" },
    { steps: [], stepIndex: undefined, key: undefined },
    { steps: { type: "x" }, stepIndex: undefined, key: undefined },
  ])("$steps", async ({ steps, stepIndex, key }) => {
    const box = sandbox();
    const id = await box.create("cat");
    const error = await box.error("batch", id, JSON.stringify(steps), "--keep-going");
    expect(error).toMatchObject({ status: 2, command: "batch", code: "INVALID_INPUT" });
    expect(error.details.stepIndex).toBe(stepIndex);
    expect(error.details.key).toBe(key);
    expect(types(box, id)).toEqual([]);
  });

  test("what is not JSON", async () => {
    const error = await sandbox().error("batch", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "[{type: 'x'}]");
    expect(error).toMatchObject({ status: 2, code: "INVALID_INPUT" });
    expect(error.message).toStartWith("The steps are not JSON: ");
  });
});

describe("a wait in a batch", () => {
  test("does not match what stood there before the input", async () => {
    const box = sandbox();
    const id = await silentSession(box);
    const result = await batch(box, id, [
      { wait: { text: "ready" } },
      { type: "x" },
      { wait: { text: "ready", timeout: 30 } },
    ]);
    const [before, typed, after] = result.steps;
    expect(result.status).toBe(11);
    expect(before).not.toHaveProperty("waitBaseline");
    expect(before).toMatchObject({ status: "completed", matched: true });
    expect(after).toMatchObject({
      status: "failed",
      waitBaseline: typed?.seq,
      matched: false,
      timedOut: true,
      error: { code: "WAIT_TIMEOUT" },
    });
  });

  test("looks behind the newest input, whatever lies between", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    const { status, steps } = await batch(box, id, [
      { type: "one" },
      { type: "two" },
      { wait: { text: "onetwo" } },
      { wait: { cursorCol: 6, cursorRow: 0 } },
    ]);
    expect(status).toBe(0);
    expect(steps.slice(2).map(({ waitBaseline }) => waitBaseline)).toEqual([steps[1]?.seq, steps[1]?.seq] as number[]);
  });

  test("is answered from the last screen when the session ends", async () => {
    const box = sandbox();
    for (const [text, status, outcome] of [
      ["farewell", 0, { status: "completed", matched: true, matchedText: "farewell" }],
      ["never", 10, { status: "failed", error: { code: "REPLAY_ERROR" } }],
    ] as const) {
      const id = await box.create("sh", "-c", "stty -echo; printf up; read go; printf farewell");
      const result = await batch(box, id, [{ wait: { text: "up" } }, { sendKeys: ["Enter"] }, { wait: { text } }]);
      expect(result.status).toBe(status);
      expect(result.steps[2]).toMatchObject({ waitBaseline: result.steps[1]?.seq, ...outcome } as never);
    }
  });

  test("is answered from the log when the host dies", async () => {
    const box = sandbox();
    const id = await silentSession(box);
    const running = startBatch(box, id, [{ wait: { text: "never" } }, { type: "x" }]);
    await running.begun(0);
    await killHost(box, id);
    const result = await running.result();
    expect(result).toMatchObject({ status: 10, failedIndices: [0] });
    expect(result.steps).toMatchObject([{ error: { code: "REPLAY_ERROR" } }, { status: "not-run" }]);
  });
});

test("a wait in a batch that is answered from a log that is not whole says so", async () => {
  const box = sandbox();
  const id = await silentSession(box);
  const running = startBatch(box, id, [{ wait: { text: "later" } }]);
  await running.begun(0);
  const { hostPid } = (await box.ok("inspect", id)).session;
  process.kill(hostPid, "SIGSTOP");
  const lines = box.events(id);
  const shown = { seq: lines.length, ts: new Date().toISOString(), type: "output", payload: { data: "later" } };
  appendFileSync(join(box.sessionDirectory(id), "events.jsonl"), `${JSON.stringify(shown)}\n{"seq":`);
  process.kill(hostPid, "SIGKILL");
  expect(await running.result()).toMatchObject({
    status: 0,
    steps: [
      {
        status: "completed",
        matchedText: "later",
        logIncomplete: { line: lines.length + 2, reason: "it ends in the middle of a record" },
      },
    ],
  });
});

describe("a run in a batch", () => {
  test("that times out is no failure", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    const result = await batch(box, id, [{ run: "until test -e go; do sleep 0.01; done", timeout: 30 }, { type: "x" }]);
    expect(result.status).toBe(0);
    expect(result.steps).toMatchObject([
      { status: "completed", runOutcome: "timedOut", completed: false, timedOut: true },
      { status: "completed" },
    ]);
    writeFileSync(join(box.root, "go"), "");
  });

  test("that ends the session is none either, but the next input is", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    const result = await batch(box, id, [{ run: "exit 3" }, { type: "x" }, { wait: { text: "exit 3" } }]);
    expect(result).toMatchObject({ status: 4, completedCount: 1, failedIndices: [1] });
    expect(result.steps).toMatchObject([
      { status: "completed", runOutcome: "sessionExited", completed: false, timedOut: false },
      { status: "failed", error: { code: "SESSION_NOT_RUNNING" } },
      { status: "not-run" },
    ]);
  });
});

describe("the first failure", () => {
  test("ends a batch: nothing behind it is sent, and its error gives the exit status", async () => {
    const box = sandbox();
    const id = await silentSession(box);
    const result = await batch(box, id, [
      { type: "a" },
      { wait: { text: "never", timeout: 1 } },
      { type: "b" },
      { run: "c" },
    ]);
    expect(result).toMatchObject({ status: 11, completedCount: 1, failedIndices: [1] });
    expect(result.steps.slice(2)).toEqual([
      { index: 2, kind: "type", status: "not-run", durationMs: 0 },
      { index: 3, kind: "run", status: "not-run", durationMs: 0 },
    ]);
    expect(typedTexts(box, id)).toEqual(["a"]);
  });

  test("of a batch with --keep-going does not, and the exit status is 1", async () => {
    const box = sandbox();
    const id = await silentSession(box);
    const never = { wait: { text: "never", timeout: 1 } };
    const result = await batch(box, id, [{ type: "a" }, never, { type: "b" }, never], "--keep-going");
    expect(result).toMatchObject({ status: 1, completedCount: 2, failedIndices: [1, 3] });
    expect(result.steps[3]?.waitBaseline).toBe(result.steps[2]?.seq as number);
    expect(typedTexts(box, id)).toEqual(["a", "b"]);
    expect(await batch(box, id, [{ type: "c" }], "--keep-going")).toMatchObject({ status: 0, failedIndices: [] });
  });

  test("may be the host's round trip, which --timeout-ms bounds for each step", async () => {
    const box = sandbox();
    const id = await silentSession(box);
    const result = await batch(box, id, [{ type: "a" }, { wait: { text: "never" } }], "--timeout-ms", "1000");
    expect(result).toMatchObject({ status: 5, failedIndices: [1] });
    expect(result.steps[1]?.error).toEqual({
      code: "HOST_TIMEOUT",
      message: "The session host did not answer 'wait' within 1000 ms.",
    });
  });
});

test("a session that takes no commands refuses a batch, be it of waits alone", async () => {
  const box = sandbox();
  const id = await endedSession(box, "echo over");
  expect(await box.error("batch", id, '[{"wait": {"text": "over"}}]')).toMatchObject({
    status: 4,
    code: "SESSION_NOT_RUNNING",
    details: { sessionId: id, status: "exited" },
  });
});

describe.each([
  { signal: "SIGINT", status: 130 },
  { signal: "SIGTERM", status: 143 },
] as const)("$signal", ({ signal, status }) => {
  test("ends a batch at once, and it tells what was done", async () => {
    const box = sandbox();
    const id = await silentSession(box);
    const running = startBatch(box, id, [{ type: "a" }, { wait: { text: "never", timeout: 0 } }, { type: "b" }]);
    await running.begun(1);
    running.child.kill(signal);
    const result = await running.result();
    expect(result).toMatchObject({ status, completedCount: 1, failedIndices: [] });
    expect(statuses(result)).toEqual(["completed", "interrupted", "not-run"]);
    expect(result.steps[1]).toEqual({
      index: 1,
      kind: "wait",
      status: "interrupted",
      durationMs: expect.any(Number),
      waitBaseline: result.steps[0]?.seq as number,
    });
    expect(typedTexts(box, id)).toEqual(["a"]);
  });

  test("during a run leaves the command running, and the session as good as ever", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    const running = startBatch(box, id, [{ run: "touch begun; read line" }, { type: "never" }], "--keep-going");
    await eventually("the run to begin", () => existsSync(join(box.root, "begun")));
    running.child.kill(signal);
    const result = await running.result();
    expect({ status: result.status, steps: statuses(result) }).toEqual({ status, steps: ["interrupted", "not-run"] });
    await box.ok("send-keys", id, "Enter");
    expect(await box.ok("run", id, "echo again")).toMatchObject({ completed: true });
  });
});

/** Starts a batch, to be disturbed while a certain step of it is in flight. */
function startBatch(box: Sandbox, id: string, steps: object[], ...options: string[]) {
  const args = ["--json", "--log-level", "debug", "batch", id, JSON.stringify(steps), ...options];
  const child = box.start(args);
  const stdout = child.stdout.text();
  const reader = child.stderr.getReader();
  const decoder = new TextDecoder();
  let told = "";
  return {
    child,
    /** Resolves when the program says that it begins the step. */
    async begun(index: number): Promise<void> {
      while (!told.includes(`Step ${index} (`)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`The batch ended before step ${index}: ${told}`);
        told += decoder.decode(value, { stream: true });
      }
    },
    async result(): Promise<Batch> {
      const text = await stdout;
      return resultOf({ status: await child.exited, stdout: text });
    },
  };
}
