import { describe, expect, test } from "bun:test";
import { endedState, type FrontFacts, type StateFacts, sessionState } from "../../src/core/session-state.ts";
import type { StateName } from "../../src/core/state-names.ts";

const front = (kind: FrontFacts["kind"], name: string, isOwn = false): FrontFacts => ({ kind, name, pid: 7, isOwn });
const LINES = { canonical: true, echo: true };
const HIDDEN = { canonical: true, echo: false };
const KEYS = { canonical: false, echo: false };

/** What nothing is known of. */
const NOTHING: StateFacts = {
  ending: undefined,
  phase: "starting",
  front: undefined,
  modes: undefined,
  awaitsTyping: undefined,
  beforeCursor: "",
  isAltScreen: false,
  quietMs: 5000,
  unansweredMs: undefined,
};

const bash = front("shell", "bash", true);
const dash = front("shell", "dash", true);
const ssh = front("carrier", "ssh");
const vim = front("program", "vim");

const CASES: readonly (readonly [what: string, StateName, Partial<StateFacts>])[] = [
  ["nothing known", "unknown", {}],
  ["ended", "exited", { ending: { exitCode: 0, exitSignal: null }, phase: "running", front: vim }],

  ["marks: prompt", "ready", { phase: "ready", front: bash, modes: KEYS, awaitsTyping: true }],
  ["marks: prompt, output of a background job", "ready", { phase: "ready", front: bash, quietMs: 0 }],
  ["marks: prompt, at work on a key", "ready", { phase: "ready", front: bash, modes: KEYS, awaitsTyping: false }],
  ["marks: prompt, nothing else seen", "ready", { phase: "ready" }],
  ["marks: prompt, a line just typed", "unknown", { phase: "ready", front: bash, unansweredMs: 3 }],
  ["marks: prompt, a line thrown away", "ready", { phase: "ready", front: bash, unansweredMs: 900 }],
  [
    "marks: prompt, with a chooser in front",
    "awaiting-input",
    { phase: "ready", front: vim, modes: KEYS, awaitsTyping: true },
  ],
  ["marks: the rest of a command", "awaiting-input", { phase: "more", front: bash }],
  ["marks: drawing", "running", { phase: "prompting", front: bash, awaitsTyping: false }],
  [
    "marks: drawing, with git in front",
    "running",
    { phase: "prompting", front: front("program", "git"), awaitsTyping: true },
  ],
  ["marks: drawn, though never said", "ready", { phase: "prompting", front: bash, awaitsTyping: true }],
  [
    "marks: a command sleeps",
    "running",
    { phase: "running", front: front("program", "sleep"), modes: LINES, awaitsTyping: false },
  ],
  [
    "marks: read",
    "awaiting-input",
    { phase: "running", front: bash, modes: LINES, awaitsTyping: true, beforeCursor: "$ " },
  ],
  [
    "marks: read -e",
    "awaiting-input",
    { phase: "running", front: bash, modes: KEYS, awaitsTyping: true, beforeCursor: "$ " },
  ],
  ["marks: read -s", "awaiting-secret", { phase: "running", front: bash, modes: HIDDEN, awaitsTyping: true }],
  [
    "marks: a shell in the shell",
    "ready",
    { phase: "running", front: front("shell", "bash"), modes: KEYS, awaitsTyping: true },
  ],
  ["marks: nothing but them, and output", "running", { phase: "running", quietMs: 3 }],
  ["marks: nothing but them, and quiet", "unknown", { phase: "running" }],

  ["hidden, read", "awaiting-secret", { front: front("carrier", "su"), modes: HIDDEN, awaitsTyping: true }],
  ["hidden, unseen", "awaiting-secret", { front: front("carrier", "sudo"), modes: HIDDEN }],
  ["hidden, front unseen", "awaiting-secret", { modes: HIDDEN }],
  ["hidden, at work", "running", { front: front("program", "make"), modes: HIDDEN, awaitsTyping: false }],
  ["hidden, answered just now", "unknown", { front: ssh, modes: HIDDEN, awaitsTyping: true, unansweredMs: 10 }],

  ["dash at its prompt", "ready", { front: dash, modes: LINES, awaitsTyping: true, beforeCursor: "$ " }],
  ["dash asks for more", "awaiting-input", { front: dash, modes: LINES, awaitsTyping: true, beforeCursor: "> " }],
  ["dash, read", "awaiting-input", { front: dash, modes: LINES, awaitsTyping: true, beforeCursor: "Name: " }],
  [
    "dash, on the alternate screen",
    "awaiting-input",
    { front: dash, modes: LINES, awaitsTyping: true, beforeCursor: "$ ", isAltScreen: true },
  ],
  ["dash, reading unseen", "ready", { front: dash, modes: LINES, beforeCursor: "$ " }],
  ["dash, reading unseen, printing", "running", { front: dash, modes: LINES, beforeCursor: "$ ", quietMs: 1 }],
  ["dash computes", "running", { front: dash, modes: LINES, awaitsTyping: false, beforeCursor: "$ " }],
  [
    "bash takes lines only for a command",
    "awaiting-input",
    { front: bash, modes: LINES, awaitsTyping: true, beforeCursor: "$ " },
  ],
  ["cat", "awaiting-input", { front: front("program", "cat"), modes: LINES, awaitsTyping: true, beforeCursor: "$ " }],
  ["a program that cannot be seen into", "unknown", { front: front("program", "passwd"), modes: LINES }],
  ["it prints", "running", { front: front("program", "apt"), modes: LINES, quietMs: 20 }],
  ["ssh asks", "awaiting-input", { front: ssh, modes: LINES, awaitsTyping: true }],

  ["a line editor", "ready", { front: bash, modes: KEYS, awaitsTyping: true, beforeCursor: "any ls -l" }],
  [
    "a line editor asks for more",
    "awaiting-input",
    { front: bash, modes: KEYS, awaitsTyping: true, beforeCursor: "> " },
  ],
  ["a line editor, unseen, with a prompt", "ready", { front: bash, modes: KEYS, beforeCursor: "$ ", quietMs: 0 }],
  ["a line editor, unseen, without", "unknown", { front: bash, modes: KEYS, quietMs: 0 }],
  ["a line editor, unseen, without, and quiet", "ready", { front: bash, modes: KEYS }],
  ["read -n 1", "awaiting-input", { front: bash, modes: { canonical: false, echo: true }, awaitsTyping: true }],
  ["vim", "awaiting-input", { front: vim, modes: KEYS, awaitsTyping: true, isAltScreen: true }],
  ["vim at work", "running", { front: vim, modes: KEYS, awaitsTyping: false, isAltScreen: true }],
  ["vim, unseen", "awaiting-input", { front: vim, modes: KEYS, isAltScreen: true }],
  ["vim, unseen, drawing", "unknown", { front: vim, modes: KEYS, isAltScreen: true, quietMs: 10 }],
  ["behind ssh, a prompt", "ready", { front: ssh, modes: KEYS, awaitsTyping: true, beforeCursor: "me@there:~$ " }],
  [
    "behind ssh, a prompt just printed",
    "unknown",
    { front: ssh, modes: KEYS, awaitsTyping: true, beforeCursor: "$ ", quietMs: 5 },
  ],
  ["behind ssh, python", "unknown", { front: ssh, modes: KEYS, awaitsTyping: true, beforeCursor: ">>> " }],
  [
    "behind ssh, vim",
    "unknown",
    { front: ssh, modes: KEYS, awaitsTyping: true, beforeCursor: "# ", isAltScreen: true },
  ],
  [
    "in tmux",
    "unknown",
    { front: front("carrier", "tmux: client"), modes: KEYS, awaitsTyping: false, isAltScreen: true },
  ],
  ["behind ssh, nothing in front reads", "unknown", { front: ssh, modes: KEYS, awaitsTyping: false }],
  ["front unseen, keys", "unknown", { modes: KEYS }],

  ["no modes: prompt", "ready", { front: dash, awaitsTyping: true, beforeCursor: "$ ", quietMs: 0 }],
  ["no modes: prompt, unseen", "ready", { front: dash, beforeCursor: "$ " }],
  ["no modes: more", "awaiting-input", { front: dash, beforeCursor: "> " }],
  ["no modes: reads", "awaiting-input", { front: front("program", "cat"), awaitsTyping: true }],
  ["no modes: full screen", "awaiting-input", { front: vim, isAltScreen: true }],
  ["no modes: at work", "running", { front: vim, awaitsTyping: false }],
  ["no modes: unseen", "unknown", { front: front("program", "cat") }],
  ["no modes: ssh", "unknown", { front: ssh, awaitsTyping: true }],
  ["no modes: ssh, prompt", "ready", { front: ssh, awaitsTyping: true, beforeCursor: "# " }],
];

