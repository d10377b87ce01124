import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Sandbox, useSandbox } from "../sandbox.ts";
import { isInstalled } from "../shells/setups.ts";

const sandbox = useSandbox();

const SECRET = "hunter2-pässword";
const BYTES = Buffer.byteLength(SECRET);

/** Everything that is kept of a session, in one text. */
function kept(directory: string): string {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the log has
function inputs(box: Sandbox, id: string): any[] {
  return box.events(id).filter(({ type }) => type.startsWith("input_"));
}

/** A session whose program reads an answer that the terminal hides. */
async function hiding(box: Sandbox): Promise<string> {
  const id = await box.create("sh", "-c", "stty -echo; exec cat >/dev/null");
  await box.ok("wait", id, "--state", "awaiting-secret");
  return id;
}

describe("of what the terminal hides, the log has the length only", () => {
  test("as steps of a batch", async () => {
    const box = sandbox();
    const id = await hiding(box);
    const steps = [
      { type: SECRET },
      { paste: SECRET },
      { sendKeys: ["h", "Enter"] },
      { run: SECRET, noWait: true },
      { run: SECRET, timeout: 5000 },
    ];
    const batch = await box.ok("batch", id, JSON.stringify(steps));
    expect(batch.steps.map(({ secret }: { secret?: true }) => secret)).toEqual(steps.map(() => true));
    expect((await box.call(["batch", id, '[{"type": "x"}]'])).stdout).toContain("hidden by the terminal");
    expect(inputs(box, id).map(({ payload }) => payload.secretLength)).toEqual([
      BYTES,
      BYTES,
      2,
      BYTES + 1,
      BYTES + 1,
      1,
    ]);
    expect(kept(box.home)).not.toContain(SECRET);
    const open = await box.create("cat");
    expect((await box.ok("batch", open, '[{"type": "x"}]')).steps[0]).not.toHaveProperty("secret");
  });

  test("typed, pasted, pressed and run", async () => {
    const box = sandbox();
    const id = await hiding(box);
    expect(await box.ok("type", id, SECRET, "--append-newline")).toEqual({ seq: expect.any(Number), secret: true });
    expect(await box.ok("paste", id, SECRET, "--bracketed", "always")).toEqual({
      seq: expect.any(Number),
      secret: true,
    });
    expect(await box.ok("send-keys", id, "h", "2", "ä", "Enter")).toMatchObject({ bytesWritten: 5, secret: true });
    expect(await box.ok("run", id, SECRET, "--no-wait")).toEqual({
      accepted: true,
      seq: expect.any(Number),
      commandId: expect.any(String),
      secret: true,
    });
    const waits = { completed: false, outcome: "awaiting-secret", secret: true };
    expect(await box.ok("run", id, SECRET)).toMatchObject(waits);
    expect(inputs(box, id).map(({ type, payload }) => ({ type, ...payload }))).toEqual([
      { type: "input_text", data: "", secretLength: BYTES + 1 },
      { type: "input_paste", data: "", secretLength: BYTES + 12 },
      { type: "input_keys", keys: [], secretLength: 5 },
      { type: "input_run", command: "", noWait: true, secretLength: BYTES + 1 },
      { type: "input_run", command: "", noWait: false, marker: expect.any(String), secretLength: BYTES + 1 },
    ]);
    await box.ok("snapshot", id);
    await box.ok("record", "export", id, "--format", "asciicast");
    await box.ok("destroy", id);
    expect(kept(box.sessionDirectory(id))).not.toContain("hunter2");
  });

  test("a key that does not exist is refused without being named", async () => {
    const box = sandbox();
    const id = await hiding(box);
    const { status, stdout, stderr } = await box.call(["--json", "send-keys", id, "a", SECRET]);
    expect(status).toBe(2);
    expect(stdout + stderr).not.toContain("hunter2");
    expect(JSON.parse(stdout).error).toMatchObject({ code: "INVALID_KEYS", details: { index: 1 } });
    const sent = await box.call(["send-keys", id, "q", "7"]);
    expect(sent.stdout).toMatch(/^Sent what the terminal hides \(event \d+\)\.\n$/);
  });

  test("in a shell: only the answer is left out", async () => {
    const box = sandbox();
    const id = await box.create("bash", "--norc");
    await box.ok("run", id, "read -s answer", "--no-wait");
    await box.ok("wait", id, "--state", "awaiting-secret");
    await box.ok("type", id, `${SECRET}\n`);
    await box.ok("wait", id, "--state", "ready");
    expect(await box.ok("run", id, `test "\${#answer}" -gt 9`)).toMatchObject({ exitCode: 0 });
    const normal = await box.ok("type", id, "echo shown");
    expect(normal).toEqual({ seq: expect.any(Number) });
    expect(inputs(box, id).map(({ payload }) => payload)).toEqual([
      { command: "read -s answer", noWait: true },
      { data: "", secretLength: BYTES + 1 },
      { command: `test "\${#answer}" -gt 9`, noWait: false, marker: expect.any(String) },
      { data: "echo shown" },
    ]);
    await box.ok("destroy", id);
    expect(kept(box.sessionDirectory(id))).not.toContain("hunter2");
  });

  test.each([
    ["dash", `stty -echo; printf 'Password: '; read -r answer; stty echo; (exit 3)`],
    ["bash", "read -rsp 'Password: ' answer; (exit 3)"],
  ])("in a %s that does not tell: an answer by run completes, and has no status", async (shell, question) => {
    const box = sandbox();
    const id = await box.create("--no-shell-integration", "--", shell, ...(shell === "bash" ? ["--norc"] : []));
    await box.ok("run", id, question, "--no-wait");
    await box.ok("wait", id, "--state", "awaiting-secret");
    const answered = await box.ok("run", id, SECRET);
    expect(answered).toMatchObject({ completed: true, detection: "none" });
    expect(answered).not.toHaveProperty("exitCode");
    expect(await box.ok("run", id, `test "\${#answer}" -gt 9`)).toMatchObject({ exitCode: 0 });
    await box.ok("destroy", id);
    expect(kept(box.sessionDirectory(id))).not.toContain("hunter2");
  });

  test.if(isInstalled("python3"))("at a program's password prompt", async () => {
    const box = sandbox();
    const id = await box.create("python3", "-c", "import getpass; print(len(getpass.getpass()))");
    await box.ok("wait", id, "--state", "awaiting-secret");
    await box.ok("type", id, `${SECRET}\n`);
    await box.ok("wait", id, "--exit");
    expect(await box.screen(id)).toEqual(["Password:", String([...SECRET].length)]);
    expect(kept(box.sessionDirectory(id))).not.toContain("hunter2");
  });
});

test.if(isInstalled("vim"))("a full-screen program and a line editor hide nothing", async () => {
  const box = sandbox();
  const id = await box.create("vim", "-u", "NONE");
  await box.ok("wait", id, "--state", "awaiting-input");
  expect(await box.ok("type", id, "ihello")).toEqual({ seq: expect.any(Number) });
  expect(await box.ok("send-keys", id, "Escape")).not.toHaveProperty("secret");
  expect(inputs(box, id).map(({ payload }) => payload)).toEqual([{ data: "ihello" }, { keys: ["Escape"] }]);
});
