import type { SessionState } from "../../core/session-state.ts";
import { WAITABLE_STATES } from "../../core/state-names.ts";
import { ERROR_CODES } from "../../protocol/errors.ts";
import type { WaitParams } from "../../protocol/method-params.ts";
import type { ProcessWaitResult, ScreenWaitResult, StateWaitResult } from "../../protocol/methods.ts";
import { defineCommand } from "../command.ts";
import { warnIfIncomplete } from "../incomplete-log.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";
import { count, milliseconds, oneOf } from "../values.ts";

type WaitResult = ProcessWaitResult | ScreenWaitResult | StateWaitResult;

interface WaitOptions {
  exit?: boolean;
  idleMs?: number;
  state?: string;
  text?: string;
  regex?: string;
  screenStableMs?: number;
  cursorRow?: number;
  cursorCol?: number;
  afterSeq?: number;
  timeout?: number;
}

export const command = defineCommand<WaitOptions>({
  name: "wait",
  summary: "Wait until something is so",
  arguments: [SESSION_ARGUMENT],
  options: [
    { flags: "--exit", description: "the session's program has ended" },
    { flags: "--idle-ms <n>", description: "no output for so long", parse: milliseconds("--idle-ms") },
    {
      flags: "--state <state>",
      description: `what the session is doing: ${WAITABLE_STATES.join(", ")}`,
      parse: oneOf("--state", WAITABLE_STATES),
    },
    { flags: "--text <text>", description: "the text is on the screen" },
    { flags: "--regex <pattern>", description: "the regular expression matches the screen" },
    {
      flags: "--screen-stable-ms <n>",
      description: "the screen has not changed for so long",
      parse: milliseconds("--screen-stable-ms"),
    },
    { flags: "--cursor-row <n>", description: "the cursor is in this row, from 0", parse: count("--cursor-row") },
    { flags: "--cursor-col <n>", description: "the cursor is in this column, from 0", parse: count("--cursor-col") },
    {
      flags: "--after-seq <n>",
      description: "only look at screens newer than this event",
      parse: count("--after-seq"),
    },
    {
      flags: "--timeout <ms>",
      description: "how long to wait (default 600000, 0 = without limit)",
      parse: milliseconds("--timeout"),
    },
  ],
  notes: [
    "--exit, --idle-ms and --state stand alone; the conditions on the screen must all hold together.",
    "A wait that times out still prints its result, and exits with 11.",
  ].join("\n"),
  async execute(call) {
    const { timeout, ...conditions } = call.options;
    const params: WaitParams = { ...conditions, ...(timeout === undefined ? {} : { timeoutMs: timeout }) };
    const result = await askSession<WaitResult>(call, "wait", params, async (manifest) => {
      const { waitOffline } = await import("../../client/offline-wait.ts");
      return waitOffline(call.globals.home, manifest, params);
    });
    if ("logIncomplete" in result) warnIfIncomplete(result.logIncomplete, call.globals);
    const outcome = { result, human: describe(result) };
    return result.timedOut ? { ...outcome, exitStatus: ERROR_CODES.WAIT_TIMEOUT.exit } : outcome;
  },
});

function describe(result: WaitResult): string {
  if (result.timedOut) return describeTimeout("reasons" in result ? result : result.state);
  if ("reasons" in result) return describeState(result);
  if ("matched" in result) return result.matchedText === undefined ? "It is so." : `Matched: ${result.matchedText}`;
  if (result.exitSignal) return `Ended by ${result.exitSignal}.`;
  return result.exitCode === undefined || result.exitCode === null ? "Idle." : `Exited with ${result.exitCode}.`;
}

function describeTimeout(state: SessionState | undefined): string {
  return state === undefined ? "Timed out." : `Timed out; ${describeState(state)}`;
}

function describeState({ state, reasons }: SessionState): string {
  return `${state}: ${reasons.join(" ")}`;
}
