import { describe, expect, test } from "bun:test";
import type { Sandbox } from "../sandbox.ts";
import { useSandbox } from "../sandbox.ts";
import { endedSession } from "./programs.ts";

const sandbox = useSandbox();

const REFUSED: readonly { args: string[]; code?: string; message: string }[] = [
  { args: [], message: "A wait needs a condition" },
  { args: ["--timeout", "5"], message: "A wait needs a condition" },
  { args: ["--after-seq", "0"], message: "A wait needs a condition" },
  { args: ["--exit", "--idle-ms", "5"], message: "--exit and --idle-ms cannot be given together." },
  { args: ["--exit", "--text", "x"], message: "--exit and --text cannot be given together." },
  { args: ["--idle-ms", "5", "--cursor-row", "0"], message: "--idle-ms and --cursor-row cannot be given together." },
  { args: ["--exit", "--screen-stable-ms", "5"], message: "--exit and --screen-stable-ms cannot be given together." },
  { args: ["--text", "x", "--regex", "x"], message: "--text and --regex cannot be given together." },
  { args: ["--exit", "--after-seq", "3"], message: "--after-seq and --exit cannot be given together." },
  { args: ["--state", "ready", "--text", "x"], message: "--state and --text cannot be given together." },
  { args: ["--exit", "--state", "ready"], message: "--exit and --state cannot be given together." },
  { args: ["--state", "ready", "--idle-ms", "5"], message: "--idle-ms and --state cannot be given together." },
  { args: ["--state", "unknown"], message: "--state must be one of running, ready," },
  { args: ["--text", ""], message: "1 to 1000 characters, not 0" },
  { args: ["--text", "x".repeat(1001)], message: "1 to 1000 characters, not 1001" },
  { args: ["--regex", ""], message: "1 to 200 characters, not 0" },
  { args: ["--regex", "x".repeat(201)], message: "1 to 200 characters, not 201" },
  { args: ["--regex", "(unclosed"], message: '"(unclosed"' },
  { args: ["--regex", "(a+)+$"], message: '"(a+)+$"' },
  { args: ["--regex", "(.*)*x"], message: '"(.*)*x"' },
  { args: ["--cursor-row", "-1"], message: "--cursor-row must be a whole number from 0, not '-1'." },
  { args: ["--cursor-col", "first"], message: "--cursor-col must be a whole number from 0, not 'first'." },
  { args: ["--text", "x", "--after-seq", "1.5"], message: "--after-seq must be a whole number from 0, not '1.5'." },
  { args: ["--idle-ms", "soon"], code: "INVALID_DURATION", message: "--idle-ms must be" },
  { args: ["--screen-stable-ms", "1s"], code: "INVALID_DURATION", message: "--screen-stable-ms must be" },
  { args: ["--exit", "--timeout", "2147483648"], code: "INVALID_DURATION", message: "--timeout must be" },
];

describe.each([
  { what: "a live session", make: (box: Sandbox) => box.create("cat") },
  { what: "an ended one", make: (box: Sandbox) => endedSession(box, "true") },
])("of $what", ({ make }) => {
  test("a wait that makes no sense is refused", async () => {
    const box = sandbox();
    const id = await make(box);
    for (const { args, code = "INVALID_INPUT", message } of REFUSED) {
      const error = await box.error("wait", id, ...args);
      expect({ args, ...error }).toMatchObject({ args, status: 2, code, message: expect.stringContaining(message) });
    }
  });
});

