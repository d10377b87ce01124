import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { endedSession } from "../cli/programs.ts";
import { killHost } from "../host/processes.ts";
import type { Sandbox } from "../sandbox.ts";

/** One way of calling a command that succeeds. */
export interface Row {
  readonly what: string;
  /** Makes ready what it needs, and gives the words behind the command. */
  readonly args: (box: Sandbox) => string[] | Promise<string[]>;
  /** 0 if not given. */
  readonly status?: number;
}

const shell = (box: Sandbox) => box.create("--name", "work", "--", "sh");
const inShell =
  (...args: string[]) =>
  async (box: Sandbox) => [await shell(box), ...args];
const atSecret =
  (...args: string[]) =>
  async (box: Sandbox) => {
    const id = await box.create("sh", "-c", "stty -echo; exec cat");
    await box.ok("wait", id, "--state", "awaiting-secret");
    return [id, ...args];
  };
const none = () => [];

async function shown(box: Sandbox): Promise<string> {
  const id = await box.create("sh", "-c", "printf '\\033[1;31mred\\033[0m\\n'; seq 40; exec cat");
  await box.ok("wait", id, "--text", "40");
  return id;
}

/** A session in which one command has ended, and one is at work. */
async function commanded(box: Sandbox, ...program: string[]): Promise<string> {
  const id = await box.create(...program);
  await box.ok("run", id, "seq 20; printf '1 behind'");
  await box.ok("run", id, "sleep 600", "--timeout", "300");
  return id;
}

async function fullScreen(box: Sandbox): Promise<string> {
  const id = await box.create("bash", "--norc");
  await box.ok("run", id, "printf '\\033[?1049hpage\\033[?1049l'");
  return id;
}

/** A session whose log ends in the middle of a record, as a full disk leaves it. */
async function torn(box: Sandbox): Promise<string> {
  const id = await endedSession(box, "echo whole");
  box.damaged.add(id);
  appendFileSync(join(box.sessionDirectory(id), "events.jsonl"), '{"seq":');
  return id;
}

async function abandoned(box: Sandbox): Promise<string> {
  const id = await box.create("cat");
  await killHost(box, id);
  return id;
}

const BATCH = JSON.stringify([
  { type: "echo one-$((1 + 1))\n" },
  { wait: { text: "one-2", timeout: 10_000 } },
  { paste: "x" },
  { sendKeys: ["Ctrl+U"] },
  { run: "true" },
  { run: "true", noWait: true },
]);

const DOOMED = JSON.stringify([{ run: "exit" }, { wait: { text: "never" } }, { type: "x" }]);

