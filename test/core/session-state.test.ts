import { describe, expect, test } from "bun:test";
import { endedState, type FrontFacts, type StateFacts, sessionState } from "../../src/core/session-state.ts";
import type { StateName } from "../../src/core/state-names.ts";

const front = (kind: FrontFacts["kind"], name: string, tells = false): FrontFacts => ({ kind, name, pid: 7, tells });
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
  leaderAwaitsTyping: undefined,
  leaderReadsBlock: false,
  beforeCursor: "",
  isAltScreen: false,
  quietMs: 5000,
  unansweredMs: undefined,
};

/** What sleeps, or is at work, is what leads the group in front. */
const ASLEEP = { awaitsTyping: true, leaderAwaitsTyping: true } as const;
const AT_WORK = { awaitsTyping: false, leaderAwaitsTyping: false } as const;
const READS_LINE = { ...ASLEEP, leaderReadsBlock: true } as const;

/** Shells whose marks are followed, and others of which nothing is known. */
const bash = front("shell", "bash", true);
const dash = front("shell", "dash", true);
const plainBash = front("shell", "bash");
const plainDash = front("shell", "dash");
const mksh = front("shell", "mksh");
const ksh = front("shell", "ksh93");
const ssh = front("carrier", "ssh");
const vim = front("program", "vim");

