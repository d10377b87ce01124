import type { LoggedCommand } from "../../export/command-record.ts";
import type { CommandsResult } from "../../protocol/commands.ts";
import { defineCommand } from "../command.ts";
import { describeTime } from "../describe-time.ts";
import { traceOf } from "../diagnostics.ts";
import { warnIfIncomplete } from "../incomplete-log.ts";
import { oneLine } from "../one-line.ts";
import { SESSION_ARGUMENT } from "../session-command.ts";
import { table } from "../table.ts";
import { count } from "../values.ts";

type Listed = CommandsResult["commands"][number];

export const command = defineCommand<{ last?: number }>({
  name: "commands",
  summary: "List what was carried out in a session, live or ended",
  arguments: [SESSION_ARGUMENT],
  options: [{ flags: "--last <n>", description: "only the last so many", parse: count("--last") }],
  notes:
    "In an integrated shell (bash, zsh, fish) these are all commands, whoever typed them; elsewhere those that 'run' has typed.",
  async execute({ arguments: [session], options: { last }, globals }) {
    const { readCommandLog } = await import("../../client/command-log.ts");
    const { home, timeoutMs } = globals;
    const { manifest, log, commands } = await readCommandLog({
      ...{ home, session: String(session), timeoutMs, trace: traceOf(globals) },
    });
    warnIfIncomplete(log.incomplete, globals);
    const listed = last === undefined ? commands : commands.slice(Math.max(0, commands.length - last));
    const result: CommandsResult = {
      sessionId: manifest.sessionId,
      commands: listed.map(withoutParts),
      ...(log.incomplete && { logIncomplete: log.incomplete }),
    };
    return { result, human: describe(result.commands) };
  },
});

function withoutParts({ parts: _, ...listed }: LoggedCommand): Listed {
  return listed;
}

function describe(commands: readonly Listed[]): string {
  if (commands.length === 0) return "No commands.";
  const rows = commands.map((each) => [
    each.commandId,
    each.state === "ended" ? String(each.exitCode ?? "-") : each.state,
    each.durationMs === undefined ? "-" : describeTime(each.durationMs),
    oneLine(each.command ?? "-"),
  ]);
  return table(["ID", "STATUS", "TIME", "COMMAND"], rows);
}
