import { expect, test } from "bun:test";
import { closeSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../sandbox.ts";
import { eventually, PROGRAM, useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

/** Runs a shell command in which `agent_tty` is the program. */
async function shell(box: Sandbox, script: string) {
  const program = PROGRAM.map((word) => `'${word}'`).join(" ");
  const child = Bun.spawn(["bash", "-c", `agent_tty() { ${program} "$@"; }; ${script}`], {
    env: box.environment,
    cwd: box.root,
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { status: await child.exited, stdout, stderr };
}

/** A session whose snapshot with `--include-cells` is several megabytes. */
async function bigSession(box: Sandbox): Promise<string> {
  const line = "x".repeat(299);
  writeFileSync(join(box.root, "lines"), Array.from({ length: 1200 }, (_, at) => `\x1b[3${at % 8}m${line}\n`).join(""));
  const id = await box.create("--cols", "300", "--rows", "300", "cat", "lines");
  await box.ok("wait", id, "--exit");
  return id;
}

test("several megabytes go whole through a pipe that nobody reads yet", async () => {
  const box = sandbox();
  const id = await bigSession(box);
  await shell(box, "mkfifo pipe");
  const fifo = join(box.root, "pipe");
  // Opened for both, so that neither end waits for the other to be opened.
  const reader = openSync(fifo, "r+");
  const args = ["snapshot", id, "--json", "--include-scrollback", "--include-cells"];
  const child = Bun.spawn([...PROGRAM, ...args], { env: box.environment, stdout: openSync(fifo, "w"), stderr: "pipe" });
  await eventually("the writer to be held up", () =>
    readFileSync(`/proc/${child.pid}/wchan`, "utf8").includes("pipe_w"),
  );

  const chunks: Buffer[] = [];
  const chunk = Buffer.alloc(10_000);
  while (!chunks.at(-1)?.toString().endsWith("\n}\n"))
    chunks.push(Buffer.from(chunk.subarray(0, readSync(reader, chunk))));
  closeSync(reader);
  expect(await child.exited).toBe(0);
  expect(await child.stderr.text()).toBe("");
  const text = Buffer.concat(chunks).toString();
  expect(text.length).toBeGreaterThan(4_000_000);
  expect(JSON.parse(text).result.visibleLines).toHaveLength(300);
});

test("a screen too large for one answer of the host is read from the log", async () => {
  const box = sandbox();
  const cell = "\x1b[1;38;2;200;100;50;48;2;10;20;30mx";
  writeFileSync(join(box.root, "colours"), `${cell.repeat(999)}\n`.repeat(300));
  const id = await box.create("--cols", "1000", "--rows", "300", "sh", "-c", "cat colours; printf end; exec cat");
  await box.ok("wait", id, "--text", "end");
  const outcome = await shell(box, `agent_tty snapshot ${id} --json --include-cells > out; wc -c < out`);
  expect(outcome).toMatchObject({ status: 0, stderr: "" });
  expect(Number(outcome.stdout)).toBeGreaterThan(1 << 24);
  const { result } = JSON.parse(readFileSync(join(box.root, "out"), "utf8"));
  expect(result.cells).toHaveLength(300);
  expect(result.screenHash).toBe((await box.ok("snapshot", id)).screenHash);
});

test("a reader that goes away is no fault", async () => {
  const box = sandbox();
  const id = await bigSession(box);
  for (const args of ["--json --include-cells", "--format text --include-scrollback"]) {
    const outcome = await shell(
      box,
      `agent_tty snapshot ${id} ${args} | head -c 20 >/dev/null; echo \${PIPESTATUS[0]}`,
    );
    expect(outcome).toEqual({ status: 0, stdout: "0\n", stderr: "" });
  }
  // Not even one that was never there.
  const none = await shell(box, "agent_tty list | true; agent_tty bogus 2>&1 | true; agent_tty --help | true");
  expect(none).toEqual({ status: 0, stdout: "", stderr: "" });
});

test("closed descriptors are no fault, and nothing is written elsewhere", async () => {
  const box = sandbox();
  const id = await box.create("cat");
  for (const [script, status] of [
    ["agent_tty list --json >&-", 0],
    ["agent_tty snapshot %s --json >&-", 0],
    ["agent_tty type %s x >&- 2>&- <&-", 0],
    ["agent_tty bogus 2>&-", 2],
    ["agent_tty bogus --json >&-", 2],
  ] as const) {
    const outcome = await shell(box, script.replace("%s", id));
    expect({ script, ...outcome }).toEqual({ script, status, stdout: "", stderr: "" });
  }
  expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "running" } });
  await shell(box, "agent_tty create cat <&- >&- 2>&-");
  expect((await box.ok("list")).sessions).toHaveLength(2);
});

test("a full disk under the output is told on standard error", async () => {
  const box = sandbox();
  for (const args of ["list", "list --json", "list --bogus --json"]) {
    const { status, stderr } = await shell(box, `agent_tty ${args} >/dev/full`);
    expect(status).toBe(args.includes("bogus") ? 2 : 8);
    expect(stderr).toMatch(
      args.includes("bogus") ? /^INVALID_INPUT: [^\n]+\n$/ : /^STORAGE_WRITE_ERROR: [^\n]*ENOSPC[^\n]*\n$/,
    );
  }
});
