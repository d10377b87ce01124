import { z } from "zod";
import { ERROR_CODES, type ErrorCode } from "./errors.ts";

const timestamp = z.iso.datetime({ precision: 3 }).describe("when it was printed, UTC");

/** What `--json` prints of a call that succeeded. */
export function successEnvelope(command: string, result: z.ZodType) {
  return z.object({ ok: z.literal(true), command: z.literal(command), timestamp, result });
}

/** What `--json` prints of a call that failed, whichever it was. */
export const failureEnvelope = z.object({
  ok: z.literal(false),
  command: z.string().describe("agent-tty, where it failed before a command was known"),
  timestamp,
  error: z.object({
    code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
    message: z.string().describe("for people: names the value, and what to do"),
    retryable: z.boolean().describe("the same call may succeed when simply made again"),
    details: z.record(z.string(), z.unknown()).describe("for programs: the values that the message is about"),
  }),
});
