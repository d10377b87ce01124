import { describe, expect, test } from "bun:test";
import { eventually, useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

describe("the idle time-out", () => {
  test("ends a session in which nothing happens, as a hang-up would, and no other", async () => {
    const box = sandbox();
    const idle = await box.create("--idle-timeout-ms", "200", "cat");
    const never = await box.create("--idle-timeout-ms", "0", "cat");
    expect(await box.ok("wait", idle, "--exit")).toMatchObject({ exitCode: null, exitSignal: "SIGHUP" });
    expect(await box.ok("inspect", idle)).toMatchObject({ session: { status: "exited", idleTimeoutMs: 200 } });
    expect(await box.ok("inspect", never)).toMatchObject({ session: { status: "running", idleTimeoutMs: 0 } });
  });

  test("ends a child that is deaf to the hang-up too", async () => {
    const box = sandbox();
    // Long enough for the shell to have got to its trap.
    const id = await box.create("--idle-timeout-ms", "2000", "sh", "-c", "trap '' HUP TERM; sleep 600; sleep 600");
    expect(await box.ok("wait", id, "--exit")).toMatchObject({ exitCode: null, exitSignal: "SIGKILL" });
  });

  test("counts output as activity", async () => {
    const box = sandbox();
    const command = "i=0; while [ $i -lt 30 ]; do echo line $i; sleep 0.1; i=$((i + 1)); done; exec cat";
    const id = await box.create("--idle-timeout-ms", "1500", "--rows", "40", "sh", "-c", command);
    await box.ok("wait", id, "--exit");
    expect(await box.screen(id)).toContain("line 29");
  });

  test("counts input as activity, seen or not, and looking on as none", async () => {
    const box = sandbox();
    const id = await box.create("--idle-timeout-ms", "1500", "sh", "-c", "stty -echo; cat >/dev/null");
    const uptime = async () => (await box.ok("inspect", id)).uptime;
    while ((await uptime()) < 3500) await box.ok("type", id, "x");
    await eventually("it to end while it is looked at", async () => {
      return (await box.ok("inspect", id)).session.status === "exited";
    });
  });
});
