import { describe, expect, test } from "bun:test";
import { type Sandbox, useSandbox } from "../sandbox.ts";
import { isInstalled } from "../shells/setups.ts";
import { endedSession } from "./programs.ts";

const sandbox = useSandbox();

interface Case {
  readonly what: string;
  /** The program of the session. */
  readonly command: readonly string[];
  /** Lines typed one after the other, each when the state behind it is so. */
  readonly steps: readonly (readonly [typed: string | undefined, state: string, reason?: string])[];
  readonly front?: string;
}

const BASH = ["bash", "--norc"] as const;
const PLAIN_BASH = ["--no-shell-integration", "--", "bash", "--norc"] as const;
const LINES = "The terminal takes lines (canonical mode) and shows what is typed (echo on).";
const KEYS = "The terminal takes single keys (canonical mode off), as line editors and full-screen programs have it.";
const HIDDEN = "The terminal takes lines (canonical mode) and does not show what is typed (echo off).";
const SLEEPS = "It sleeps until something is typed.";
const WORKS = "Nothing in front waits for typing.";

const CASES: readonly Case[] = [
  {
    what: "bash that announces its commands",
    command: BASH,
    steps: [
      [undefined, "ready", "The shell has announced that it waits for a command."],
      ["sleep 600", "running", "The shell has announced that a command is at work."],
      ["\u0003", "ready"],
      ["read x", "awaiting-input", SLEEPS],
      ["an answer", "ready"],
      ["read -s x", "awaiting-secret", HIDDEN],
      ["hunter2", "ready"],
      ["echo 'unfinished", "awaiting-input", "The shell has announced that it waits for the rest of a command."],
      ["'", "ready"],
      ["cat", "awaiting-input", "'cat' is in front."],
      ["\u001a", "ready"],
      ["while :; do echo noise; sleep 0.01; done &", "ready"],
      ["fg", "awaiting-input"],
    ],
  },
  {
    what: "bash that does not",
    command: PLAIN_BASH,
    steps: [
      [undefined, "ready", KEYS],
      ["sleep 600", "running", WORKS],
      ["\u001a", "ready", "'bash' is in front, a shell."],
      ["read x", "awaiting-input", LINES],
      ["an answer", "ready"],
      ["sh -c 'printf \"$ \"; read x'", "awaiting-input"],
      ["y", "ready"],
      ["sleep 600 | cat", "running"],
    ],
  },
  {
    what: "dash that does not",
    command: ["--no-shell-integration", "--", "dash"],
    steps: [
      [undefined, "ready", "'dash' sleeps in a read of a whole line, as it does at its prompt."],
      ["sleep 600", "running", WORKS],
      ["\u0003", "ready"],
      ["read x", "awaiting-input", SLEEPS],
      ["y", "ready"],
      ["if", "awaiting-input", 'In front of the cursor stands "> ", as where the rest is asked for.'],
      ["\u0003", "ready"],
      ["true | cat /dev/tty", "awaiting-input"],
    ],
  },
  {
    what: "a script that asks",
    command: ["sh", "-c", "printf 'Name: '; read x"],
    steps: [[undefined, "awaiting-input", LINES]],
  },
  { what: "sleep", command: ["sleep", "600"], steps: [[undefined, "running", WORKS]], front: "sleep" },
  {
    what: "one that only prints",
    command: ["sh", "-c", "while :; do echo x; sleep 0.05; done"],
    steps: [[undefined, "running"]],
  },
  {
    what: "a hidden answer of two processes",
    command: ["sh", "-c", "stty -echo; cat"],
    steps: [[undefined, "awaiting-secret", HIDDEN]],
  },
  {
    what: "work behind a hidden terminal",
    command: ["sh", "-c", "stty -echo; sleep 600"],
    steps: [[undefined, "running", WORKS]],
  },
  {
    what: "a program that follows a file",
    command: ["tail", "-f", "/etc/passwd"],
    steps: [[undefined, "running", WORKS]],
  },
  { what: "a pager", command: ["less", "/etc/passwd"], steps: [[undefined, "awaiting-input", KEYS]], front: "less" },
];

const OPTIONAL: readonly (Case & { readonly needs: string })[] = [
  {
    needs: "vim",
    what: "vim",
    command: ["vim", "-u", "NONE"],
    steps: [
      [undefined, "awaiting-input", KEYS],
      [":!sleep 600", "running"],
    ],
  },
  {
    needs: "python3",
    what: "python3",
    command: ["python3", "-q"],
    steps: [
      [undefined, "awaiting-input", SLEEPS],
      ["import time; time.sleep(600)", "running"],
    ],
  },
  {
    needs: "python3",
    what: "a password prompt",
    command: ["python3", "-c", "import getpass; getpass.getpass()"],
    steps: [[undefined, "awaiting-secret", HIDDEN]],
  },
  {
    needs: "zsh",
    what: "zsh",
    command: ["--no-shell-integration", "--", "zsh", "-f"],
    steps: [
      [undefined, "ready"],
      ["read x", "awaiting-input"],
    ],
  },
  {
    needs: "fish",
    what: "fish",
    command: ["fish", "--no-config"],
    steps: [
      [undefined, "ready"],
      ["sleep 600", "running"],
      ["\u0003", "ready"],
      ["read x", "awaiting-input"],
    ],
  },
  {
    needs: "busybox",
    what: "busybox",
    command: ["busybox", "sh"],
    steps: [
      [undefined, "ready"],
      ["read x", "awaiting-input"],
    ],
  },
];

