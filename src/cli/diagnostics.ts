import { LOG_LEVELS, type LogLevel, type Trace } from "../core/log-level.ts";
import type { AppError } from "../protocol/errors.ts";
import { configPath } from "../store/home-config.ts";
import type { Globals } from "./global-options.ts";
import { printDiagnostic } from "./output.ts";

/**
 * Tells on standard error what is going on, as far as the log level wants it: `info` also what happened on the way,
 * `debug` also how. It is nothing where nobody wants to know, so that a usual call measures and says nothing.
 *
 * @throws AppError `INVALID_INPUT` if the home's settings, which may hold the level, cannot be used
 */
export function traceOf(globals: Globals): Trace | undefined {
  const { logLevel } = globals;
  if (!isTold("info", logLevel)) return undefined;
  const trace: Trace = (level, message) => {
    if (isTold(level, logLevel)) printDiagnostic(`${level}: ${message}`);
  };
  const settings = Object.keys(globals.config);
  if (settings.length > 0) trace("debug", `'${configPath(globals.home)}' sets ${settings.join(", ")}.`);
  return trace;
}

/** A fault that did not keep the call from its work. */
export function printWarning(error: AppError, logLevel: LogLevel): void {
  if (isTold("warn", logLevel)) printDiagnostic(`${error.code}: ${error.message}`);
}

function isTold(level: LogLevel, wanted: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(wanted);
}
