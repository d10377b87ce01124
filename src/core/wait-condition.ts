/** What a `wait` waits for: reading and checking what was asked, whoever asked. */

import { MAX_MS, parseCount, parseMs } from "./duration.ts";
import { compileScreenRegex } from "./regex-safety.ts";
import { WAITABLE_STATES, type WaitableState } from "./state-names.ts";

/** A number as JSON gives it, or its decimal digits as a command line does. */
export type GivenNumber = number | string;

/** What was asked for. A field that is absent or `undefined` was not. */
export interface WaitInput {
  exit?: boolean | undefined;
  idleMs?: GivenNumber | undefined;
  state?: string | undefined;
  text?: string | undefined;
  regex?: string | undefined;
  screenStableMs?: GivenNumber | undefined;
  /** 0-based, as is the column. */
  cursorRow?: GivenNumber | undefined;
  cursorCol?: GivenNumber | undefined;
  /** Only screens newer than this event count. */
  afterSeq?: GivenNumber | undefined;
  /** 0 waits for ever; {@link DEFAULT_WAIT_TIMEOUT_MS} if not given. */
  timeoutMs?: GivenNumber | undefined;
}

/** Conditions on the screen, which must all hold together. At least one of those besides `afterSeq` is there. */
export interface ScreenCondition {
  kind: "screen";
  /** What to look for. At most one of this and `regex` is there. */
  text?: string;
  /** Compiled with `m`, and `u` where that is possible; never `g` or `y`. */
  regex?: RegExp;
  stableMs?: number;
  cursorRow?: number;
  cursorCol?: number;
  afterSeq?: number;
  timeoutMs: number;
}

/** A state that the session is to be in. */
export interface StateCondition {
  kind: "state";
  state: WaitableState;
  timeoutMs: number;
}

/** A checked condition. Every number is a non-negative integer; a `timeoutMs` of 0 waits for ever. */
export type WaitCondition =
  | { kind: "exit"; timeoutMs: number }
  | { kind: "idle"; idleMs: number; timeoutMs: number }
  | StateCondition
  | ScreenCondition;

export const DEFAULT_WAIT_TIMEOUT_MS = 600_000;
/** The longest text to wait for, in characters. */
export const MAX_WAIT_TEXT = 1000;
/** The longest regular expression to wait for, in characters. */
export const MAX_WAIT_REGEX = 200;

/** A wait that makes no sense. */
export class WaitConditionError extends Error {
  override readonly name = "WaitConditionError";
  /** `duration` for a bad number of milliseconds, `input` for everything else. */
  readonly kind: "input" | "duration";
  /** The field that is wrong; the first of those that do not go together. */
  readonly field: keyof WaitInput | undefined;
  /** What it was given as. */
  readonly value: unknown;

  constructor(kind: "input" | "duration", field: keyof WaitInput | undefined, value: unknown, message: string) {
    super(message);
    this.kind = kind;
    this.field = field;
    this.value = value;
  }
}

const SCREEN_FIELDS = ["text", "regex", "screenStableMs", "cursorRow", "cursorCol"] as const;

/**
 * Checks what was asked for and gives it as a condition.
 *
 * @throws {WaitConditionError} if it names no condition or ones that do not go together, or a value is out of range
 */
export function parseWaitCondition(input: WaitInput): WaitCondition {
  checkFamilies(input);
  const timeoutMs = milliseconds(input, "timeoutMs") ?? DEFAULT_WAIT_TIMEOUT_MS;
  if (input.exit) return { kind: "exit", timeoutMs };
  const idleMs = milliseconds(input, "idleMs");
  if (idleMs !== undefined) return { kind: "idle", idleMs, timeoutMs };
  if (input.state !== undefined) return { kind: "state", state: checkedState(input.state), timeoutMs };
  return screenCondition(input, timeoutMs);
}

