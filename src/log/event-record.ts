import { eventSchema, type LogEvent } from "../protocol/events.ts";

/** A line of the log as the event it must be, or, as a text, why it is not that event. */
export function parseRecord(line: string, seq: number): LogEvent | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return "it is not JSON";
  }
  if (isPlainOutput(parsed)) return parsed.seq === seq ? parsed : wrongNumber(parsed.seq);
  const event = eventSchema.safeParse(parsed);
  if (!event.success) return describeIssue(event.error.issues[0]);
  return event.data.seq === seq ? (event.data as LogEvent) : wrongNumber(event.data.seq);
}

type PlainOutput = Extract<LogEvent, { type: "output" }>;

const TIMESTAMP = /^\d{4}-(?:0\d|1[0-2])-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Nearly every record of a long log: known by hand in a tenth of the schema's time. What this does not know, that does. */
function isPlainOutput(value: unknown): value is PlainOutput {
  const { type, seq, ts, payload } = (value ?? {}) as Partial<PlainOutput>;
  return (
    type === "output" &&
    Number.isSafeInteger(seq) &&
    typeof ts === "string" &&
    TIMESTAMP.test(ts) &&
    typeof payload?.data === "string" &&
    payload.bytes === undefined
  );
}

function wrongNumber(seq: number): string {
  return `its seq is ${seq}`;
}

function describeIssue(issue: { path: PropertyKey[]; message: string } | undefined): string {
  const where = issue?.path.length ? `${issue.path.join(".")}: ` : "";
  return `it is not a record (${where}${issue?.message ?? "unknown shape"})`;
}