test.each([...CASES])("%s: %s", (_what, state, facts) => {
  const seen = sessionState({ ...NOTHING, ...facts });
  expect(seen.state).toBe(state);
  expect(seen.reasons.length).toBeGreaterThan(0);
  for (const reason of seen.reasons) expect(reason).toMatch(/^(?:[A-Z']).*\.$/);
});

describe("what a state tells", () => {
  test("reasons, in the order of looking, and what is in front", () => {
    const facts = { ...NOTHING, phase: "running", front: bash, modes: LINES, awaitsTyping: true } as const;
    expect(sessionState(facts)).toEqual({
      state: "awaiting-input",
      reasons: [
        "'bash' is in front, with a command of its own at work.",
        "The terminal takes lines (canonical mode) and shows what is typed (echo on).",
        "It sleeps until something is typed.",
      ],
      foreground: { name: "bash", pid: 7 },
    });
  });

  test("a long line in front of the cursor is cut", () => {
    const beforeCursor = `${"x".repeat(300)}$ `;
    const { reasons } = sessionState({ ...NOTHING, front: dash, modes: LINES, awaitsTyping: true, beforeCursor });
    expect(reasons.at(-1)).toBe(`In front of the cursor stands "…${"x".repeat(38)}$ ", as prompts end.`);
  });

  test.each([
    [{ exitCode: 3, exitSignal: null }, "The session's program has exited with 3."],
    [{ exitCode: null, exitSignal: "SIGKILL" }, "The session's program was ended by SIGKILL."],
    [{ exitCode: null, exitSignal: null }, "The session has ended; nobody saw how."],
  ])("an end: %j", (ending, reason) => {
    expect(endedState(ending)).toEqual({ state: "exited", reasons: [reason] });
    expect(sessionState({ ...NOTHING, ending, front: vim })).toEqual(endedState(ending));
  });
});
