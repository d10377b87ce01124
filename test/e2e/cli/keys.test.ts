import { describe, expect, test } from "bun:test";
import { useSandbox } from "../sandbox.ts";
import { byteViewer, shown } from "./programs.ts";

const sandbox = useSandbox();

/** What `cat -v` makes of control characters. */
const byteCount = (shownBytes: string) => shownBytes.replaceAll(/\^./g, "x").length;

const KEYS: { keys: string[]; bytes: string; accepted?: string[] }[] = [
  { keys: ["a", "Z", "+", "-", "Space", "$"], bytes: "aZ+- $" },
  { keys: ["ENTER", "eSc", "Backspace"], bytes: "^M^[^?", accepted: ["Enter", "Escape", "Backspace"] },
  {
    keys: ["Return", "Del", "Ins", "PgUp", "PgDn"],
    bytes: "^M^[[3~^[[2~^[[5~^[[6~",
    accepted: ["Enter", "Delete", "Insert", "PageUp", "PageDown"],
  },
  {
    keys: ["Ctrl+C", "control+d", "C-x", "Ctrl+/"],
    bytes: "^C^D^X^_",
    accepted: ["Ctrl+C", "Ctrl+D", "Ctrl+X", "Ctrl+/"],
  },
  { keys: ["Alt+x", "M-X", "Ctrl+Alt+x"], bytes: "^[x^[X^[^X", accepted: ["Alt+x", "Alt+X", "Ctrl+Alt+X"] },
  { keys: ["BTab", "Shift+Tab", "Shift+a"], bytes: "^[[Z^[[ZA", accepted: ["Shift+Tab", "Shift+Tab", "Shift+A"] },
  {
    keys: ["F1", "f12", "F13", "F20", "F24", "Shift+F5"],
    bytes: "^[OP^[[24~^[[25~^[[34~^[[45~^[[15;2~",
    accepted: ["F1", "F12", "F13", "F20", "F24", "Shift+F5"],
  },
  { keys: ["Ctrl+Enter", "Shift+Return"], bytes: "^[[27;5;13~^[[27;2;13~", accepted: ["Ctrl+Enter", "Shift+Enter"] },
];

/** The keys that follow the application's cursor mode, and those that look as if they did. */
const CURSOR_KEYS = ["Up", "Down", "Right", "Left", "Home", "End", "Ctrl+Up", "PageUp"];

describe("send-keys", () => {
  test.each(KEYS)("sends $keys", async ({ keys, bytes, accepted = keys }) => {
    const box = sandbox();
    const id = await byteViewer(box);
    const result = await box.ok("send-keys", id, ...keys);
    expect(result).toEqual({ accepted, bytesWritten: byteCount(bytes), seq: expect.any(Number) });
    expect(box.events(id)[result.seq]).toMatchObject({ type: "input_keys", payload: { keys: accepted } });
    await shown(box, id, bytes);
  });

  test.each([
    { what: "CSI", prelude: "", bytes: "^[[A^[[B^[[C^[[D^[[H^[[F^[[1;5A^[[5~" },
    { what: "SS3 in application cursor mode", prelude: "\\033[?1h", bytes: "^[OA^[OB^[OC^[OD^[OH^[OF^[[1;5A^[[5~" },
    {
      what: "CSI when that mode is over",
      prelude: "\\033[?1h\\033[?1l",
      bytes: "^[[A^[[B^[[C^[[D^[[H^[[F^[[1;5A^[[5~",
    },
  ])("sends cursor keys as $what", async ({ prelude, bytes }) => {
    const box = sandbox();
    const id = await byteViewer(box, prelude);
    await box.ok("send-keys", id, ...CURSOR_KEYS);
    await shown(box, id, bytes);
  });

  test.each([
    { key: "Entr", suggestion: "Enter" },
    { key: "Ctrl+Entre", suggestion: "Ctrl+Enter" },
    { key: "F25" },
    { key: "" },
    { key: "Ctrl+" },
    { key: "Hyper+x" },
    { key: "ab" },
    { key: "Ctrl+ö" },
    { key: "Ctrl+Shift+c", suggestion: "Ctrl+C" },
    { key: "\x1b", suggestion: "Escape" },
    { key: "^C", suggestion: "Ctrl+C" },
  ])("refuses $key, and with it all the others", async ({ key, suggestion }) => {
    const box = sandbox();
    const id = await box.create("cat");
    const error = await box.error("send-keys", id, "a", key, "Enter");
    expect(error).toMatchObject({ status: 2, code: "INVALID_KEYS", details: { key, index: 1 } });
    expect(error.message).toStartWith(`Cannot send the key ${JSON.stringify(key)}: `);
    if (suggestion) {
      expect(error.details.suggestion).toBe(suggestion);
      expect(error.message).toEndWith(`Did you mean ${suggestion}?`);
    }
    expect(box.events(id)).toEqual([]);
  });

  test("end of input and interrupt do what they do at a keyboard", async () => {
    const box = sandbox();
    const reader = await box.create("cat");
    await box.ok("send-keys", reader, "x", "Enter", "Ctrl+D");
    expect(await box.ok("wait", reader, "--exit")).toMatchObject({ exitCode: 0 });
    const sleeper = await box.create("sh", "-c", "echo up; exec sleep 600");
    await box.ok("wait", sleeper, "--text", "up");
    await box.ok("send-keys", sleeper, "Ctrl+C");
    expect(await box.ok("wait", sleeper, "--exit")).toMatchObject({ exitCode: null, exitSignal: "SIGINT" });
  });
});
