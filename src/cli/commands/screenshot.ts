import { AppError } from "../../protocol/errors.ts";
import { defineCommand } from "../command.ts";
import { SESSION_ARGUMENT } from "../session-command.ts";

/** Known, so that who calls it is told what to use instead. */
export const command = defineCommand<object>({
  name: "screenshot",
  summary: "Draw the screen as a picture; not part of this version",
  arguments: [SESSION_ARGUMENT],
  options: [
    { flags: "--show-cursor", description: "with the cursor" },
    { flags: "--hide-cursor", description: "without the cursor" },
    { flags: "--out <path>", description: "where to write it" },
  ],
  async execute() {
    const message = "This version cannot draw pictures; 'snapshot --include-cells' gives the screen with its colours.";
    throw new AppError("EXPORT_ERROR", message, { available: ["snapshot"] });
  },
});
