import type { RunResult } from "../../protocol/methods.ts";
import { defineCommand } from "../command.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";
import { FILE_OPTION, textFrom } from "../text-source.ts";
import { milliseconds } from "../values.ts";

const DEFAULT_TIMEOUT_MS = 30_000;

export const command = defineCommand<{ file?: string; timeout?: number; wait?: boolean }>({
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
    { flags: "--no-wait", description: "return as soon as it has been typed" },
  ],
  notes: "A time-out is not an error: the command goes on, and the result says timedOut.",
  async execute(call) {
    const text = textFrom("command", call.arguments[1] as string | undefined, call.options.file);
    const { timeout = DEFAULT_TIMEOUT_MS, wait } = call.options;
    const params = { command: text, noWait: wait === false, timeoutMs: timeout };
    const result = await askSession<RunResult>(call, "run", params);
    return { result, human: describe(result) };
  },
});

function describe({ completed, timedOut, durationMs, seq }: RunResult): string {
  if (completed === undefined) return `Started (event ${seq}).`;
  if (completed) return `Completed in ${durationMs} ms.`;
  return timedOut ? `Still running after ${durationMs} ms.` : "The session ended before the command did.";
}