function checkFamilies(input: WaitInput): void {
  const screen = SCREEN_FIELDS.filter((field) => input[field] !== undefined);
  const families: (keyof WaitInput)[] = screen.slice(0, 1);
  if (input.state !== undefined) families.unshift("state");
  if (input.idleMs !== undefined) families.unshift("idleMs");
  if (input.exit) families.unshift("exit");
  const [first, second] = families;
  if (first === undefined) {
    const message = "a wait needs a condition: exit, idle, state, or text, regex, screen-stable or a cursor position";
    throw new WaitConditionError("input", undefined, undefined, message);
  }
  if (second !== undefined) throw conflict(input, first, second);
  if (input.text !== undefined && input.regex !== undefined) throw conflict(input, "text", "regex");
  if (input.afterSeq !== undefined && screen.length === 0) throw conflict(input, "afterSeq", first);
}

function conflict(input: WaitInput, field: keyof WaitInput, other: keyof WaitInput): WaitConditionError {
  const message = `${optionName(field)} and ${optionName(other)} cannot be given together`;
  return new WaitConditionError("input", field, input[field], message);
}

/** `afterSeq` is what people know as `--after-seq`. */
function optionName(field: keyof WaitInput): string {
  return `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function screenCondition(input: WaitInput, timeoutMs: number): ScreenCondition {
  const stableMs = milliseconds(input, "screenStableMs");
  const cursorRow = count(input, "cursorRow");
  const cursorCol = count(input, "cursorCol");
  const afterSeq = count(input, "afterSeq");
  return {
    kind: "screen",
    ...(input.text !== undefined && { text: checkedText(input.text) }),
    ...(input.regex !== undefined && { regex: checkedRegex(input.regex) }),
    ...(stableMs !== undefined && { stableMs }),
    ...(cursorRow !== undefined && { cursorRow }),
    ...(cursorCol !== undefined && { cursorCol }),
    ...(afterSeq !== undefined && { afterSeq }),
    timeoutMs,
  };
}

function checkedState(given: string): WaitableState {
  const state = WAITABLE_STATES.find((each) => each === given);
  if (state !== undefined) return state;
  const message = `the state to wait for must be one of ${WAITABLE_STATES.join(", ")}, not ${JSON.stringify(given)}`;
  throw new WaitConditionError("input", "state", given, message);
}

function checkedText(text: string): string {
  const length = [...text].length;
  if (length >= 1 && length <= MAX_WAIT_TEXT) return text;
  const message = `the text to wait for must have 1 to ${MAX_WAIT_TEXT} characters, not ${length}`;
  throw new WaitConditionError("input", "text", text, message);
}

function checkedRegex(source: string): RegExp {
  const refuse = (message: string) => new WaitConditionError("input", "regex", source, message);
  const length = [...source].length;
  if (length < 1 || length > MAX_WAIT_REGEX) {
    throw refuse(`the regular expression must have 1 to ${MAX_WAIT_REGEX} characters, not ${length}`);
  }
  const compiled = compileScreenRegex(source);
  if ("regex" in compiled) return compiled.regex;
  throw refuse(`the regular expression ${JSON.stringify(source)} cannot be used: ${compiled.problem}`);
}

function milliseconds(input: WaitInput, field: "idleMs" | "screenStableMs" | "timeoutMs"): number | undefined {
  const given = input[field];
  if (given === undefined) return undefined;
  const ms = parseMs(digitsOf(given));
  if (ms !== undefined) return ms;
  const message = `${field} must be an integer from 0 to ${MAX_MS} milliseconds, not ${JSON.stringify(given)}`;
  throw new WaitConditionError("duration", field, given, message);
}

function count(input: WaitInput, field: "cursorRow" | "cursorCol" | "afterSeq"): number | undefined {
  const given = input[field];
  if (given === undefined) return undefined;
  const value = parseCount(digitsOf(given));
  if (value !== undefined) return value;
  const message = `${field} must be a non-negative integer, not ${JSON.stringify(given)}`;
  throw new WaitConditionError("input", field, given, message);
}

/** A number is held to the same rules as digits: 1e3 is 1000, while 1.5, -1, NaN and 1e21 are not only digits. */
function digitsOf(given: GivenNumber): string {
  return String(given);
}
