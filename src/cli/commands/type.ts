import { defineCommand } from "../command.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";
import { FILE_OPTION, textFrom } from "../text-source.ts";

export const command = defineCommand<{ file?: string; appendNewline?: boolean }>({
  name: "type",
  summary: "Type text into a session",
  arguments: [SESSION_ARGUMENT, { flags: "[text]", description: "the text, sent as it is" }],
  options: [FILE_OPTION, { flags: "--append-newline", description: "end with a newline" }],
  async execute(call) {
    const text = textFrom("text", call.arguments[1] as string | undefined, call.options.file);
    const data = call.options.appendNewline ? `${text}\n` : text;
    const result = await askSession<{ seq: number }>(call, "type", { data });
    return { result, human: `Typed (event ${result.seq}).` };
  },
});
