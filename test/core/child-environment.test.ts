import { describe, expect, test } from "bun:test";
import { childEnvironment } from "../../src/core/child-environment.ts";

const options = { sessionId: "01J", term: "xterm-256color", overrides: {} };

describe("childEnvironment", () => {
  test("keeps the caller's variables and adds the session's own", () => {
    expect(childEnvironment({ PATH: "/bin", LANG: "C" }, options)).toEqual({
      PATH: "/bin",
      LANG: "C",
      TERM: "xterm-256color",
      COLORTERM: "truecolor",
      AGENT_TTY_SESSION_ID: "01J",
      PROMPT_EOL_MARK: "",
    });
  });

  test.each(["TMUX", "TMUX_PANE", "STY", "WINDOWID", "COLUMNS", "LINES", "TERM_PROGRAM", "KONSOLE_VERSION", "ZELLIJ"])(
    "drops the outer terminal's %s",
    (name) => {
      expect(childEnvironment({ [name]: "outer" }, options)).not.toHaveProperty(name);
    },
  );

  test("lets the user's choices win, even over the session's own", () => {
    const overrides = { TERM: "dumb", COLUMNS: "9", PROMPT_EOL_MARK: "%", PATH: "" };
    expect(childEnvironment({ PATH: "/bin" }, { ...options, overrides })).toMatchObject(overrides);
  });
});
