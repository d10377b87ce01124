import type { ShellPhase } from "./shell-marks/shell-follower.ts";
import type { StateName } from "./state-names.ts";

export interface SessionState {
  readonly state: StateName;
  /** What was looked at, and decided it: short sentences. */
  readonly reasons: readonly string[];
  /** The process in front, where the system tells. */
  readonly foreground?: { readonly name: string; readonly pid: number } | undefined;
}

/** How a program ended: at most one of the two is known. */
export interface Ending {
  readonly exitCode: number | null;
  readonly exitSignal: string | null;
}

/** The process in front in the terminal. */
export interface FrontFacts {
  readonly name: string;
  readonly pid: number;
  /** A shell that takes commands, a program behind which there may be one, or anything else. */
  readonly kind: "shell" | "carrier" | "program";
  /** Whether it is the shell that has told where it is. */
  readonly tells: boolean;
}

/** All that a state is decided by. What is `undefined` cannot be told. */
export interface StateFacts {
  readonly ending: Ending | undefined;
  /** Where the shell in front, or the one behind the program in front, is; `starting` where that has told nothing. */
  readonly phase: ShellPhase;
  readonly front: FrontFacts | undefined;
  /** The terminal's mode (POSIX termios, ICANON and ECHO). */
  readonly modes: { readonly canonical: boolean; readonly echo: boolean } | undefined;
  /** Whether something in front sleeps until something is typed. */
  readonly awaitsTyping: boolean | undefined;
  /** The same of the process that leads the group in front. */
  readonly leaderAwaitsTyping: boolean | undefined;
  /** Whether that reads more than a byte at a time. */
  readonly leaderReadsBlock: boolean;
  /** What stands to the left of the cursor in its line, with its blanks. */
  readonly beforeCursor: string;
  readonly isAltScreen: boolean;
  /** How long ago output last came, in ms. */
  readonly quietMs: number;
  /** How long ago a line was typed to which nothing has come back; `undefined` where there is none. */
  readonly unansweredMs: number | undefined;
}

/** Something to look at: whether it is so, and the sentence that says it. */
interface Look {
  holds(facts: StateFacts): boolean;
  says(facts: StateFacts): string;
}

/** So long after a line has been typed, in ms, it may not have been taken up yet. */
const TAKE_UP_MS = 250;

/** After so much quiet, in ms, whoever has drawn something has done. */
const QUIET_MS = 100;

/** Those that read a block at their prompt, and a byte at a time for `read` (dash 0.5.12, input.c and miscbltin.c). */
const BLOCK_READERS = new Set(["sh", "dash"]);

/** How a shell asks for the rest of a command (PS2), as they come: `> `, `quote> `. */
const CONTINUATION = /^(?:[a-z]+(?: [a-z]+)*)?> ?$/;

