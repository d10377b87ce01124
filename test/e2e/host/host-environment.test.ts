import { describe, expect, test } from "bun:test";
import { readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, PROGRAM, type Sandbox, useSandbox } from "../sandbox.ts";
import { descriptors, isRunning, pidsOf, statusField } from "./processes.ts";

const sandbox = useSandbox();

/** Creates a session from a shell that has done something first. */
async function createAfter(box: Sandbox, first: string, ...command: string[]): Promise<string> {
  const caller = ["sh", "-c", `${first}; exec "$@"`, "sh", ...PROGRAM, "--json", "create", ...command];
  const child = Bun.spawn(caller, { env: box.environment, cwd: box.root });
  return JSON.parse(await child.stdout.text()).result.sessionId;
}

/**
 * Waits until a session's `cat` is at work. Before that it may be another program still, open its libraries, or have no
 * environment yet, whatever it is called.
 */
async function untilItCopies(box: Sandbox, session: string): Promise<void> {
  await box.ok("type", session, "copied\r");
  await box.ok("wait", session, "--text", "copied\ncopied");
}

describe("a host", () => {
  test("is a session leader that works in /, and holds no file of its caller's open", async () => {
    const box = sandbox();
    writeFileSync(join(box.root, "lock"), "");
    const id = await createAfter(box, "exec 5<lock 8>>lock", "cat");
    const { hostPid } = await pidsOf(box, id);
    expect(readlinkSync(`/proc/${hostPid}/cwd`)).toBe("/");
    expect(statusField(hostPid, "NSsid")).toBe(String(hostPid));
    const open = descriptors(hostPid);
    expect([...open.values()]).not.toContain(join(box.root, "lock"));
    expect([open.get(1), open.get(2)]).toEqual(["/dev/null", "/dev/null"]);
  });

  test.each(["SIGINT", "SIGHUP", "SIGTERM", "SIGKILL"] as const)(
    "is out of reach of a %s to its caller's group",
    async (signal) => {
      const box = sandbox();
      const script = '"$@" > created; sleep 600';
      const caller = Bun.spawn(["sh", "-c", script, "sh", ...PROGRAM, "create", "--name", "kept", "cat"], {
        env: box.environment,
        cwd: box.root,
        detached: true,
      });
      // Not while `create` is at work: then the signal would be its.
      await eventually("the caller to go on", () => childrenOf(caller.pid).includes("sleep"));
      const { hostPid, childPid } = await pidsOf(box, "kept");
      process.kill(-caller.pid, signal);
      await caller.exited;
      expect([hostPid, childPid].map(isRunning)).toEqual([true, true]);
      expect(await box.ok("inspect", "kept")).toMatchObject({ session: { status: "running" } });
    },
  );
});

describe("a child", () => {
  test("has its terminal and nothing else open", async () => {
    const box = sandbox();
    writeFileSync(join(box.root, "lock"), "");
    const id = await createAfter(box, "exec 5<lock 8>>lock", "cat");
    const { childPid } = await pidsOf(box, id);
    await untilItCopies(box, id);
    const open = [...descriptors(childPid)];
    expect(open.map(([descriptor]) => descriptor).sort()).toEqual([0, 1, 2]);
    expect(new Set(open.map(([, file]) => file)).size).toBe(1);
    expect(open[0]?.[1]).toStartWith("/dev/pts/");
  });

  test("has its caller's umask", async () => {
    const box = sandbox();
    const id = await createAfter(box, "umask 027", "cat");
    expect(statusField((await pidsOf(box, id)).childPid, "Umask")).toBe("0027");
  });

  test.each([
    { what: "as they are", first: ":" },
    { what: "ignored by the caller", first: "trap '' HUP INT QUIT PIPE TERM XFSZ CHLD TTOU TTIN TSTP USR1" },
  ])("has no signal ignored or held back: $what", async ({ first }) => {
    const box = sandbox();
    const id = await createAfter(box, first, "cat");
    const { childPid } = await pidsOf(box, id);
    await untilItCopies(box, id);
    for (const set of ["SigIgn", "SigBlk", "SigCgt"])
      expect(`${set} ${statusField(childPid, set)}`).toBe(`${set} ${"0".repeat(16)}`);
  });

  test("ends a pipe whose reader has gone", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", "(yes; echo $? >code) | head -1; cat code");
    expect(await box.ok("wait", id, "--exit")).toMatchObject({ exitCode: 0 });
    expect(await box.screen(id)).toEqual(["y", "141"]);
  });

  test("has its caller's variables, and its own session's id rather than an outer one's", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    const outer = { AGENT_TTY_SESSION_ID: "outer", AGENT_TTY_LOG_LEVEL: "error", TMUX: "/tmp/tmux,1,0", KEPT: "yes" };
    const { stdout } = await box.call(["--json", "create", "cat"], { env: outer });
    const { sessionId } = JSON.parse(stdout).result;
    await untilItCopies(box, sessionId);
    const { childPid } = await pidsOf(box, sessionId);
    const environment = readFileSync(`/proc/${childPid}/environ`, "utf8").split("\0");
    expect(environment).toContain(`AGENT_TTY_SESSION_ID=${sessionId}`);
    expect(environment).toContain(`AGENT_TTY_HOME=${box.home}`);
    expect(environment).toContain("AGENT_TTY_LOG_LEVEL=error");
    expect(environment).toContain("KEPT=yes");
    expect(environment.filter((variable) => /^(TMUX|AGENT_TTY_SESSION_ID=outer)/.test(variable))).toEqual([]);
    expect(id).not.toBe(sessionId);
  });

  test("can drive a session of its own, in the same home", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    const inner = `${PROGRAM.join(" ")} create --name inner cat`;
    expect(await box.ok("run", id, inner)).toMatchObject({ completed: true });
    await box.ok("destroy", id);
    expect(await box.ok("inspect", "inner")).toMatchObject({ session: { status: "running" } });
  });
});

/** The names of a process's children. */
function childrenOf(pid: number): string[] {
  const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return pids.flatMap((child) => {
    try {
      return [readFileSync(`/proc/${child}/comm`, "utf8").trim()];
    } catch {
      // It has ended between the two looks.
      return [];
    }
  });
}
