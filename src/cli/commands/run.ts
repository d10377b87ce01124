import { AppError } from "../../protocol/errors.ts";
import type { RunResult } from "../../protocol/methods.ts";
import { defineCommand } from "../command.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";
import { FILE_OPTION, textFrom } from "../text-source.ts";
import { count, milliseconds, oneOf } from "../values.ts";

const DEFAULT_TIMEOUT_MS = 30_000;

/** What `--check` exits with when the command has not ended, as timeout(1) does. */
const NOT_ENDED_STATUS = 124;

/** The same where nobody could see how it ended. */
const UNKNOWN_STATUS = 125;

/** A command that took longer is told how long. */
const LONG_MS = 1000;

interface RunOptions {
  file?: string;
  timeout?: number;
  idleMs?: number;
  until?: "completed" | "settled";
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
    {
      flags: "--until <what>",
      description: "completed: go on waiting where the command waits for typing; settled (default): return then",
      parse: oneOf("--until", ["settled", "completed"]),
    },
    { flags: "--no-wait", description: "return as soon as it has been typed" },
    {
      flags: "--check",
      description: "exit with the command's own status; 124 when it has not ended, 125 when it is not known",
    },
    {
      flags: "--max-output <bytes>",
      description: "how much of its output to give, the beginning and the end (default 16384)",
      parse: count("--max-output"),
    },
    { flags: "--no-output", description: "give none of its output" },
  ],
  notes:
    "A command that can go no further until something is typed ends the waiting: the result says awaiting-input or\n" +
    "awaiting-secret. Neither that nor a time-out is an error: the command goes on.",
  async execute(call) {
    const text = textFrom("command", call.arguments[1] as string | undefined, call.options.file);
    const { timeout = DEFAULT_TIMEOUT_MS, idleMs, until, wait, maxOutput, output, check } = call.options;
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
      ...(until !== undefined && { until }),
      ...(most !== undefined && { maxOutput: most }),
    };
    const result = await askSession<RunResult>(call, "run", params);
    const exitStatus = check ? statusOf(result) : 0;
    return { result, human: describe(result), exitStatus };
  },
});

function statusOf({ outcome, exitCode }: RunResult): number {
  if (outcome === undefined) return 0;
  return outcome === "completed" || outcome === "exited" ? (exitCode ?? UNKNOWN_STATUS) : NOT_ENDED_STATUS;
}

function describe(result: RunResult): string {
  const { outcome, seq, output, screen, clearedInput } = result;
  if (outcome === undefined) return `Started (event ${seq}).`;
  // What a command asks stands on the screen.
  const text = (outcome === "completed" ? output?.text : undefined) ?? screen?.join("\n") ?? output?.text ?? "";
  const cleared = clearedInput ? "What stood in the shell's line editor has been taken away first." : "";
  return [cleared, text, closingLine(result)]
    .filter((part) => part !== "")
    .map((part) => part.replace(/\n$/, ""))
    .join("\n");
}

/** One line on how it ended, where that is worth one. */
function closingLine(result: RunResult): string {
  const { outcome, idle, exitCode, durationMs = 0, output, state } = result;
  const duration = durationMs > LONG_MS ? `${(durationMs / 1000).toFixed(1)} s` : `${durationMs} ms`;
  const who = state?.foreground?.name ?? "The program in front";
  if (idle) return `Quiet after ${duration}, its end was not seen.`;
  switch (outcome) {
    case "timed-out":
      return `Still running after ${duration}.`;
    case "awaiting-input":
      return `${who} waits for input after ${duration}: answer with type or send-keys.`;
    case "awaiting-secret":
      return `${who} waits for a secret after ${duration}: answer with type, which keeps it out of the log.`;
    case "exited":
      return "The session ended before the command did.";
  }
  if (exitCode !== undefined && exitCode !== 0) return `Failed with status ${exitCode} after ${duration}.`;
  return durationMs > LONG_MS || output === undefined ? `Completed in ${duration}.` : "";
}
