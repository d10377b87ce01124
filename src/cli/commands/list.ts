import { defineCommand } from "../command.ts";
import { printWarning, traceOf } from "../diagnostics.ts";
import { oneLine } from "../one-line.ts";
import { table } from "../table.ts";

interface ListedSession {
  sessionId: string;
  status: string;
  command: string[];
  createdAt: string;
  name?: string;
  pid: number | null;
}

export const command = defineCommand<{ all?: boolean }>({
  name: "list",
  aliases: ["ls"],
  summary: "List the sessions of the home",
  arguments: [],
  options: [{ flags: "--all", description: "ended ones too" }],
  async execute({ options, globals }) {
    const { listSessions } = await import("../../client/list-sessions.ts");
    const manifests = listSessions(globals.home, {
      all: options.all ?? false,
      onUnreadable: (error) => printWarning(error, globals.logLevel),
      trace: traceOf(globals),
    });
    const sessions: ListedSession[] = manifests.map((manifest) => ({
      sessionId: manifest.sessionId,
      status: manifest.status,
      command: manifest.command,
      createdAt: manifest.createdAt,
      ...(manifest.name === undefined ? {} : { name: manifest.name }),
      pid: manifest.childPid,
    }));
    return { result: { sessions }, human: describe(sessions) };
  },
});

function describe(sessions: ListedSession[]): string {
  if (sessions.length === 0) return "No sessions.";
  const rows = sessions.map(({ sessionId, status, pid, name, command }) => [
    sessionId,
    status,
    String(pid ?? "-"),
    name ?? "-",
    oneLine(command.join(" ")),
  ]);
  return table(["SESSION", "STATUS", "PID", "NAME", "COMMAND"], rows);
}