async function follow(box: Sandbox, { command, steps, front }: Case): Promise<void> {
  const id = await box.create(...command);
  for (const [typed, state, reason] of steps) {
    if (typed !== undefined) await box.ok("type", id, typed.length === 1 && typed < " " ? typed : `${typed}\r`);
    const result = await box.call(["--json", "wait", id, "--state", state, "--timeout", "10000"]);
    const seen = { typed, ...JSON.parse(result.stdout).result };
    expect(seen).toMatchObject({ typed, matched: true, timedOut: false, state });
    if (reason !== undefined) expect(seen.reasons).toContain(reason);
    if (front !== undefined) expect(seen.foreground).toEqual({ name: front, pid: expect.any(Number) });
  }
}

describe("the state of", () => {
  test.each([...CASES])("$what", (each) => follow(sandbox(), each));
  test.each(OPTIONAL.filter(({ needs }) => isInstalled(needs)))("$what", (each) => follow(sandbox(), each));
});

describe("a wait for a state", () => {
  test("is woken by what happens", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "read go; sleep 0.3; stty -echo; exec cat");
    await box.ok("wait", id, "--state", "awaiting-input");
    const waiting = box.ok("wait", id, "--state", "awaiting-secret");
    await box.ok("type", id, "\n");
    expect(await waiting).toMatchObject({ matched: true, state: "awaiting-secret" });
  });

  test("tells what there was instead when its time is up", async () => {
    const box = sandbox();
    const id = await box.create("sleep", "600");
    const { status, stdout, stderr } = await box.call(["--json", "wait", id, "--state", "ready", "--timeout", "50"]);
    expect({ status, stderr }).toEqual({ status: 11, stderr: "" });
    expect(JSON.parse(stdout).result).toEqual({
      matched: false,
      timedOut: true,
      state: "running",
      reasons: ["'sleep' is in front.", WORKS],
      foreground: { name: "sleep", pid: expect.any(Number) },
    });
    expect(await box.call(["wait", id, "--state", "ready", "--timeout", "1"])).toMatchObject({
      stdout: `Timed out; running: 'sleep' is in front. ${WORKS}\n`,
    });
  });

  test("a wait for anything else tells the state, too, when its time is up", async () => {
    const box = sandbox();
    const id = await box.create("cat");
    await box.ok("wait", id, "--state", "awaiting-input");
    for (const condition of [["--text", "never"], ["--idle-ms", "60000"], ["--exit"]]) {
      const { stdout } = await box.call(["--json", "wait", id, ...condition, "--timeout", "1"]);
      expect(JSON.parse(stdout).result).toMatchObject({ timedOut: true, state: { state: "awaiting-input" } });
    }
  });

  test("of a session that ends meanwhile", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "read go; exit 3");
    const [exited, ready] = [box.ok("wait", id, "--state", "exited"), box.error("wait", id, "--state", "ready")];
    await box.ok("wait", id, "--state", "awaiting-input");
    await box.ok("type", id, "\n");
    const reasons = ["The session's program has exited with 3."];
    expect(await exited).toEqual({ matched: true, timedOut: false, state: "exited", reasons });
    expect(await ready).toMatchObject({
      status: 10,
      code: "REPLAY_ERROR",
      message: `Session '${id}' has ended, and will not be ready any more.`,
      details: { sessionId: id, condition: { state: "ready" }, state: "exited" },
    });
  });

  test("of one that has long ended", async () => {
    const box = sandbox();
    const id = await endedSession(box, "kill -9 $$");
    const reasons = ["The session's program was ended by SIGKILL."];
    expect(await box.ok("wait", id, "--state", "exited")).toEqual({
      matched: true,
      timedOut: false,
      state: "exited",
      reasons,
    });
    expect(await box.error("wait", id, "--state", "running")).toMatchObject({ status: 10, code: "REPLAY_ERROR" });
    expect((await box.ok("inspect", id)).state).toEqual({ state: "exited", reasons });
  });
});

test("inspect tells the state", async () => {
  const box = sandbox();
  const id = await box.create(...BASH);
  await box.ok("wait", id, "--state", "ready");
  expect((await box.ok("inspect", id)).state).toMatchObject({
    state: "ready",
    reasons: [
      "The shell has announced that it waits for a command.",
      "'bash' itself is in front.",
      "It sleeps until something is typed.",
    ],
    foreground: { name: "bash" },
  });
  const { stdout } = await box.call(["inspect", id]);
  expect(stdout).toContain("\nState       ready: The shell has announced that it waits for a command.");
});
