import type { KeysResult } from "../../protocol/methods.ts";
import { defineCommand } from "../command.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";

export const command = defineCommand<object>({
  name: "send-keys",
  summary: "Press keys in a session",
  arguments: [SESSION_ARGUMENT, { flags: "<keys...>", description: "key names: Enter, Ctrl+C, Alt+x, Up, F5, a, …" }],
  options: [],
  notes: [
    "Keys: Enter Tab Escape Backspace Delete Insert Space Up Down Left Right Home End PageUp PageDown F1…F24,",
    "or any one printable character. Modifiers, joined with +: Ctrl Alt Shift. Case does not matter in names.",
    "Also understood: Control, C-x, M-x, Esc, Return, Del, Ins, PgUp, PgDn, BTab.",
  ].join("\n"),
  async execute(call) {
    const result = await askSession<KeysResult>(call, "sendKeys", { keys: call.arguments[1] });
    const keys = result.secret ? "what the terminal hides" : result.accepted.join(" ");
    return { result, human: `Sent ${keys} (event ${result.seq}).` };
  },
});
