import { describe, expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

describe("resize", () => {
  test("reaches the program, the log, the manifest and the screen", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    expect(await box.ok("resize", id, "--cols", "132", "--rows", "43")).toEqual({ cols: 132, rows: 43 });
    await box.ok("run", id, "stty size");
    expect(await box.screen(id)).toContain("43 132");
    expect(box.events(id).filter(({ type }) => type === "resize")).toMatchObject([
      { payload: { cols: 132, rows: 43 } },
    ]);
    const { session } = await box.ok("inspect", id);
    expect(session).toMatchObject({ cols: 132, rows: 43, creationCols: 80, creationRows: 24 });
    expect(await box.ok("snapshot", id)).toMatchObject({ cols: 132, rows: 43 });
    await box.ok("destroy", id);
    expect(await box.ok("snapshot", id)).toMatchObject({ cols: 132, rows: 43 });
  });

  test("tells the program (SIGWINCH)", async () => {
    const box = sandbox();
    const id = await box.create("sh", "-c", 'trap "stty size; exit" WINCH; echo up; while :; do sleep 0.01; done');
    await box.ok("wait", id, "--text", "up");
    await box.ok("resize", id, "--cols", "90", "--rows", "30");
    await box.ok("wait", id, "--text", "30 90", "--timeout", "10000");
  });

  test.each([
    { args: ["--cols", "0", "--rows", "24"], option: "--cols", value: "0" },
    { args: ["--cols", "80", "--rows", "1001"], option: "--rows", value: "1001" },
    { args: ["--cols", "8e1", "--rows", "24"], option: "--cols", value: "8e1" },
  ])("refuses $args and changes nothing", async ({ args, option, value }) => {
    const box = sandbox();
    const id = await box.create("cat");
    expect(await box.error("resize", id, ...args)).toMatchObject({
      status: 2,
      code: "INVALID_DIMENSIONS",
      message: `${option} must be a whole number of cells from 1 to 1000, not '${value}'.`,
      details: { option, value, minimum: 1, maximum: 1000 },
    });
    expect(box.events(id)).toEqual([]);
  });

  test.each([{ args: [] }, { args: ["--cols", "80"] }, { args: ["--rows", "24"] }])(
    "needs both sizes: $args",
    async ({ args }) => {
      const box = sandbox();
      const id = await box.create("cat");
      const error = await box.error("resize", id, ...args);
      expect(error).toMatchObject({ status: 2, code: "INVALID_DIMENSIONS", message: "Give both --cols and --rows." });
      expect(box.events(id)).toEqual([]);
    },
  );
});

describe("signal", () => {
  const traps = ["TERM", "INT", "HUP", "USR1", "USR2", "QUIT", "CONT", "TSTP", "WINCH"];

  test("reaches the program by each of its names", async () => {
    const box = sandbox();
    const trapping = traps.map((name) => `trap 'echo got ${name}' ${name};`).join(" ");
    const id = await box.create("sh", "-c", `${trapping} echo up; while :; do sleep 0.01; done`);
    await box.ok("wait", id, "--text", "up");
    for (const name of traps) {
      const before = (await box.ok("inspect", id)).lastEventSeq;
      expect(await box.ok("signal", id, name)).toEqual({});
      await box.ok("wait", id, "--regex", `got ${name}$`, "--after-seq", String(before), "--timeout", "10000");
      expect(box.events(id).findLast(({ type }) => type === "signal").payload).toEqual({ signal: `SIG${name}` });
    }
    expect(await box.ok("signal", id, "sigkill")).toEqual({});
    expect(await box.ok("wait", id, "--exit")).toEqual({ timedOut: false, exitCode: null, exitSignal: "SIGKILL" });
  });

  test("stops a program and lets it go on", async () => {
    const box = sandbox();
    const id = await box.create("sh");
    await box.ok("signal", id, "SIGSTOP");
    await box.ok("type", id, "echo go'ing' on\n");
    // Nothing comes from a stopped shell; the terminal itself echoes.
    expect((await box.call(["wait", id, "--text", "going on", "--timeout", "100"])).status).toBe(11);
    await box.ok("signal", id, "SIGCONT");
    await box.ok("wait", id, "--text", "going on", "--timeout", "10000");
  });

  test.each(["SIGSEGV", "9", "", "SIG", "TERMINATE"])("%p is refused", async (name) => {
    const box = sandbox();
    const id = await box.create("cat");
    const error = await box.error("signal", id, name);
    expect(error).toMatchObject({ status: 2, code: "INVALID_SIGNAL", details: { signal: name } });
    expect(error.message).toStartWith(`'${name}' is not a signal that can be sent; use one of SIGTERM, SIGINT, `);
    expect(error.details.allowed).toContain("SIGWINCH");
    expect(box.events(id)).toEqual([]);
  });
});
