import { defineCommand } from "../command.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";

export const command = defineCommand<object>({
  name: "mark",
  summary: "Put a labelled mark into a session's log and recordings",
  arguments: [SESSION_ARGUMENT, { flags: "<label>", description: "the label; may be empty" }],
  options: [],
  async execute(call) {
    const result = await askSession<{ seq: number }>(call, "mark", { label: call.arguments[1] });
    return { result, human: `Marked (event ${result.seq}).` };
  },
});
