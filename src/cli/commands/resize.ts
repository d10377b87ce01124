import { AppError } from "../../protocol/errors.ts";
import { defineCommand } from "../command.ts";
import { askSession, SESSION_ARGUMENT } from "../session-command.ts";
import { cells } from "../values.ts";

export const command = defineCommand<{ cols?: number; rows?: number }>({
  name: "resize",
  summary: "Change the size of a session's terminal",
  arguments: [SESSION_ARGUMENT],
  options: [
    { flags: "--cols <n>", description: "columns, 1 to 1000", parse: cells("--cols") },
    { flags: "--rows <n>", description: "rows, 1 to 1000", parse: cells("--rows") },
  ],
  async execute(call) {
    const { cols, rows } = call.options;
    if (cols === undefined || rows === undefined) {
      throw new AppError("INVALID_DIMENSIONS", "Give both --cols and --rows.", { cols, rows });
    }
    const result = await askSession<{ cols: number; rows: number }>(call, "resize", { cols, rows });
    return { result, human: `Resized to ${result.cols}×${result.rows}.` };
  },
});
