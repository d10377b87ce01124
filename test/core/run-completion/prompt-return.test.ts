import { describe, expect, test } from "bun:test";
import {
  looksReady,
  PromptReturn,
  type PromptReturnOptions,
  type TerminalLook,
} from "../../../src/core/run-completion/prompt-return.ts";

const EDITOR: TerminalLook = {
  canonical: false,
  echo: false,
  frontGroup: 7,
  beforeCursor: "vm:~$ ",
  isAltScreen: false,
};
const KERNEL: TerminalLook = { ...EDITOR, canonical: true, echo: true, beforeCursor: "$ " };

/** Whether the shell is taken to be back, for each amount of quiet in ms. */
function isBack(
  before: TerminalLook,
  after: Partial<TerminalLook>,
  { output = "ls\r\n", ...options }: Partial<PromptReturnOptions> & { output?: string } = {},
): boolean[] {
  const promptReturn = new PromptReturn(before, { couldContinue: false, modeTells: true, ...options });
  promptReturn.sawOutput(new TextEncoder().encode(output));
  return [0, 30, 100].map((quietMs) => promptReturn.isBack({ ...before, ...after }, quietMs));
}

const AT_ONCE = [true, true, true];
const SOON = [false, true, true];
const LATER = [false, false, true];
const NEVER = [false, false, false];

describe("a shell with a line editor", () => {
  test("is back with its prompt", () => expect(isBack(EDITOR, {})).toEqual(AT_ONCE));
  test("is back with another prompt", () => expect(isBack(EDITOR, { beforeCursor: "vm:/tmp$ " })).toEqual(SOON));
  test("is back with a prompt that ends as none of ours", () => {
    expect(isBack(EDITOR, { beforeCursor: "new| " })).toEqual(SOON);
    expect(isBack(EDITOR, { beforeCursor: "" })).toEqual(SOON);
  });
  test("is back with a prompt that ends as the one before", () => {
    const colon = { ...EDITOR, beforeCursor: "home: " };
    expect(isBack(colon, { beforeCursor: "tmp:" })).toEqual(SOON);
  });
  test("is not back while it asks a question with its editor", () => {
    expect(isBack(EDITOR, { beforeCursor: "Name? " })).toEqual(NEVER);
    expect(isBack(EDITOR, { beforeCursor: "Overwrite [y/N] " })).toEqual(NEVER);
    expect(isBack(EDITOR, { beforeCursor: "read> " })).toEqual(NEVER);
  });
  test("is back behind output without a line end", () => {
    expect(isBack(EDITOR, { beforeCursor: "abcvm:~$ " })).toEqual(SOON);
  });
  test("is not back before the command's line has ended", () => {
    expect(isBack(EDITOR, {}, { output: "ls" })).toEqual(NEVER);
  });
  test("is not back while its editor is off: something reads lines", () => {
    expect(isBack(EDITOR, { canonical: true, beforeCursor: "Name? " })).toEqual(NEVER);
  });
  test("is not back while another program is in front", () => {
    expect(isBack(EDITOR, { frontGroup: 8, beforeCursor: ">>> " })).toEqual(NEVER);
  });
  test("is not back while the other screen shows", () => expect(isBack(EDITOR, { isAltScreen: true })).toEqual(NEVER));
  test("is not back while it asks for the rest of a command", () => {
    expect(isBack(EDITOR, { beforeCursor: "> " }, { couldContinue: true })).toEqual(NEVER);
    expect(isBack(EDITOR, { beforeCursor: "dquote> " }, { couldContinue: true })).toEqual(NEVER);
  });
  test("is back if that is its prompt, too, after a while", () => {
    const arrow = { ...EDITOR, beforeCursor: "> " };
    expect(isBack(arrow, {})).toEqual(AT_ONCE);
    expect(isBack(arrow, {}, { couldContinue: true })).toEqual(LATER);
  });
});

describe("a shell without one", () => {
  test("is back with its prompt", () => expect(isBack(KERNEL, {})).toEqual(AT_ONCE));
  test("is back with what looks like another prompt", () => {
    expect(isBack(KERNEL, { beforeCursor: "new% " })).toEqual(LATER);
  });
  test("is not back while a question is asked, or nothing stands in front of the cursor", () => {
    expect(isBack(KERNEL, { beforeCursor: "Name? " })).toEqual(NEVER);
    expect(isBack(KERNEL, { beforeCursor: "" })).toEqual(NEVER);
  });
});

test("an answer that is hidden ends no line", () => {
  expect(isBack(KERNEL, { beforeCursor: "Password: $ " }, { output: "$ ", isHidden: true })).toEqual(LATER);
});

test("a shell that does not echo ends no line", () => {
  expect(isBack({ ...KERNEL, echo: false }, { beforeCursor: "$ $ " }, { output: "$ " })).toEqual(LATER);
});

describe("a shell behind another program", () => {
  test("is back with its prompt, or what looks like one: the terminal's mode tells nothing", () => {
    expect(isBack(EDITOR, {}, { modeTells: false })).toEqual(AT_ONCE);
    expect(isBack(EDITOR, { beforeCursor: "vm:/tmp$ " }, { modeTells: false })).toEqual(LATER);
    expect(isBack(EDITOR, { beforeCursor: "" }, { modeTells: false })).toEqual(NEVER);
  });
});

test("it is looked at again after a while, once the command's line has ended", () => {
  const promptReturn = new PromptReturn(EDITOR, { couldContinue: false, modeTells: true });
  expect(promptReturn.nextLookMs(0)).toBeUndefined();
  promptReturn.sawOutput(Uint8Array.of(0x0a));
  expect([0, 30, 100, 600].map((quietMs) => promptReturn.nextLookMs(quietMs))).toEqual([30, 100, 600, 1100]);
});

describe("a shell that has just been started", () => {
  test("is ready when its editor shows a prompt", () => expect(looksReady(EDITOR, 0)).toBe(true));
  test("is ready when its editor is on and nothing comes", () => {
    expect(looksReady({ ...EDITOR, beforeCursor: "" }, 0)).toBe(false);
    expect(looksReady({ ...EDITOR, beforeCursor: "" }, 100)).toBe(true);
  });
  test("is ready when something like a prompt stays", () => {
    expect(looksReady(KERNEL, 0)).toBe(false);
    expect(looksReady(KERNEL, 30)).toBe(true);
    expect(looksReady({ ...KERNEL, beforeCursor: "Update now? [Y/n] " }, 100)).toBe(false);
  });
});
