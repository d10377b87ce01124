import { AppError, asAppError } from "../../protocol/errors.ts";
import { findRegisteredHome, forgetHome, realPath } from "../../store/home-registry.ts";
import { defineCommand } from "../command.ts";
import { printWarning } from "../diagnostics.ts";

export const command = defineCommand<object>({
  name: "home forget",
  summary: "Take a home off the list; its files stay",
  arguments: [{ flags: "<path>", description: "the home, as 'home list --all' shows it" }],
  options: [],
  notes: "It comes back when a session is created in it.",
  async execute({ arguments: [argument], globals }) {
    const given = String(argument);
    if (given === "") throw new AppError("INVALID_INPUT", "The path of a home must not be empty.", { path: given });
    const path = findRegisteredHome(given, process.env)?.path ?? realPath(given);
    let forgotten = false;
    try {
      forgotten = forgetHome(given, process.env);
    } catch (error) {
      // The list is advisory: that it cannot be written is told, and fails nothing.
      printWarning(asAppError(error), globals.logLevel);
    }
    return { result: { path, forgotten }, human: forgotten ? `Forgotten: ${path}` : `Not on the list: ${path}` };
  },
});
