import { z } from "zod";
import { logIncompleteSchema } from "./events.ts";
import { RUN_OUTCOMES } from "./methods.ts";

/** The result of a `batch`: what became of each of its steps. */

export const batchStepResult = z.strictObject({
  /** From 0, in the order of the plan. */
  index: z.int().nonnegative(),
  kind: z.enum(["type", "paste", "sendKeys", "run", "wait"]),
  status: z.enum(["completed", "failed", "not-run", "interrupted"]),
  durationMs: z.int().nonnegative(),
  /** The input's event. */
  seq: z.int().nonnegative().optional(),
  /** The terminal hid the input (a password prompt): the log has only its length. */
  secret: z.literal(true).optional(),
  noWait: z.boolean().optional(),
  runOutcome: z.enum(["completed", "timedOut", "sessionExited", "started"]).optional(),
  outcome: z.enum(RUN_OUTCOMES).optional(),
  completed: z.boolean().optional(),
  timedOut: z.boolean().optional(),
  exitCode: z.int().optional(),
  /** Only screens newer than this event were looked at. */
  waitBaseline: z.int().nonnegative().optional(),
  matched: z.boolean().optional(),
  matchedText: z.string().optional(),
  capturedAtSeq: z.int().optional(),
  screenHash: z.string().optional(),
  /** There only where the session ended, and the step was answered from a log that is not whole. */
  logIncomplete: logIncompleteSchema.optional(),
  error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
});

export const batchResult = z.strictObject({
  steps: z.array(batchStepResult),
  completedCount: z.int().nonnegative(),
  failedIndices: z.array(z.int().nonnegative()),
});

export type BatchStepResult = z.infer<typeof batchStepResult>;
export type BatchResult = z.infer<typeof batchResult>;
