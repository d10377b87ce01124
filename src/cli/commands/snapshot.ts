import type { Snapshot } from "../../protocol/methods.ts";
import { defineCommand } from "../command.ts";
import { warnIfIncomplete } from "../incomplete-log.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";
import { oneOf } from "../values.ts";

export const command = defineCommand<{ format?: string; includeScrollback?: boolean; includeCells?: boolean }>({
  name: "snapshot",
  summary: "Read the screen of a session, live or ended",
  arguments: [SESSION_ARGUMENT],
  options: [
    {
      flags: "--format <format>",
      description: "structured (the default) or text",
      parse: oneOf("--format", ["structured", "text"]),
    },
    { flags: "--include-scrollback", description: "with the lines above the screen" },
    { flags: "--include-cells", description: "with the colours and attributes of each cell" },
  ],
  async execute(call) {
    const { format = "structured", includeScrollback = false, includeCells = false } = call.options;
    const params = { format: format as Snapshot["format"], includeScrollback, includeCells };
    const result = await askSession<Snapshot>(call, "snapshot", params, async (manifest) => {
      const { snapshotOffline } = await import("../../client/offline-snapshot.ts");
      return snapshotOffline(call.globals.home, manifest, params);
    });
    warnIfIncomplete(result.logIncomplete, call.globals);
    // With the last line's own newline, empty as it may be: as many lines as the screen has.
    return { result, human: `${screenOf(result)}\n` };
  },
});

function screenOf(snapshot: Snapshot): string {
  if (snapshot.format === "text") return snapshot.text;
  const lines = [...(snapshot.scrollbackLines ?? []), ...snapshot.visibleLines];
  return lines.map(({ text }) => text).join("\n");
}