/** How prompts end. */
const PROMPT_END = /[$#%>❯➜»λ→›] ?$/u;

/** Shells that leave the editing of lines to the kernel: they wait at their prompt in canonical mode. */
const PLAIN_SHELLS = new Set(["sh", "dash", "posh", "ksh", "ksh93", "rc", "es"]);

/** Shells whose line editor is on at their prompt only: their `read` leaves the line to the terminal. */
const EDIT_AT_PROMPT_ONLY = new Set(["ash", "busybox", "mksh"]);

/** How shells prompt, and seldom anything else: `>` is the prompt of too many other programs, and `50%` is none. */
const SHELL_PROMPT_END = /[$#%❯➜»λ→›] $/u;

const look = (holds: Look["holds"], says: string | Look["says"]): Look => ({
  holds,
  says: typeof says === "string" ? () => says : says,
});

/** A command of a shell is at work in the shell's own process group: `read`, say. */
const isOwnCommand = ({ phase, front }: StateFacts): boolean => phase === "running" && front?.tells === true;
const isShell = (facts: StateFacts): boolean => facts.front?.kind === "shell" && !isOwnCommand(facts);
const nameOf = ({ front }: StateFacts): string => front?.name ?? "the program";
const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `…${text.slice(-40)}` : text);

const ended = look(
  ({ ending }) => ending !== undefined,
  ({ ending }) => endingSentence(ending as Ending),
);
const lineUnanswered = look(
  ({ unansweredMs, phase, awaitsTyping }) =>
    unansweredMs !== undefined && unansweredMs < TAKE_UP_MS && (phase === "ready" || awaitsTyping !== false),
  ({ unansweredMs }) => `A line was typed ${unansweredMs} ms ago, and nothing has come back to it yet.`,
);
const marks = (phase: ShellPhase, says: string): Look => look((facts) => facts.phase === phase, says);
const saidReady = marks("ready", "The shell has announced that it waits for a command.");
const saidMore = marks("more", "The shell has announced that it waits for the rest of a command.");
const saidPrompting = marks("prompting", "The shell has announced that it draws its prompt.");
const saidRunning = marks("running", "The shell has announced that a command is at work.");
const nothingOvertakes = look(
  ({ front }) => front === undefined || front.tells,
  ({ front }) => (front ? `'${front.name}' itself is in front.` : "What is in front cannot be seen."),
);

const inFront = look(
  ({ front }) => front !== undefined,
  (facts) => `'${nameOf(facts)}' is in front${isOwnCommand(facts) ? ", with a command of its own at work" : ""}.`,
);
const shell = look(isShell, (facts) => `'${nameOf(facts)}' is in front, a shell.`);
const plainShell = look(
  (facts) => isShell(facts) && PLAIN_SHELLS.has(nameOf(facts)),
  (facts) => `'${nameOf(facts)}' is in front, a shell without a line editor.`,
);
const blockReader = look((facts) => isShell(facts) && BLOCK_READERS.has(nameOf(facts)), plainShell.says);
const carrier = look(
  ({ front }) => front?.kind === "carrier",
  (facts) => `'${nameOf(facts)}' is in front, which passes the keyboard on to another terminal.`,
);
const program = look(({ front }) => front !== undefined && front.kind !== "carrier", inFront.says);
const frontUnseen = look(({ front }) => front === undefined, "What is in front cannot be seen.");

const hidden = look(
  ({ modes }) => modes?.canonical === true && !modes.echo,
  "The terminal takes lines (canonical mode) and does not show what is typed (echo off).",
);
const lines = look(
  ({ modes }) => modes?.canonical === true && modes.echo,
  "The terminal takes lines (canonical mode) and shows what is typed (echo on).",
);
const keys = look(
  ({ modes }) => modes?.canonical === false,
  "The terminal takes single keys (canonical mode off), as line editors and full-screen programs have it.",
);
const keysUnechoed = look(({ modes }) => modes?.canonical === false && !modes.echo, keys.says);
const modeUnseen = look(({ modes }) => modes === undefined, "The terminal's mode cannot be seen.");

const awaitsTyping = look(({ awaitsTyping }) => awaitsTyping === true, "It sleeps until something is typed.");
const leaderSleeps = look(({ leaderAwaitsTyping }) => leaderAwaitsTyping === true, awaitsTyping.says);
const sleepsOrUnseen = look(
  ({ leaderAwaitsTyping }) => leaderAwaitsTyping !== false,
  ({ leaderAwaitsTyping }) =>
    leaderAwaitsTyping ? "It sleeps until something is typed." : "Whether it sleeps cannot be seen.",
);
const readsLines = look(
  (facts) =>
    facts.front?.kind === "shell" &&
    BLOCK_READERS.has(nameOf(facts)) &&
    facts.leaderAwaitsTyping === true &&
    facts.leaderReadsBlock,
  (facts) => `'${nameOf(facts)}' sleeps in a read of a whole line, as it does at its prompt.`,
);
const editsLine = look(
  (facts) =>
    facts.front?.kind === "shell" && EDIT_AT_PROMPT_ONLY.has(nameOf(facts)) && facts.leaderAwaitsTyping === true,
  (facts) => `'${nameOf(facts)}' sleeps with its line editor on, as it does at its prompt only.`,
);
const atWork = look(({ awaitsTyping }) => awaitsTyping === false, "Nothing in front waits for typing.");
const readingUnseen = look(() => true, "Whether it waits for typing cannot be seen.");

const continuation = look(
  ({ beforeCursor }) => CONTINUATION.test(beforeCursor),
  ({ beforeCursor }) => `In front of the cursor stands ${quoted(beforeCursor)}, as where the rest is asked for.`,
);
const prompt = look(
  ({ beforeCursor, isAltScreen }) => !isAltScreen && PROMPT_END.test(beforeCursor),
  ({ beforeCursor }) => `In front of the cursor stands ${quoted(beforeCursor)}, as prompts end.`,
);
const shellPrompt = look(
  ({ beforeCursor, isAltScreen }) => !isAltScreen && SHELL_PROMPT_END.test(beforeCursor),
  prompt.says,
);
const fullScreen = look(({ isAltScreen }) => isAltScreen, "The alternate screen is shown.");
const quiet = look(
  ({ quietMs }) => quietMs >= QUIET_MS,
  ({ quietMs }) => `Nothing has come for ${quietMs} ms.`,
);
const printing = look(
  ({ quietMs }) => quietMs < QUIET_MS,
  ({ quietMs }) => `Output came ${quietMs} ms ago.`,
);

/**
 * The states, each with what must be so. The first row of which all is so decides, and what it has looked at are the
 * reasons: first what is exact (the end, the shell's own marks, the kernel), then what only looks like it.
 */
const RULES: readonly (readonly [StateName, ...Look[]])[] = [
  ["exited", ended],
  ["unknown", lineUnanswered],

  ["ready", saidReady, nothingOvertakes, sleepsOrUnseen],
  ["running", saidReady, nothingOvertakes],
  ["awaiting-input", saidMore, nothingOvertakes],
  ["ready", saidPrompting, nothingOvertakes, leaderSleeps],
  ["running", saidPrompting],

  ["running", hidden, inFront, atWork],
  ["awaiting-secret", hidden, inFront],
  ["awaiting-secret", hidden],
  // Who reads the keyboard for it may be elsewhere: tmux leaves that to its server.
  ["ready", carrier, keys, shellPrompt, quiet],
  ["unknown", carrier, keys],
  ["ready", modeUnseen, carrier, shellPrompt, quiet],
  ["unknown", modeUnseen, carrier],

  ["running", saidRunning, inFront, atWork],
  ["running", inFront, atWork],

  ["awaiting-input", plainShell, lines, awaitsTyping, continuation],
  ["ready", lines, readsLines],
  ["ready", keysUnechoed, editsLine],
  ["awaiting-input", blockReader, lines, awaitsTyping],
  ["ready", plainShell, lines, awaitsTyping, prompt],
  ["awaiting-input", inFront, lines, awaitsTyping],
  ["ready", plainShell, lines, prompt, quiet],
  ["running", inFront, lines, printing],
  ["unknown", inFront, lines, readingUnseen],

  ["awaiting-input", shell, keysUnechoed, continuation],
  ["ready", shell, keysUnechoed, awaitsTyping],
  ["ready", shell, keysUnechoed, prompt],
  ["ready", shell, keysUnechoed, quiet],
  ["awaiting-input", inFront, keys, awaitsTyping],
  ["awaiting-input", inFront, keys, quiet],
  ["unknown", inFront, keys, printing],

  ["awaiting-input", modeUnseen, shell, continuation],
  ["ready", modeUnseen, shell, prompt, awaitsTyping],
  ["ready", modeUnseen, shell, prompt, quiet],
  ["awaiting-input", modeUnseen, program, awaitsTyping],
  ["awaiting-input", modeUnseen, program, fullScreen, quiet],
  ["unknown", modeUnseen, program, readingUnseen],

  ["running", saidRunning, printing],
  ["unknown", frontUnseen],
];

/** Decides what a session is doing. Pure; what cannot be told for certain is `unknown`. */
export function sessionState(facts: StateFacts): SessionState {
  const rule = RULES.find(([, ...looks]) => looks.every(({ holds }) => holds(facts)));
  const [state, ...looks] = rule ?? (["unknown", frontUnseen] as const);
  const { front, ending } = facts;
  return {
    state,
    reasons: looks.map(({ says }) => says(facts)),
    ...(front && !ending && { foreground: { name: front.name, pid: front.pid } }),
  };
}

/** The state of a session that has ended. */
export function endedState(ending: Ending): SessionState {
  return { state: "exited", reasons: [endingSentence(ending)] };
}

function endingSentence({ exitCode, exitSignal }: Ending): string {
  if (exitSignal !== null) return `The session's program was ended by ${exitSignal}.`;
  if (exitCode !== null) return `The session's program has exited with ${exitCode}.`;
  return "The session has ended; nobody saw how.";
}
