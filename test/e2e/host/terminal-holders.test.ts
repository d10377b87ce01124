import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, type Sandbox, useSandbox } from "../sandbox.ts";
import { isRunning } from "./processes.ts";

const sandbox = useSandbox();
const UNTIL_TOLD = "until [ -e go ]; do sleep 0.02; done";

/** Lets go on what waits by {@link UNTIL_TOLD}. */
function tell(box: Sandbox): void {
  writeFileSync(join(box.root, "go"), "");
}

async function pidIn(box: Sandbox, file: string): Promise<number> {
  const path = join(box.root, file);
  await eventually(
    `'${file}' to hold a process id`,
    () => existsSync(path) && readFileSync(path, "utf8").endsWith("\n"),
  );
  return Number(readFileSync(path, "utf8"));
}

describe("a child", () => {
  test("that closes its terminal lives on, and its session with it", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", `echo seen; exec 0<&- 1>&- 2>&-; : > closed; ${UNTIL_TOLD}; exit 5`);
    await eventually("the terminal to be closed", () => existsSync(join(box.root, "closed")));
    const waiting = box.ok("wait", id, "--exit");
    expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "running" } });
    expect(await box.ok("wait", id, "--idle-ms", "200")).toMatchObject({ timedOut: false });
    expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "running" } });
    tell(box);
    expect(await waiting).toEqual({ timedOut: false, exitCode: 5, exitSignal: null });
  });

  test("that opens its terminal again is heard again", async () => {
    const box = sandbox();
    const command = `exec 0<&- 1>&- 2>&-; : > closed; ${UNTIL_TOLD}; exec </dev/tty >/dev/tty; echo again; exec cat`;
    const id = await box.create("sh", "-c", command);
    await eventually("the terminal to be closed", () => existsSync(join(box.root, "closed")));
    await box.ok("wait", id, "--idle-ms", "100");
    tell(box);
    expect(await box.ok("wait", id, "--text", "again")).toMatchObject({ matched: true });
    await box.ok("type", id, "and hears\r");
    expect(await box.ok("wait", id, "--text", "and hears\nand hears")).toMatchObject({ matched: true });
  });
});

describe("a background process", () => {
  test("that holds the terminal does not keep the session, and is hung up with it", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "sleep 600 & echo $! > pid; echo done; exit 4");
    expect(await box.ok("wait", id, "--exit")).toEqual({ timedOut: false, exitCode: 4, exitSignal: null });
    expect(await box.screen(id)).toEqual(["done"]);
    const job = await pidIn(box, "pid");
    await eventually("it to be hung up", () => !isRunning(job));
    await eventually("the host to be gone", () => box.processes().length === 0);
  });

  test("that never falls silent does not keep the session either", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "trap '' HUP; (while :; do echo still here || exit; done) & exit 4");
    expect(await box.ok("wait", id, "--exit")).toMatchObject({ exitCode: 4 });
    expect(await box.ok("inspect", id)).toMatchObject({ session: { status: "exited" } });
    await eventually("it to notice that its terminal has gone", () => box.processes().length === 0);
  });

  test.each([
    { what: "started with nohup", start: "nohup sleep 600 >/dev/null 2>&1 & echo $! > pid" },
    {
      what: "of a session of its own",
      start: "setsid sh -c 'echo $$ > pid; exec sleep 600' </dev/null >/dev/null 2>&1 &",
    },
  ])("$what survives the end of the session", async ({ start }) => {
    const box = sandbox();
    const id = await box.create("sh", "-c", `${start}\n${UNTIL_TOLD}`);
    const job = await pidIn(box, "pid");
    await eventually("it to be what it will be", () => readFileSync(`/proc/${job}/comm`, "utf8") === "sleep\n");
    tell(box);
    await box.ok("wait", id, "--exit");
    await eventually("the host to be gone", () => box.processes().length === 1);
    expect(isRunning(job)).toBe(true);
    process.kill(job, "SIGKILL");
  });

  test("of a session of its own survives even a destroyed session", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "setsid sh -c 'echo $$ > pid; exec sleep 600' </dev/null & exec cat");
    const job = await pidIn(box, "pid");
    await box.ok("destroy", "--force", id);
    await eventually("the host to be gone", () => box.processes().length === 1);
    expect(isRunning(job)).toBe(true);
    process.kill(job, "SIGKILL");
  });
});
