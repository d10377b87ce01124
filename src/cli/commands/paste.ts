import { defineCommand } from "../command.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";
import { FILE_OPTION, textFrom } from "../text-source.ts";
import { oneOf } from "../values.ts";

export const command = defineCommand<{ file?: string; bracketed?: string }>({
  name: "paste",
  summary: "Paste text into a session, as a terminal does",
  arguments: [SESSION_ARGUMENT, { flags: "[text]", description: "the text" }],
  options: [
    FILE_OPTION,
    {
      flags: "--bracketed <when>",
      description: "auto (if the program asked for it; the default), always, never",
      parse: oneOf("--bracketed", ["auto", "always", "never"]),
    },
  ],
  async execute(call) {
    const data = textFrom("text", call.arguments[1] as string | undefined, call.options.file);
    const { bracketed = "auto" } = call.options;
    const result = await askSession<{ seq: number }>(call, "paste", { data, bracketed });
    return { result, human: `Pasted (event ${result.seq}).` };
  },
});
