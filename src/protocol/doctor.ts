import { z } from "zod";

/** The result of `doctor`. */

const check = z.strictObject({
  name: z.string(),
  status: z.enum(["pass", "fail", "skip"]),
  /** What was found; of a check that failed also what to do about it. */
  message: z.string(),
  durationMs: z.int().nonnegative(),
});

const capability = z.strictObject({
  name: z.string(),
  status: z.enum(["available", "unavailable", "degraded", "unknown"]),
  reason: z.string().optional(),
  detail: z.string().optional(),
});

export const doctorResult = z.strictObject({
  ok: z.boolean(),
  checks: z.strictObject({ environment: z.array(check), renderer: z.array(check) }),
  capabilities: z.array(capability),
});

export type CheckResult = z.infer<typeof check>;
export type Capability = z.infer<typeof capability>;
export type DoctorResult = z.infer<typeof doctorResult>;
