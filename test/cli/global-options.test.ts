import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GlobalFlags, type Globals, resolveGlobals } from "../../src/cli/global-options.ts";
import type { AppError } from "../../src/protocol/errors.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "agent-tty-test-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const configure = (config: object) => writeFileSync(join(home, "config.json"), JSON.stringify(config));
const globals = (flags: GlobalFlags = {}, environment: Record<string, string> = {}) =>
  resolveGlobals({ home, ...flags }, environment);

const LEVELS: {
  setting: "logLevel" | "profile" | "renderer";
  key: string;
  variable: string;
  values: [option: string, variable: string, config: string];
  builtIn: string | undefined;
}[] = [
  {
    setting: "logLevel",
    key: "logLevel",
    variable: "AGENT_TTY_LOG_LEVEL",
    values: ["debug", "info", "error"],
    builtIn: "warn",
  },
  {
    setting: "profile",
    key: "defaultProfile",
    variable: "AGENT_TTY_PROFILE",
    values: ["one", "two", "three"],
    builtIn: undefined,
  },
  {
    setting: "renderer",
    key: "defaultRenderer",
    variable: "AGENT_TTY_RENDERER",
    values: ["xterm", "libghostty-vt", "ghostty-web"],
    builtIn: "xterm",
  },
];

describe.each(LEVELS)("$setting", ({ setting, key, variable, values: [option, environment, config], builtIn }) => {
  test("is the option's, else the environment's, else the home's, else built in", () => {
    expect(globals()[setting]).toBe(builtIn as string);
    configure({ [key]: config });
    expect(globals()[setting]).toBe(config);
    expect(globals({}, { [variable]: "" })[setting]).toBe(config);
    expect(globals({}, { [variable]: environment })[setting]).toBe(environment);
    expect(globals({ [setting]: option }, { [variable]: environment })[setting]).toBe(option);
  });

  test("from an option or the environment does not ask what the home says", () => {
    configure({ [key]: 5 });
    expect(globals({ [setting]: option })[setting]).toBe(option);
    expect(globals({}, { [variable]: environment })[setting]).toBe(environment);
    expect(() => globals()[setting]).toThrow(key);
  });
});

describe("the settings of a home", () => {
  test("are none where there is no file, or no home", () => {
    expect(globals().config).toEqual({});
    expect(globals({ home: join(home, "nowhere") }).config).toEqual({});
  });

  test("are all optional", () => {
    configure({});
    expect(globals().config).toEqual({});
    const all = {
      logLevel: "info",
      defaultProfile: "reference-light",
      defaultRenderer: "xterm",
      defaultShell: "/bin/bash",
      defaultTerm: "vt100",
      defaultCols: 1000,
      defaultRows: 1,
      idleTimeoutMs: 0,
    } as const;
    configure(all);
    expect(globals().config).toEqual(all);
  });

  test("are read once, when asked for", () => {
    const read: Globals = globals();
    configure({ defaultCols: 100 });
    expect(read.config).toEqual({ defaultCols: 100 });
    rmSync(join(home, "config.json"));
    expect(read.config).toEqual({ defaultCols: 100 });
  });

  test.each([
    { key: "logLevel", values: ["loud", "", 1, null], expected: "one of debug, info, warn, error" },
    { key: "defaultProfile", values: ["", 1, null], expected: "a text that is not empty" },
    { key: "defaultRenderer", values: ["paper", "XTERM"], expected: "one of xterm, ghostty-web, libghostty-vt" },
    { key: "defaultShell", values: ["", [], "/bin/sh\0"], expected: "a text that is not empty" },
    { key: "defaultTerm", values: ["", true], expected: "a text that is not empty" },
    { key: "defaultCols", values: [0, 1001, 80.5, "80", null], expected: "a whole number from 1 to 1000" },
    { key: "defaultRows", values: [-1, 1e9, {}], expected: "a whole number from 1 to 1000" },
    { key: "idleTimeoutMs", values: [-1, 2 ** 31, "1h"], expected: "a whole number from 0 to 2147483647" },
  ])("are refused by file and key: $key", ({ key, values, expected }) => {
    const path = join(home, "config.json");
    for (const value of values) {
      configure({ [key]: value });
      expect(refusal()).toMatchObject({
        code: "INVALID_INPUT",
        message: `'${path}': ${key} must be ${expected}, not ${JSON.stringify(value)}.`,
        details: { path, key, value, expected },
      });
    }
  });

  test.each([
    { key: "defaultCol", hint: "Did you mean defaultCols?" },
    { key: "cols", hint: "Did you mean defaultCols?" },
    { key: "loglevel", hint: "Did you mean logLevel?" },
    { key: "toString", hint: "There are logLevel, defaultProfile," },
    { key: "__proto__", hint: "There are logLevel, defaultProfile," },
  ])("are refused where unknown: $key", ({ key, hint }) => {
    writeFileSync(join(home, "config.json"), `{"defaultRows": 3, ${JSON.stringify(key)}: {}}`);
    const { code, message, details } = refusal();
    expect({ code, key: details["key"] }).toEqual({ code: "INVALID_INPUT", key });
    expect(message).toStartWith(`'${home}/config.json': there is no setting '${key}'. ${hint}`);
  });

  test.each(["", "{", "[]", "null", '"debug"', "{logLevel: 'debug'}"])("are refused as a whole: %p", (content) => {
    writeFileSync(join(home, "config.json"), content);
    const { code, message, details } = refusal();
    expect({ code, path: details["path"] }).toEqual({ code: "INVALID_INPUT", path: join(home, "config.json") });
    expect(message).toStartWith(`'${home}/config.json' must be a JSON object of settings: `);
    expect(message).toEndWith(". Correct the file or remove it.");
  });

  test("that cannot be read are a failure, not none", () => {
    mkdirSync(join(home, "config.json"));
    expect(refusal()).toMatchObject({ code: "STORAGE_READ_ERROR", details: { path: join(home, "config.json") } });
  });
});

function refusal(): AppError {
  try {
    void globals().config;
  } catch (error) {
    return error as AppError;
  }
  throw new Error("It was not refused.");
}
