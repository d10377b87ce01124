import { SIGNALS } from "../../core/signals.ts";
import { defineCommand } from "../command.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";

export const command = defineCommand<object>({
  name: "signal",
  summary: "Send a signal to a session's program",
  arguments: [SESSION_ARGUMENT, { flags: "<signal>", description: "its name, with or without SIG" }],
  options: [],
  notes: `Signals: ${SIGNALS.join(", ")}.`,
  async execute(call) {
    const result = await askSession<object>(call, "signal", { signal: call.arguments[1] });
    return { result, human: `Sent ${call.arguments[1]}.` };
  },
});