/** Every command, each in the ways in which its result looks different. */
export const ROWS: Readonly<Record<string, readonly Row[]>> = {
  create: [
    { what: "a shell", args: none },
    { what: "everything given", args: () => ["--env", "A=1", "--idle-timeout-ms", "0", "--name", "n", "--", "cat"] },
  ],
  list: [
    { what: "no home", args: none },
    {
      what: "named, unnamed and ended sessions",
      args: async (box) => {
        await shell(box);
        await endedSession(box, "true");
        return ["--all"];
      },
    },
  ],
  inspect: [
    { what: "a live session", args: async (box) => [await shell(box)] },
    {
      what: "one with an artifact, and one that is gone",
      args: async (box) => {
        const id = await shown(box);
        await box.ok("snapshot", id);
        const { capturedAtSeq } = await box.ok("snapshot", id, "--format", "text");
        rmSync(join(box.sessionDirectory(id), "artifacts", `snapshot-${capturedAtSeq}-text.json`));
        return [id];
      },
    },
    { what: "an ended session", args: async (box) => [await endedSession(box, "exit 3", "--name", "e")] },
    { what: "one whose host died", args: async (box) => [await abandoned(box)] },
    { what: "one whose log is torn", args: async (box) => [await torn(box)] },
  ],
  run: [
    { what: "waited for", args: inShell("true") },
    { what: "not waited for", args: inShell("true", "--no-wait") },
    { what: "timed out", args: inShell("sleep 600", "--timeout", "1") },
    { what: "ended by it", args: inShell("exit") },
    { what: "a secret", args: atSecret("x", "--no-wait") },
    { what: "a secret waited for", args: atSecret("x") },
  ],
  type: [
    { what: "text", args: inShell("x") },
    { what: "a secret", args: atSecret("x") },
  ],
  paste: [
    { what: "text", args: inShell("x") },
    { what: "a secret", args: atSecret("x") },
  ],
  "send-keys": [
    { what: "keys", args: inShell("Up", "c-c") },
    { what: "a secret", args: atSecret("x") },
  ],
  mark: [{ what: "a label", args: inShell("here") }],
  resize: [{ what: "a size", args: inShell("--cols", "100", "--rows", "30") }],
  signal: [{ what: "a signal", args: inShell("WINCH") }],
  wait: [
    { what: "text", args: async (box) => [await shown(box), "--text", "40"] },
    { what: "the cursor", args: async (box) => [await shown(box), "--cursor-col", "0", "--screen-stable-ms", "1"] },
    { what: "text in vain", args: inShell("--text", "never", "--timeout", "1"), status: 11 },
    { what: "quiet", args: inShell("--idle-ms", "1") },
    { what: "the end", args: async (box) => [await endedSession(box, "exit 3"), "--exit"] },
    { what: "the end in vain", args: inShell("--exit", "--timeout", "1"), status: 11 },
    {
      what: "an end by a signal",
      args: async (box) => {
        const id = await box.create("sleep", "600");
        await box.ok("signal", id, "KILL");
        return [id, "--exit"];
      },
    },
    { what: "a state", args: inShell("--state", "ready") },
    { what: "a state in vain", args: inShell("--state", "awaiting-secret", "--timeout", "1"), status: 11 },
    {
      what: "the state of an ended session",
      args: async (box) => [await endedSession(box, "exit 3"), "--state", "exited"],
    },
    { what: "an end that nobody saw", args: async (box) => [await abandoned(box), "--exit"] },
    { what: "text of an ended session", args: async (box) => [await endedSession(box, "echo hi"), "--text", "hi"] },
    { what: "text in a torn log", args: async (box) => [await torn(box), "--text", "whole"] },
  ],
  snapshot: [
    { what: "structured", args: async (box) => [await shown(box)] },
    { what: "all of it", args: async (box) => [await shown(box), "--include-scrollback", "--include-cells"] },
    { what: "text", args: async (box) => [await shown(box), "--format", "text"] },
    { what: "an ended session", args: async (box) => [await endedSession(box, "echo hi")] },
    { what: "a torn log", args: async (box) => [await torn(box)] },
    { what: "a torn log as text", args: async (box) => [await torn(box), "--format", "text"] },
  ],
  commands: [
    { what: "a session without any", args: async (box) => [await shell(box)] },
    { what: "an integrated shell", args: async (box) => [await commanded(box, "bash", "--norc"), "--last", "9"] },
    { what: "another shell", args: async (box) => [await commanded(box, "sh")] },
    { what: "a torn log", args: async (box) => [await torn(box)] },
  ],
  output: [
    { what: "of an integrated shell", args: async (box) => [await commanded(box, "bash", "--norc")] },
    { what: "of another shell", args: async (box) => [await commanded(box, "sh")] },
    { what: "some lines", args: async (box) => [await commanded(box, "sh"), "--grep", "1", "--tail", "2"] },
    { what: "bytes", args: async (box) => [await commanded(box, "sh"), "--raw"] },
    { what: "a full-screen program", args: async (box) => [await fullScreen(box)] },
  ],
  batch: [
    { what: "each kind of step", args: inShell(BATCH) },
    { what: "failing steps", args: inShell(DOOMED, "--keep-going"), status: 1 },
    { what: "a wait in vain", args: inShell('[{"wait":{"text":"never","timeout":1}},{"type":"x"}]'), status: 11 },
    { what: "a run that times out", args: inShell('[{"run":"sleep 600","timeout":1}]') },
  ],
  screenshot: [
    { what: "a live session", args: async (box) => [await shown(box)] },
    {
      what: "everything given",
      args: async (box) => {
        const part = ["--region", "1,2,3,4", "--scrollback", "all", "--scale", "2", "--window", "--theme-colors"];
        const out = join(box.root, "out.png");
        return [await shown(box), "--profile", "reference-light", "--hide-cursor", ...part, "--out", out];
      },
    },
    { what: "text to select", args: async (box) => [await shown(box), "--format", "svg"] },
    { what: "a page", args: async (box) => [await shown(box), "--format", "html"] },
    { what: "text with colours", args: async (box) => [await shown(box), "--format", "ansi"] },
    { what: "an ended session", args: async (box) => [await endedSession(box, "echo hi")] },
    { what: "a torn log", args: async (box) => [await torn(box)] },
  ],
  "record export": [
    { what: "a live session", args: async (box) => [await shown(box), "--format", "asciicast"] },
    { what: "a torn log", args: async (box) => [await torn(box), "--format", "asciicast-v3"] },
    {
      what: "a film",
      args: async (box) => [await shown(box), "--format", "webm", "--captions", "--idle-limit", "100"],
    },
    { what: "a film of a torn log", args: async (box) => [await torn(box), "--format", "svg", "--speed", "2"] },
    {
      what: "to a place",
      args: async (box) => [await endedSession(box, "true"), "--format", "asciicast", "--out", join(box.root, "out")],
    },
  ],
  destroy: [
    { what: "a live session", args: async (box) => [await shell(box)] },
    { what: "an ended session", args: async (box) => [await endedSession(box, "true")] },
  ],
  gc: [
    { what: "nothing", args: none },
    {
      what: "removed and kept ones",
      args: async (box) => {
        await shell(box);
        await endedSession(box, "true");
        writeFileSync(join(box.sessionDirectory(await endedSession(box, "true")), "session.json"), "{}");
        return ["--home", box.home, "--log-level", "error"];
      },
    },
    {
      what: "ones that the rules keep",
      args: async (box) => {
        await endedSession(box, "true");
        return ["--dry-run", "--stale-only", "--older-than", "1d"];
      },
    },
  ],
  "home list": [
    {
      what: "a home",
      args: async (box) => {
        await shell(box);
        return ["--all"];
      },
    },
  ],
  "home forget": [
    { what: "one that is not on the list", args: () => ["/nowhere"] },
    {
      what: "one that is",
      args: async (box) => {
        await shell(box);
        return [box.home];
      },
    },
  ],
  version: [{ what: "as it is", args: none }],
  licenses: [{ what: "as they are", args: none }],
  doctor: [{ what: "as it is", args: none }],
  "skills list": [{ what: "all", args: none }],
  "skills get": [{ what: "one", args: () => ["agent-tty"] }],
  "skills path": [{ what: "one", args: () => ["dogfood-tui"] }],
  completions: [
    { what: "the script", args: () => ["zsh"] },
    { what: "candidates", args: () => ["fish", "--", "sn"] },
    { what: "files", args: () => ["bash", "--", "agent-tty run x --file "] },
  ],
  schema: [
    { what: "of all", args: none },
    { what: "of one", args: () => ["home", "list"] },
  ],
};
