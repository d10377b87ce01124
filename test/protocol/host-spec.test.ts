import { describe, expect, test } from "bun:test";
import { type HostSpec, parseHostSpec } from "../../src/protocol/host-spec.ts";
import { thrown } from "../thrown.ts";

const SPEC: HostSpec = {
  home: "/home/a/.agent-tty",
  sessionId: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  createdAt: "2024-01-01T00:00:00.000Z",
  command: ["cat", ""],
  cwd: "/",
  cols: 80,
  rows: 24,
  term: "xterm-256color",
  shell: "/bin/sh",
  name: "n",
  env: { A: "" },
  shellIntegration: false,
  idleTimeoutMs: 0,
};

describe("what a host is to start", () => {
  test("is read as it was written, with or without a name", () => {
    expect(parseHostSpec(JSON.stringify(SPEC))).toEqual(SPEC);
    const { name: _, ...nameless } = SPEC;
    expect(parseHostSpec(JSON.stringify(nameless))).toEqual(nameless);
  });

  test.each(Object.keys(SPEC))("is refused, naming the key, if %s is not what it must be", (key) => {
    expect(thrown(() => parseHostSpec(JSON.stringify({ ...SPEC, [key]: null })))).toMatchObject({
      code: "PROTOCOL_ERROR",
      details: { key },
    });
  });

  test.each([
    ["command", []],
    ["command", ["a", 1]],
    ["cols", 0],
    ["rows", 1.5],
    ["env", { A: 1 }],
    ["env", ["a"]],
    ["idleTimeoutMs", -1],
  ])("is refused with %s %j", (key, value) => {
    expect(thrown(() => parseHostSpec(JSON.stringify({ ...SPEC, [key]: value })))).toMatchObject({ details: { key } });
  });

  test.each(["", "{", "[]", "null", '"a"'])("is refused if it is no object: %j", (text) => {
    expect(thrown(() => parseHostSpec(text))).toMatchObject({ code: "PROTOCOL_ERROR" });
  });
});