describe("wait for the screen", () => {
  test("tells where and what", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "printf 'one\\ntwo-17 three'; exec cat");
    const found = await box.ok("wait", id, "--regex", "two-\\d+");
    const { screenHash, capturedAtSeq } = await box.ok("snapshot", id);
    expect(found).toEqual({
      matched: true,
      timedOut: false,
      matchedText: "two-17",
      cursorRow: 1,
      cursorCol: 12,
      capturedAtSeq,
      screenHash,
    });
    expect(await box.ok("wait", id, "--text", "one\ntwo")).toMatchObject({ matchedText: "one\ntwo" });
    expect(await box.ok("wait", id, "--regex", "^two.*$")).toMatchObject({ matchedText: "two-17 three" });
    const still = await box.ok("wait", id, "--cursor-row", "1", "--cursor-col", "12", "--screen-stable-ms", "10");
    expect(still).toMatchObject({ matched: true, cursorRow: 1, cursorCol: 12 });
    expect(still).not.toHaveProperty("matchedText");
  });

  test("text of a thousand characters, and a regular expression of two hundred", async () => {
    const box = sandbox();
    const line = "0123456789".repeat(100);
    const id = await box.create("sh", "-c", `echo ${line}; exec cat`);
    await box.ok("wait", id, "--text", line);
    await box.ok("wait", id, "--regex", line.slice(0, 200));
  });

  test("a line that the terminal wrapped matches as one, and as it stands", async () => {
    const box = sandbox();
    const id = await box.create("--cols", "10", "sh", "-c", "printf 'abcdefghijklmno\\nend'; exec cat");
    for (const args of [
      ["--text", "abcdefghijklmno"],
      ["--text", "hij\nklm"],
      ["--regex", "^a.*o$"],
    ]) {
      expect(await box.ok("wait", id, ...args)).toMatchObject({ matched: true });
    }
    expect((await box.call(["wait", id, "--text", "mnoend", "--timeout", "30"])).status).toBe(11);
  });

  test("a time-out is a success envelope with status 11", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "printf ready; exec cat");
    await box.ok("wait", id, "--text", "ready");
    await box.ok("wait", id, "--state", "awaiting-input");
    const { screenHash, capturedAtSeq } = await box.ok("snapshot", id);
    const { status, stdout, stderr } = await box.call(["--json", "wait", id, "--text", "never", "--timeout", "30"]);
    expect({ status, stderr }).toEqual({ status: 11, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, command: "wait" });
    expect(JSON.parse(stdout).result).toEqual({
      matched: false,
      timedOut: true,
      cursorRow: 0,
      cursorCol: 5,
      capturedAtSeq,
      screenHash,
      state: {
        state: "awaiting-input",
        reasons: expect.any(Array),
        foreground: { name: "cat", pid: expect.any(Number) },
      },
    });
    expect(await box.call(["wait", id, "--text", "never", "--timeout", "30"])).toEqual({
      status: 11,
      stdout: expect.stringMatching(/^Timed out; awaiting-input: .*'cat' is in front\..*\n$/),
      stderr: "",
    });
  });

  test("all conditions must hold together", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "printf ready; exec cat");
    await box.ok("wait", id, "--text", "ready", "--cursor-col", "5", "--cursor-row", "0", "--screen-stable-ms", "5");
    for (const other of [
      ["--cursor-col", "4"],
      ["--cursor-row", "1"],
    ]) {
      expect((await box.call(["wait", id, "--text", "ready", ...other, "--timeout", "30"])).status).toBe(11);
    }
  });

  test("--after-seq looks only at what is newer", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    await box.ok("run", id, "echo done");
    const { seq } = await box.ok("mark", id, "here");
    expect((await box.call(["wait", id, "--text", "done", "--after-seq", String(seq), "--timeout", "50"])).status).toBe(
      11,
    );
    await box.ok("type", id, " ");
    expect(await box.ok("wait", id, "--text", "done", "--after-seq", String(seq))).toMatchObject({ matched: true });
  });

  test("sees what stands there for a moment only", async () => {
    const box = sandbox();
    const id = await box.create(
      "sh",
      "-c",
      "read go; while :; do printf 'A glimpse'; sleep 0.02; printf '\\r\\033[K'; sleep 0.02; done",
    );
    const waiting = box.ok("wait", id, "--text", "A glimpse");
    await box.ok("type", id, "\n");
    expect(await waiting).toMatchObject({ matched: true, matchedText: "A glimpse" });
  });
});

describe("wait for the end", () => {
  test("before it has come", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "read go; exit 9");
    const waiting = box.ok("wait", id, "--exit", "--timeout", "0");
    const idle = await box.call(["--json", "wait", id, "--exit", "--timeout", "30"]);
    expect(idle.status).toBe(11);
    expect(JSON.parse(idle.stdout)).toMatchObject({ ok: true, result: { timedOut: true } });
    await box.ok("type", id, "\n");
    expect(await waiting).toEqual({ timedOut: false, exitCode: 9, exitSignal: null });
    // And after it.
    expect(await box.ok("wait", id, "--exit")).toEqual({ timedOut: false, exitCode: 9, exitSignal: null });
    expect(await box.ok("wait", id, "--idle-ms", "60000")).toMatchObject({ timedOut: false });
  });

  test("for quiet", async () => {
    const box = sandbox();
    const id = await box.create(
      "sh",
      "-c",
      "while read line; do echo $line; done; while :; do echo noise; sleep 0.01; done",
    );
    expect(await box.ok("wait", id, "--idle-ms", "30")).toEqual({ timedOut: false });
    await box.ok("send-keys", id, "Ctrl+D");
    await box.ok("wait", id, "--text", "noise");
    expect((await box.call(["wait", id, "--idle-ms", "5000", "--timeout", "60"])).status).toBe(11);
  });
});

describe("a session that ends during a wait for the screen", () => {
  test.each([
    { what: "is a match if its last screen is one", args: ["--text", "farewell"] },
    { what: "has a stable screen", args: ["--text", "farewell", "--screen-stable-ms", "60000"] },
  ])("$what", async ({ args }) => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "stty -echo; echo up; read go; printf farewell");
    await box.ok("wait", id, "--text", "up");
    const waiting = box.ok("wait", id, ...args);
    await box.ok("type", id, "\n");
    expect(await waiting).toMatchObject({ matched: true, timedOut: false, matchedText: "farewell", cursorCol: 8 });
  });

  test("is REPLAY_ERROR with its last screen if that is none", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "stty -echo; echo up; read go; printf farewell");
    await box.ok("wait", id, "--text", "up");
    const waiting = box.error("wait", id, "--text", "never", "--cursor-row", "3");
    await box.ok("type", id, "\n");
    const error = await waiting;
    expect(error).toMatchObject({
      status: 10,
      code: "REPLAY_ERROR",
      message: `Session '${id}' has ended, and its last screen does not fulfil the wait.`,
      details: {
        sessionId: id,
        condition: { text: "never", cursorRow: 3 },
        lastScreen: { cursorRow: 1, cursorCol: 8 },
      },
    });
    expect(error.details.lastScreen.text).toStartWith("up\nfarewell");

    // The same is answered when it has long ended.
    await box.ok("wait", id, "--exit");
    const { command: _, ...later } = await box.error("wait", id, "--text", "never", "--cursor-row", "3");
    const { command: __, ...during } = error;
    expect(later).toEqual({
      ...during,
      details: { ...during.details, lastScreen: expect.objectContaining({ text: error.details.lastScreen.text }) },
    });
    expect(await box.ok("wait", id, "--text", "farewell", "--screen-stable-ms", "60000")).toMatchObject({
      matched: true,
    });
  });
});