const CASES: readonly (readonly [what: string, StateName, Partial<StateFacts>])[] = [
  ["nothing known", "unknown", {}],
  ["ended", "exited", { ending: { exitCode: 0, exitSignal: null }, phase: "running", front: vim }],
  ["ended, a line just typed", "exited", { ending: { exitCode: null, exitSignal: "SIGHUP" }, unansweredMs: 1 }],

  ["marks: prompt", "ready", { phase: "ready", front: bash, modes: KEYS, ...ASLEEP }],
  ["marks: prompt, output of a background job", "ready", { phase: "ready", front: bash, ...ASLEEP, quietMs: 0 }],
  ["marks: prompt, unseen whether it sleeps", "ready", { phase: "ready", front: bash, quietMs: 0 }],
  ["marks: prompt, at work on a key", "running", { phase: "ready", front: bash, modes: KEYS, ...AT_WORK }],
  [
    "marks: prompt, at work, with something asleep in its group",
    "running",
    { phase: "ready", front: bash, modes: KEYS, awaitsTyping: true, leaderAwaitsTyping: false },
  ],
  ["marks: prompt, nothing else seen", "ready", { phase: "ready" }],
  ["marks: prompt, at work, front unseen", "running", { phase: "ready", ...AT_WORK }],
  ["marks: prompt, a line just typed", "unknown", { phase: "ready", front: bash, ...ASLEEP, unansweredMs: 3 }],
  [
    "marks: prompt, a line just typed, at work",
    "unknown",
    { phase: "ready", front: bash, ...AT_WORK, unansweredMs: 249 },
  ],
  ["marks: prompt, a line thrown away", "ready", { phase: "ready", front: bash, ...ASLEEP, unansweredMs: 250 }],
  ["marks: prompt behind ssh", "ready", { phase: "ready", front: { ...ssh, tells: true }, modes: KEYS }],
  ["marks: prompt, ssh in front, not introduced", "unknown", { phase: "ready", front: ssh, modes: KEYS }],
  ["marks: prompt, with a chooser in front", "awaiting-input", { phase: "ready", front: vim, modes: KEYS, ...ASLEEP }],
  [
    "marks: prompt, with a program at work in front",
    "running",
    { phase: "ready", front: vim, modes: KEYS, ...AT_WORK },
  ],
  ["marks: the rest of a command", "awaiting-input", { phase: "more", front: bash, ...ASLEEP }],
  ["marks: the rest of a command, unseen", "awaiting-input", { phase: "more" }],
  [
    "marks: the rest, with another program in front",
    "running",
    { phase: "more", front: vim, modes: LINES, ...AT_WORK },
  ],
  ["marks: drawing", "running", { phase: "prompting", front: bash, ...AT_WORK }],
  ["marks: drawing, unseen", "running", { phase: "prompting", front: bash }],
  ["marks: drawing, front unseen", "running", { phase: "prompting" }],
  ["marks: drawing, with git in front", "running", { phase: "prompting", front: front("program", "git"), ...ASLEEP }],
  ["marks: drawing, something else asleep", "running", { phase: "prompting", front: bash, awaitsTyping: true }],
  ["marks: drawn, though never said", "ready", { phase: "prompting", front: bash, ...ASLEEP, quietMs: 0 }],
  [
    "marks: a command sleeps",
    "running",
    { phase: "running", front: front("program", "sleep"), modes: LINES, ...AT_WORK },
  ],
  ["marks: read", "awaiting-input", { phase: "running", front: bash, modes: LINES, ...ASLEEP, beforeCursor: "$ " }],
  [
    "marks: read, in dash",
    "awaiting-input",
    { phase: "running", front: dash, modes: LINES, ...ASLEEP, beforeCursor: "$ " },
  ],
  ["marks: read -e", "awaiting-input", { phase: "running", front: bash, modes: KEYS, ...ASLEEP, beforeCursor: "? " }],
  ["marks: read -s", "awaiting-secret", { phase: "running", front: bash, modes: HIDDEN, ...ASLEEP }],
  ["marks: a loop of the shell's own", "running", { phase: "running", front: bash, modes: LINES, ...AT_WORK }],
  ["marks: a shell in the shell", "ready", { phase: "running", front: plainBash, modes: KEYS, ...ASLEEP }],
  ["marks: nothing but them, and output", "running", { phase: "running", quietMs: 3 }],
  ["marks: nothing but them, and quiet", "unknown", { phase: "running" }],

  ["hidden, read", "awaiting-secret", { front: front("carrier", "su"), modes: HIDDEN, ...ASLEEP }],
  ["hidden, unseen", "awaiting-secret", { front: front("carrier", "sudo"), modes: HIDDEN }],
  ["hidden, front unseen", "awaiting-secret", { modes: HIDDEN }],
  ["hidden, at work", "running", { front: front("program", "make"), modes: HIDDEN, ...AT_WORK }],
  ["hidden, answered just now", "unknown", { front: ssh, modes: HIDDEN, ...ASLEEP, unansweredMs: 10 }],
  ["a line just typed, at work", "running", { front: vim, modes: KEYS, ...AT_WORK, unansweredMs: 10 }],

  ["dash at its prompt", "ready", { front: plainDash, modes: LINES, ...READS_LINE, beforeCursor: "$ " }],
  ["dash at any prompt", "ready", { front: plainDash, modes: LINES, ...READS_LINE, beforeCursor: "any thing: " }],
  ["sh at any prompt", "ready", { front: front("shell", "sh"), modes: LINES, ...READS_LINE }],
  ["dash asks for more", "awaiting-input", { front: plainDash, modes: LINES, ...READS_LINE, beforeCursor: "> " }],
  ["dash, read", "awaiting-input", { front: plainDash, modes: LINES, ...ASLEEP, beforeCursor: "Name: " }],
  [
    "dash, read that asks as it prompts",
    "awaiting-input",
    { front: plainDash, modes: LINES, ...ASLEEP, beforeCursor: "$ " },
  ],
  [
    "cat, which reads blocks",
    "awaiting-input",
    { front: front("program", "cat"), modes: LINES, ...READS_LINE, beforeCursor: "$ " },
  ],
  ["another shell that reads blocks", "ready", { front: ksh, modes: LINES, ...READS_LINE, beforeCursor: "$ " }],
  ["ksh at its prompt", "ready", { front: ksh, modes: LINES, ...ASLEEP, beforeCursor: "$ " }],
  ["ksh, read", "awaiting-input", { front: ksh, modes: LINES, ...ASLEEP, beforeCursor: "Name: " }],
  [
    "ksh, on the alternate screen",
    "awaiting-input",
    { front: ksh, modes: LINES, ...ASLEEP, beforeCursor: "$ ", isAltScreen: true },
  ],
  ["dash, reading unseen", "ready", { front: plainDash, modes: LINES, beforeCursor: "$ " }],
  ["dash, reading unseen, printing", "running", { front: plainDash, modes: LINES, beforeCursor: "$ ", quietMs: 1 }],
  ["dash computes", "running", { front: plainDash, modes: LINES, ...AT_WORK, beforeCursor: "$ " }],
  [
    "bash takes lines only for a command",
    "awaiting-input",
    { front: plainBash, modes: LINES, ...ASLEEP, beforeCursor: "$ " },
  ],
  ["bash that reads blocks", "awaiting-input", { front: plainBash, modes: LINES, ...READS_LINE, beforeCursor: "$ " }],
  ["cat", "awaiting-input", { front: front("program", "cat"), modes: LINES, ...ASLEEP, beforeCursor: "$ " }],
  ["a program that cannot be seen into", "unknown", { front: front("program", "passwd"), modes: LINES }],
  ["it prints", "running", { front: front("program", "apt"), modes: LINES, quietMs: 99 }],
  ["ssh asks", "awaiting-input", { front: ssh, modes: LINES, ...ASLEEP }],

  ["a line editor", "ready", { front: plainBash, modes: KEYS, ...ASLEEP, beforeCursor: "any ls -l" }],
  ["a line editor asks for more", "awaiting-input", { front: plainBash, modes: KEYS, ...ASLEEP, beforeCursor: "> " }],
  [
    "a line editor asks for more, in words",
    "awaiting-input",
    { front: plainBash, modes: KEYS, ...ASLEEP, beforeCursor: "cmdand quote> " },
  ],
  ["a line editor that is on at the prompt only", "ready", { front: mksh, modes: KEYS, ...ASLEEP, beforeCursor: "> " }],
  ["a line editor, unseen, with a prompt", "ready", { front: plainBash, modes: KEYS, beforeCursor: "$ ", quietMs: 0 }],
  ["a line editor, unseen, without", "unknown", { front: plainBash, modes: KEYS, quietMs: 99 }],
  ["a line editor, unseen, without, and quiet", "ready", { front: plainBash, modes: KEYS, quietMs: 100 }],
  ["read -n 1", "awaiting-input", { front: plainBash, modes: { canonical: false, echo: true }, ...ASLEEP }],
  ["vim", "awaiting-input", { front: vim, modes: KEYS, ...ASLEEP, isAltScreen: true }],
  ["vim at work", "running", { front: vim, modes: KEYS, ...AT_WORK, isAltScreen: true }],
  ["vim, unseen", "awaiting-input", { front: vim, modes: KEYS, isAltScreen: true }],
  ["vim, unseen, drawing", "unknown", { front: vim, modes: KEYS, isAltScreen: true, quietMs: 10 }],
  ["behind ssh, a prompt", "ready", { front: ssh, modes: KEYS, awaitsTyping: true, beforeCursor: "me@there:~$ " }],
  [
    "behind ssh, a prompt just printed",
    "unknown",
    { front: ssh, modes: KEYS, awaitsTyping: true, beforeCursor: "$ ", quietMs: 99 },
  ],
  ["behind ssh, python", "unknown", { front: ssh, modes: KEYS, awaitsTyping: true, beforeCursor: ">>> " }],
  ["behind ssh, a percentage", "unknown", { front: ssh, modes: KEYS, awaitsTyping: true, beforeCursor: "50%" }],
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

  ["no modes: prompt", "ready", { front: plainDash, ...ASLEEP, beforeCursor: "$ ", quietMs: 0 }],
  ["no modes: prompt, unseen", "ready", { front: plainDash, beforeCursor: "$ " }],
  ["no modes: more", "awaiting-input", { front: plainDash, beforeCursor: "> " }],
  ["no modes: reads", "awaiting-input", { front: front("program", "cat"), ...ASLEEP }],
  ["no modes: full screen", "awaiting-input", { front: vim, isAltScreen: true }],
  ["no modes: at work", "running", { front: vim, ...AT_WORK }],
  ["no modes: unseen", "unknown", { front: front("program", "cat") }],
  ["no modes: ssh", "unknown", { front: ssh, ...ASLEEP }],
  ["no modes: ssh, prompt", "ready", { front: ssh, ...ASLEEP, beforeCursor: "# " }],
];

