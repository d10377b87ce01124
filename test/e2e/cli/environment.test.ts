import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../sandbox.ts";
import { useSandbox } from "../sandbox.ts";

const sandbox = useSandbox();

/** The environment of a session's program, and the session. */
async function environmentOf(box: Sandbox, args: string[], caller: Record<string, string> = {}) {
  const { stdout } = await box.call(["--json", "create", ...args, "sh", "-c", "exec env -0 > environment"], {
    env: caller,
  });
  const { sessionId } = JSON.parse(stdout).result;
  await box.ok("wait", sessionId, "--exit");
  const text = readFileSync(join(box.root, "environment"), "utf8");
  const entries = text.split("\0").filter((entry) => entry !== "");
  const environment = Object.fromEntries(
    entries.map((entry): [string, string] => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]),
  );
  return { sessionId, environment };
}

describe("the program's environment", () => {
  test("is the caller's, and the session's own", async () => {
    const box = sandbox();
    const { sessionId, environment } = await environmentOf(box, [], {
      MINE: "a=b\nc",
      EMPTY: "",
      COLORTERM: "no",
      TERM: "dumb",
    });
    expect(environment).toMatchObject({
      ...box.environment,
      MINE: "a=b\nc",
      EMPTY: "",
      TERM: "xterm-256color",
      COLORTERM: "truecolor",
      AGENT_TTY_SESSION_ID: sessionId,
      PROMPT_EOL_MARK: "",
    });
  });

  test("is overruled by --env and --term", async () => {
    const args = ["A=1", "A=x=y z", "HOME=/elsewhere", "COLORTERM=", "PROMPT_EOL_MARK=%", "LINES=7", "TMUX=mine"];
    const { environment } = await environmentOf(sandbox(), [
      ...args.flatMap((assignment) => ["--env", assignment]),
      "--term",
      "screen-256color",
    ]);
    expect(environment).toMatchObject({
      A: "x=y z",
      HOME: "/elsewhere",
      COLORTERM: "",
      PROMPT_EOL_MARK: "%",
      TERM: "screen-256color",
      LINES: "7",
      TMUX: "mine",
    });
    const { environment: other } = await environmentOf(sandbox(), ["--env", "TERM=vt220", "--term", "vt100"]);
    expect(other["TERM"]).toBe("vt220");
  });

  test("holds nothing of an outer terminal", async () => {
    const outer = ["TMUX", "TMUX_PANE", "STY", "WINDOW", "WINDOWID", "COLUMNS", "LINES", "TERMCAP", "TERM_PROGRAM"];
    const caller = Object.fromEntries([...outer, "VTE_VERSION", "KITTY_WINDOW_ID"].map((name) => [name, "outer"]));
    const { environment } = await environmentOf(sandbox(), [], caller);
    expect(Object.keys(environment).filter((name) => name in caller)).toEqual([]);
  });
});
