import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe("the envelope", () => {
  test.each([
    { what: "before the command", args: ["--json", "list"] },
    { what: "after it", args: ["list", "--json"] },
    { what: "by its other name", args: ["ls", "--json"] },
  ])("of a success, --json $what", async ({ args }) => {
    const { status, stdout, stderr } = await sandbox().call(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const envelope = JSON.parse(stdout);
    expect(stdout).toBe(`${JSON.stringify(envelope, null, 2)}\n`);
    expect(Object.keys(envelope)).toEqual(["ok", "command", "timestamp", "result"]);
    expect(envelope).toMatchObject({ ok: true, command: "list", result: { sessions: [] } });
    expect(envelope.timestamp).toMatch(TIMESTAMP);
  });

  test("of a failure", async () => {
    const { status, stdout, stderr } = await sandbox().call(["send-keys", "nobody", "Enter", "--json"]);
    expect({ status, stderr }).toEqual({ status: 3, stderr: "" });
    const envelope = JSON.parse(stdout);
    expect(stdout).toBe(`${JSON.stringify(envelope, null, 2)}\n`);
    expect(Object.keys(envelope)).toEqual(["ok", "command", "timestamp", "error"]);
    expect(Object.keys(envelope.error)).toEqual(["code", "message", "retryable", "details"]);
    expect(envelope).toMatchObject({ ok: false, command: "send-keys" });
    expect(envelope.error).toMatchObject({ code: "SESSION_NOT_FOUND", retryable: false });
    expect(envelope.timestamp).toMatch(TIMESTAMP);
  });

  test("tells the time of the call", async () => {
    const before = Date.now();
    const { stdout } = await sandbox().call(["version", "--json"]);
    const at = Date.parse(JSON.parse(stdout).timestamp);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });
});

describe("without --json", () => {
  test("a failure is one line on standard error", async () => {
    const box = sandbox();
    const outcome = await box.call(["inspect", "nobody"]);
    expect(outcome).toEqual({
      status: 3,
      stdout: "",
      stderr: "SESSION_NOT_FOUND: There is no session 'nobody'. 'agent-tty list --all' shows all.\n",
    });
    // Asking leaves nothing behind.
    expect(existsSync(box.home)).toBe(false);
  });

  test("the commands tell people what they did", async () => {
    const box = sandbox();
    const created = await box.call(["create", "--name", "work", "sh"]);
    expect(created).toMatchObject({ status: 0, stderr: "" });
    const [, id = ""] = /^Session created: ([0-9A-HJKMNP-TV-Z]{26})\n$/.exec(created.stdout) ?? [];
    expect(id).not.toBe("");

    const says: [args: string[], line: RegExp][] = [
      [["run", id, "echo done"], /^done\n$/],
      [["run", id, "true", "--no-output"], /^Completed in \d+ ms\.\n$/],
      [["run", id, "--no-wait", "true"], /^Started \(event \d+\)\.\n$/],
      [["type", id, "x"], /^Typed \(event \d+\)\.\n$/],
      [["paste", id, "x"], /^Pasted \(event \d+\)\.\n$/],
      [["send-keys", id, "enter", "c-c"], /^Sent Enter Ctrl\+C \(event \d+\)\.\n$/],
      [["mark", id, "here"], /^Marked \(event \d+\)\.\n$/],
      [["resize", id, "--cols", "90", "--rows", "30"], /^Resized to 90×30\.\n$/],
      [["signal", id, "WINCH"], /^Sent WINCH\.\n$/],
      [["wait", id, "--regex", "tr.e"], /^Matched: true\n$/],
      [["wait", id, "--screen-stable-ms", "1"], /^It is so\.\n$/],
      [["wait", id, "--idle-ms", "1"], /^Idle\.\n$/],
      [["list"], new RegExp(`^SESSION +STATUS +PID +NAME +COMMAND\n${id} +running +\\d+ +work +sh\n$`)],
      [
        ["inspect", id],
        new RegExp(`^Session +${id}\nName +work\nStatus +running \\(running\\)\nState +.+\nCommand +sh\n`),
      ],
      [["destroy", id], new RegExp(`^Session destroyed: ${id}\n$`)],
      [["list"], /^No sessions\.\n$/],
      [["list", "--all"], new RegExp(`\n${id} +destroyed +\\d+ +work +sh\n$`)],
    ];
    for (const [args, line] of says) {
      const { status, stdout, stderr } = await box.call(args);
      expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: "" });
      expect(stdout).toMatch(line);
    }
  });

  test("list has a line for each session, also where a command has several", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "true \x1b[2J\nexec cat");
    const { stdout } = await box.call(["list"]);
    expect(stdout).toMatch(new RegExp(`^SESSION .+\n${id} .+ sh -c true \ufffd\\[2J …\n$`));
  });

  test("a wait says how the session ended", async () => {
    const box = sandbox();
    const one = await box.create("sh", "-c", "exit 3");
    expect((await box.call(["wait", one, "--exit"])).stdout).toBe("Exited with 3.\n");
    const other = await box.create("sleep", "600");
    await box.ok("signal", other, "KILL");
    expect((await box.call(["wait", other, "--exit"])).stdout).toBe("Ended by SIGKILL.\n");
  });
});
