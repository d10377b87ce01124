import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

describe("run", () => {
  test("waits for the command to end", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    const result = await box.ok("run", id, "(exit 7)");
    expect(result).toEqual({
      accepted: true,
      completed: true,
      timedOut: false,
      outcome: "completed",
      seq: expect.any(Number),
      durationMs: expect.any(Number),
      marker: expect.any(String),
      exitCode: 7,
      detection: "integration",
      commandId: `c${result.seq}`,
      cwd: box.root,
      outputRange: { fromSeq: expect.any(Number), toSeq: expect.any(Number) },
      output: { kind: "text", text: "", bytes: 0, lines: 0, truncated: false },
    });
    const events = box.events(id);
    const { seq, marker } = result;
    expect(events[seq]).toMatchObject({ type: "input_run", payload: { command: "(exit 7)", noWait: false, marker } });
    expect(events.filter(({ type }) => type === "run_complete")).toMatchObject([
      { payload: { marker, inputRunSeq: seq } },
    ]);
    expect(await box.screen(id)).toEqual(["$ (exit 7)", "$"]);
  });

  test.each([
    {
      what: "several lines",
      command: "for word in a b\ndo\n  echo <$word>\ndone".replace("<$word>", '"<$word>"'),
      output: ["<a>", "<b>"],
    },
    { what: "a here-document", command: "cat <<'END'\nleft   $alone\nEND", output: ["left   $alone"] },
    { what: "a comment", command: "echo shown # and this is not", output: ["shown"] },
    { what: "quotes", command: `printf '%s\\n' "it's" 'say "hi"' \\"`, output: ["it's", 'say "hi"', '"'] },
    { what: "a trailing newline", command: "echo once\n", output: ["once"] },
    { what: "a trailing backslash-escaped blank", command: "echo end\\ ", output: ["end"] },
    { what: "carriage returns of another system", command: "echo one\r\necho two\r\n", output: ["one", "two"] },
    { what: "letters of other scripts", command: "echo ö日本", output: ["ö日本"] },
  ])("takes $what as typed, from an argument and from a file", async ({ command, output }) => {
    const box = sandbox();
    writeFileSync(join(box.root, "commands"), command);
    for (const args of [
      ["--", command],
      ["--file", "commands"],
    ]) {
      const id = await box.create("sh");
      expect(await box.ok("run", id, ...args)).toMatchObject({ completed: true, timedOut: false });
      const lines = (await box.screen(id)).filter((line) => !/^[$>]/.test(line));
      expect(lines).toEqual([...output]);
      const run = box.events(id).find(({ type }) => type === "input_run");
      expect(run.payload.command).toBe(command);
    }
  });

  test("gives what the command printed, as a person sees it", async () => {
    const box = sandbox();
    for (const shell of ["bash", "sh"]) {
      const id = await box.create("--env", "PS1=$ ", "--", shell, ...(shell === "bash" ? ["--norc"] : []));
      const { output } = await box.ok("run", id, "printf '10%%\\r100%%\\n\\033[1mbo\\bold\\033[m\\nend'; (exit 2)");
      expect(output).toMatchObject({ kind: "text", text: "100%\nbold\nend", lines: 3, truncated: false });
    }
  });

  test("gives the beginning and the end of much of it, or none", async () => {
    const box = sandbox();
    const id = await box.create("--", "bash", "--norc");
    const whole = await box.ok("run", id, "seq 1 100000");
    expect(whole.output).toMatchObject({ truncated: true, lines: 100_000 });
    expect(whole.output.text).toMatch(/^1\n2\n3\n[\s\S]*\n… \d+ bytes left out …\n[\s\S]*\n99999\n100000$/);
    expect(Buffer.byteLength(whole.output.text)).toBeLessThanOrEqual(64 * 1024);
    const little = await box.ok("run", id, "seq 1 1000", "--max-output", "100");
    expect(Buffer.byteLength(little.output.text)).toBeLessThanOrEqual(100);
    expect(await box.ok("run", id, "echo x", "--no-output")).not.toHaveProperty("output");
  });

  test("gives the last screen of a full-screen program", async () => {
    const box = sandbox();
    const id = await box.create("--", "bash", "--norc");
    const { output } = await box.ok(
      "run",
      id,
      String.raw`printf '\033[?1049h\033[Hin here\033[5Hand there'; sleep 0.1; printf '\033[?1049l'`,
    );
    expect(output).toMatchObject({ kind: "screen", text: "in here\n\n\n\nand there" });
  });

  test("--check exits with the command's own status, and 124 when it times out", async () => {
    const box = sandbox();
    const id = await box.create("--", "bash", "--norc");
    for (const status of [0, 3, 130]) {
      expect(await box.call(["run", id, "--check", `(exit ${status})`])).toMatchObject({ status });
    }
    expect(await box.call(["run", id, "--check", "sleep 60", "--timeout", "100"])).toMatchObject({ status: 124 });
  });

  test("prints what the command printed, and a line on how it ended where it failed", async () => {
    const box = sandbox();
    const id = await box.create("--", "bash", "--norc");
    expect(await box.call(["run", id, "echo one; echo two"])).toEqual({ status: 0, stdout: "one\ntwo\n", stderr: "" });
    expect(await box.call(["run", id, "true"])).toEqual({ status: 0, stdout: "", stderr: "" });
    const failed = await box.call(["run", id, "echo one; (exit 3)"]);
    expect(failed.stdout).toMatch(/^one\nFailed with status 3 after \d+ ms\.\n$/);
  });

  test("a time-out tells what is there instead", async () => {
    const box = sandbox();
    const id = await box.create("--", "bash", "--norc");
    // The time is the command's alone once the shell has started.
    await box.ok("run", id, "true");
    const args = ["printf 'so far\\nName? '; cat", "--until", "completed", "--timeout", "2000"];
    const result = await box.ok("run", id, ...args);
    expect(result).toMatchObject({ completed: false, timedOut: true, outcome: "timed-out", detection: "none" });
    expect(result.output.text).toBe("so far\nName?");
    expect(result.screen.slice(-2)).toEqual(["so far", "Name?"]);
    expect(result.state).toEqual({
      state: "awaiting-input",
      reasons: expect.any(Array),
      foreground: { name: "cat", pid: expect.any(Number) },
    });
  });

  test("--idle-ms returns when nothing comes any more, and tells what is there", async () => {
    const box = sandbox();
    const id = await box.create("--", "bash", "--norc");
    const until = ["--until", "completed"];
    const asks = await box.ok("run", id, "printf 'Name? '; cat", "--idle-ms", "1000", ...until);
    expect(asks).toMatchObject({ completed: false, timedOut: false, idle: true, detection: "none" });
    expect(asks.state).toMatchObject({ state: "awaiting-input", foreground: { name: "cat" } });
    const typed = await box.call(["run", id, "you", "--idle-ms", "1000", "--check", ...until]);
    expect(typed.status).toBe(124);
    expect(typed.stdout).toMatch(/Name\? you\nyou\nQuiet after .*, its end was not seen\.\n$/);
    await box.ok("send-keys", id, "Ctrl+D");
    expect(await box.ok("run", id, "(exit 4)", "--idle-ms", "20000")).toMatchObject({ completed: true, exitCode: 4 });
  });

  test("tells the shell's directory", async () => {
    const box = sandbox();
    const id = await box.create("--", "bash", "--norc");
    expect(await box.ok("run", id, "cd /usr/lib")).toMatchObject({ cwd: "/usr/lib" });
  });

  test("--no-wait returns when it has been typed", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    // A prompt that comes behind what was typed would stand in front of the output.
    await box.ok("wait", id, "--text", "$ ");
    const result = await box.ok("run", id, "--no-wait", "read answer; echo got $answer");
    expect(result).toEqual({ accepted: true, seq: expect.any(Number), commandId: `c${result.seq}` });
    expect(box.events(id)[result.seq].payload).toEqual({ command: "read answer; echo got $answer", noWait: true });
    await box.ok("wait", id, "--text", "read answer");
    await box.ok("type", id, "--append-newline", "it");
    await box.ok("wait", id, "--text", "\ngot it");
  });

  test("a time-out is no error, and the command goes on", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    // Not typed before the prompt is there, for lack of time.
    await box.ok("wait", id, "--text", "$ ");
    const result = await box.ok("run", id, "--timeout", "50", "until test -e go; do sleep 0.01; done; echo at last");
    expect(result).toMatchObject({ accepted: true, completed: false, timedOut: true, marker: expect.any(String) });
    writeFileSync(join(box.root, "go"), "");
    await box.ok("wait", id, "--text", "\nat last", "--timeout", "10000");
    // Its end is still told in the log, and the next run is not confused by it.
    await eventually("the end of the first run", () => box.events(id).some(({ type }) => type === "run_complete"));
    expect(await box.ok("run", id, "echo next")).toMatchObject({ completed: true });
    expect((await box.screen(id)).slice(-2)).toEqual(["next", "$"]);
  });

  test("a session that ends during the command is neither completed nor timed out", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    const result = await box.ok("run", id, "echo bye; exit 4");
    expect(result).toMatchObject({ accepted: true, completed: false, timedOut: false });
    expect(await box.ok("wait", id, "--exit")).toMatchObject({ exitCode: 4 });
    expect(await box.screen(id)).toEqual(["$ echo bye; exit 4", "bye"]);
  });

  test.each([
    { what: "nothing", args: [], message: "Give exactly one of the command and --file. Neither is given." },
    {
      what: "both",
      args: ["true", "--file", "f"],
      message: "Give exactly one of the command and --file. Both are given.",
    },
    { what: "an empty command", args: [""], message: "The command must not be empty." },
    {
      what: "a bad time-out",
      args: ["true", "--timeout", "-5"],
      code: "INVALID_DURATION",
      message: "--timeout must be a whole number of milliseconds from 0 to 2147483647, not '-5'.",
    },
  ])("refuses $what and types nothing", async ({ args, code = "INVALID_INPUT", message }) => {
    const box = sandbox();
    const id = await box.create("cat");
    expect(await box.error("run", id, ...args)).toMatchObject({ status: 2, code, message });
    expect(box.events(id)).toEqual([]);
  });
});
