import { AppError } from "../../protocol/errors.ts";
import type { RunResult } from "../../protocol/methods.ts";
import { defineCommand } from "../command.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";
import { FILE_OPTION, textFrom } from "../text-source.ts";
import { count, milliseconds } from "../values.ts";

const DEFAULT_TIMEOUT_MS = 30_000;

/** What `--check` exits with when the command has not ended in time, as timeout(1) does. */
const TIMED_OUT_STATUS = 124;

/** The same where nobody could see how it ended. */
const UNKNOWN_STATUS = 125;

/** A command that took longer is told how long. */
const LONG_MS = 1000;

interface RunOptions {
  file?: string;
  timeout?: number;
  idleMs?: number;
  wait?: boolean;
  check?: boolean;
  maxOutput?: number;
  output?: boolean;
}

export const command = defineCommand<RunOptions>({
  name: "run",
  summary: "Type a command into a session's shell and wait until it has finished",
  arguments: [SESSION_ARGUMENT, { flags: "[command]", description: "the command, of one line or many" }],
  options: [
    FILE_OPTION,
    {
      flags: "--timeout <ms>",
      description: `how long to wait (default ${DEFAULT_TIMEOUT_MS}, 0 = without limit)`,
      parse: milliseconds("--timeout"),
    },
    {
      flags: "--idle-ms <n>",
      description: "return when nothing has come for so long, as where the end cannot be seen (a Python prompt)",
      parse: milliseconds("--idle-ms"),
    },
    { flags: "--no-wait", description: "return as soon as it has been typed" },
    {
      flags: "--check",
      description: "exit with the command's own status; 124 when it has not ended in time, 125 when it is not known",
    },
    {
      flags: "--max-output <bytes>",
      description: "how much of its output to give, the beginning and the end (default 65536)",
      parse: count("--max-output"),
    },
    { flags: "--no-output", description: "give none of its output" },
  ],
  notes: "A time-out is not an error: the command goes on, and the result says timedOut.",
  async execute(call) {
    const text = textFrom("command", call.arguments[1] as string | undefined, call.options.file);
    const { timeout = DEFAULT_TIMEOUT_MS, idleMs, wait, maxOutput, output, check } = call.options;
    if (check && wait === false) {
      const message = "--check and --no-wait cannot be given together: how it ends is not known yet.";
      throw new AppError("INVALID_INPUT", message, { options: ["--check", "--no-wait"] });
    }
    const most = output === false ? 0 : maxOutput;
    const params = {
      command: text,
      noWait: wait === false,
      timeoutMs: timeout,
      ...(idleMs !== undefined && { idleMs }),
      ...(most !== undefined && { maxOutput: most }),
    };
    const result = await askSession<RunResult>(call, "run", params);
    const exitStatus = check ? statusOf(result) : 0;
    return { result, human: describe(result), exitStatus };
  },
});

function statusOf({ completed, timedOut, idle, exitCode }: RunResult): number {
  if (timedOut || idle) return TIMED_OUT_STATUS;
  return completed === undefined ? 0 : (exitCode ?? UNKNOWN_STATUS);
}

function describe(result: RunResult): string {
  const { completed, seq, output, screen } = result;
  if (completed === undefined) return `Started (event ${seq}).`;
  const text = output?.text ?? screen?.join("\n") ?? "";
  return [text, closingLine(result)].filter((part) => part !== "").join(text.endsWith("\n") ? "" : "\n");
}

/** One line on how it ended, where that is worth one. */
function closingLine({ completed, timedOut, idle, exitCode, durationMs = 0, output }: RunResult): string {
  const duration = durationMs > LONG_MS ? `${(durationMs / 1000).toFixed(1)} s` : `${durationMs} ms`;
  if (timedOut) return `Still running after ${duration}.`;
  if (idle) return `Quiet after ${duration}, its end was not seen.`;
  if (!completed) return "The session ended before the command did.";
  if (exitCode !== undefined && exitCode !== 0) return `Failed with status ${exitCode} after ${duration}.`;
  return durationMs > LONG_MS || output === undefined ? `Completed in ${duration}.` : "";
}
