import type { InspectResult } from "../../protocol/methods.ts";
import { defineCommand } from "../command.ts";
import { describeIncomplete } from "../incomplete-log.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";

export const command = defineCommand<object>({
  name: "inspect",
  summary: "Show how a session stands",
  arguments: [SESSION_ARGUMENT],
  options: [],
  async execute(call) {
    const result = await askSession<InspectResult>(call, "inspect", {}, async (manifest) => {
      const { inspectOffline } = await import("../../client/offline-inspect.ts");
      return inspectOffline(call.globals.home, manifest);
    });
    return { result, human: describe(result) };
  },
});

function describe(result: InspectResult): string {
  const { session, eventCount, logIncomplete, uptime, terminationCategory, state, artifacts, host } = result;
  const rows: [string, string | number | undefined][] = [
    ["Session", session.sessionId],
    ["Name", session.name],
    ["Status", `${session.status} (${terminationCategory})`],
    ["State", `${state.state}: ${state.reasons.join(" ")}`],
    ["Command", session.command.join(" ")],
    ["Directory", session.cwd],
    ["Size", `${session.cols}×${session.rows}`],
    ["Created", session.createdAt],
    ["Uptime", `${(uptime / 1000).toFixed(1)} s`],
    ["Process", session.childPid ?? undefined],
    ["Exit code", session.exitCode ?? undefined],
    ["Exit signal", session.exitSignal ?? undefined],
    ["Failure", session.failureReason],
    ["Events", eventCount],
    ["Incomplete", logIncomplete && describeIncomplete(logIncomplete)],
    ["Artifacts", `${artifacts.total} (${artifacts.health})`],
    ["Socket", host?.rpcSocketPath],
  ];
  return rows
    .filter(([, value]) => value !== undefined)
    .map(([label, value]) => `${label.padEnd(12)}${value}`)
    .join("\n");
}
