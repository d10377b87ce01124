import type { BatchStepResult } from "../../protocol/batch.ts";
import { defineCommand } from "../command.ts";
import { traceOf } from "../diagnostics.ts";
import { warnIfIncomplete } from "../incomplete-log.ts";
import { watchInterruption } from "../interruption.ts";
import { SESSION_ARGUMENT } from "../session-command.ts";
import { FILE_OPTION, textFrom } from "../text-source.ts";

/** A batch that went on behind a failure has no one error to exit with. */
const KEPT_GOING_STATUS = 1;

export const command = defineCommand<{ file?: string; keepGoing?: boolean }>({
  name: "batch",
  summary: "Type, paste, press keys, run and wait, step after step, in one call",
  arguments: [SESSION_ARGUMENT, { flags: "[steps]", description: "the steps, a JSON array" }],
  options: [FILE_OPTION, { flags: "--keep-going", description: "do the other steps even if one fails" }],
  notes: [
    "Steps, each of one kind:",
    '  {"type": "text"}   {"paste": "text"}   {"sendKeys": ["Escape", "Ctrl+C"]}',
    '  {"run": "command", "noWait": true, "timeout": 30000}',
    '  {"wait": {"text": "…" or "regex": "…", "screenStableMs": 200, "cursorRow": 0, "cursorCol": 0, "timeout": 5000}}',
    "",
    "All steps are checked before anything is sent. A wait only looks at screens newer than the input before it.",
    "The first failure ends the batch: the result tells what was done, and the exit status is that of the step's",
    "error (11 for a wait that timed out); 1 with --keep-going. A run that times out is no failure.",
    "Ctrl-C (130) and SIGTERM (143) end it at once, with the same result. --timeout-ms bounds each step;",
    "--log-level debug tells on standard error when each begins.",
  ].join("\n"),
  async execute({ arguments: [session, steps], options, globals }) {
    const text = textFrom("steps", steps as string | undefined, options.file);
    const [{ checkedBatchPlan }, { runBatch }] = await Promise.all([
      import("../../client/batch-plan.ts"),
      import("../../client/batch.ts"),
    ]);
    const plan = checkedBatchPlan(text);
    const trace = traceOf(globals);
    const interruption = watchInterruption();
    const { result, firstFailure } = await runBatch({
      home: globals.home,
      session: String(session),
      steps: plan,
      keepGoing: options.keepGoing ?? false,
      timeoutMs: globals.timeoutMs,
      signal: interruption.signal,
      trace,
    });
    for (const { logIncomplete } of result.steps) warnIfIncomplete(logIncomplete, globals);
    const failureStatus = options.keepGoing ? KEPT_GOING_STATUS : firstFailure?.exitStatus;
    const exitStatus = interruption.exitStatus ?? (firstFailure && failureStatus) ?? 0;
    return { result, human: result.steps.map(describe).join("\n"), exitStatus };
  },
});

function describe(step: BatchStepResult): string {
  const { index, kind, status, durationMs } = step;
  const time = status === "not-run" ? "" : `${durationMs} ms`;
  const columns = [String(index).padStart(3), kind.padEnd(8), status.padEnd(11), time.padStart(9), outcomeOf(step)];
  return columns.join("  ").trimEnd();
}

function outcomeOf({ error, runOutcome, matchedText, seq, secret }: BatchStepResult): string {
  if (error) return `${error.code}: ${error.message}`;
  if (matchedText !== undefined) return `matched: ${JSON.stringify(matchedText)}`;
  const parts = [runOutcome, secret && "hidden by the terminal", seq === undefined ? undefined : `event ${seq}`];
  return parts.filter((part) => part !== undefined).join(", ");
}
