/** The plan of a `batch`: what to do with a session step after step, checked as a whole before anything is sent. */

import { BatchPlanError, GivenObject, nearestKey, shown } from "./batch-plan-object.ts";
import { parseWaitCondition, WaitConditionError } from "./wait-condition.ts";

/** Conditions on the screen, as the `wait` method takes them. */
export interface BatchWaitParams {
  text?: string;
  regex?: string;
  screenStableMs?: number;
  cursorRow?: number;
  cursorCol?: number;
  timeoutMs?: number;
}

/** A step: its kind is the method that a session's host is asked, and `params` what it is asked with. */
export type BatchStep =
  | { kind: "type" | "paste"; params: { data: string } }
  | { kind: "sendKeys"; params: { keys: string[] } }
  | { kind: "run"; params: { command: string; noWait: boolean; timeoutMs?: number } }
  | { kind: "wait"; params: BatchWaitParams };

export type BatchKind = BatchStep["kind"];

/** Each kind of step: the keys it may have beside its own, and how it is read. */
const KINDS: Record<BatchKind, { otherKeys: readonly string[]; read: (step: GivenObject) => BatchStep }> = {
  type: { otherKeys: [], read: (step) => ({ kind: "type", params: { data: step.text("type") } }) },
  paste: { otherKeys: [], read: (step) => ({ kind: "paste", params: { data: step.text("paste") } }) },
  sendKeys: { otherKeys: [], read: (step) => ({ kind: "sendKeys", params: { keys: step.keyNames("sendKeys") } }) },
  run: { otherKeys: ["noWait", "timeout"], read: readRun },
  wait: { otherKeys: [], read: (step) => ({ kind: "wait", params: readWait(step.object("wait")) }) },
};

const KIND_NAMES = Object.keys(KINDS) as BatchKind[];
const CONDITIONS = {
  text: "string",
  regex: "string",
  screenStableMs: "number",
  cursorRow: "number",
  cursorCol: "number",
} as const;
const WAIT_KEYS = { ...CONDITIONS, timeout: "number" } as const;

/**
 * Reads a plan as JSON gives it.
 *
 * @returns the steps, at least one
 * @throws {BatchPlanError} for the first step that could not be carried out as it stands
 */
export function parseBatchPlan(plan: unknown): BatchStep[] {
  if (!Array.isArray(plan)) {
    throw new BatchPlanError(`The steps must be a JSON array, not ${shown(plan)}.`, { value: plan });
  }
  if (plan.length === 0) throw new BatchPlanError("There must be at least one step.", { value: plan });
  return plan.map((given: unknown, index) => readStep(given, index));
}

function readStep(given: unknown, index: number): BatchStep {
  const step = GivenObject.of(given, index);
  const kinds = KIND_NAMES.filter((kind) => step.has(kind));
  const [kind, second] = kinds;
  if (kind === undefined) throw noKind(step);
  if (second !== undefined) throw step.fault(second, `is a second kind beside '${kind}'; a step does one thing`);
  const { otherKeys, read } = KINDS[kind];
  step.allowOnly([kind, ...otherKeys], `a '${kind}' step`);
  return read(step);
}

function noKind(step: GivenObject): BatchPlanError {
  const [key] = step.keys;
  const kinds = KIND_NAMES.join(", ");
  if (key === undefined) return step.fault(undefined, `is empty; it must have one of ${kinds}`);
  return step.fault(key, `is no kind of step; use one of ${kinds}`, nearestKey(key, KIND_NAMES));
}

function readRun(step: GivenObject): BatchStep {
  const timeoutMs = step.milliseconds("timeout");
  return {
    kind: "run",
    params: {
      command: step.text("run"),
      noWait: step.flag("noWait") ?? false,
      ...(timeoutMs !== undefined && { timeoutMs }),
    },
  };
}

function readWait(given: GivenObject): BatchWaitParams {
  given.allowOnly(Object.keys(WAIT_KEYS), "a wait in a batch");
  const conditionKeys = Object.keys(CONDITIONS);
  if (!conditionKeys.some((key) => given.has(key))) {
    throw given.fault(undefined, `needs a condition: ${conditionKeys.join(", ")}`);
  }
  if (given.has("text") && given.has("regex")) throw given.fault("regex", "cannot be given together with text");
  const { timeout, ...conditions } = given.typed(WAIT_KEYS);
  const params = { ...conditions, ...(timeout !== undefined && { timeoutMs: timeout }) };
  try {
    parseWaitCondition(params);
  } catch (error) {
    if (!(error instanceof WaitConditionError)) throw error;
    const key = error.field === "timeoutMs" ? "timeout" : error.field;
    throw given.fault(key, `is not valid: ${error.message.replace(/^timeoutMs/, "timeout")}`);
  }
  return params;
}