test.each([...CASES])("%s: %s", (_what, state, facts) => {
  const seen = sessionState({ ...NOTHING, ...facts });
  expect(seen.state).toBe(state);
  expect(seen.reasons.length).toBeGreaterThan(0);
  for (const reason of seen.reasons) expect(reason).toMatch(/^(?:[A-Z']).*\.$/);
});

describe("what a state tells", () => {
  test("reasons, in the order of looking, and what is in front", () => {
    const facts = { ...NOTHING, phase: "running", front: bash, modes: LINES, ...ASLEEP } as const;
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

  test.each([
    [true, "It sleeps until something is typed."],
    [undefined, "Whether it sleeps cannot be seen."],
  ] as const)("of a shell that says it waits, whether it sleeps: %p", (leaderAwaitsTyping, reason) => {
    const seen = leaderAwaitsTyping === undefined ? {} : { leaderAwaitsTyping };
    const { state, reasons } = sessionState({ ...NOTHING, phase: "ready", front: bash, modes: KEYS, ...seen });
    expect(state).toBe("ready");
    expect(reasons.at(-1)).toBe(reason);
  });

  test("of a shell that reads a line, that it does", () => {
    const facts = { ...NOTHING, front: plainDash, modes: LINES, ...READS_LINE };
    expect(sessionState(facts).reasons.at(-1)).toBe(
      "'dash' sleeps in a read of a whole line, as it does at its prompt.",
    );
  });

  test("a long line in front of the cursor is cut", () => {
    const beforeCursor = `${"x".repeat(300)}$ `;
    const { reasons } = sessionState({ ...NOTHING, front: ksh, modes: LINES, ...ASLEEP, beforeCursor });
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
