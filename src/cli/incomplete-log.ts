import type { LogIncomplete } from "../protocol/events.ts";
import type { Globals } from "./global-options.ts";
import { printDiagnostic } from "./output.ts";

/** Tells a person that what is shown stops before the end of the session's log; a program finds it in the result. */
export function warnIfIncomplete(logIncomplete: LogIncomplete | undefined, { json, logLevel }: Globals): void {
  if (logIncomplete === undefined || json || logLevel === "error") return;
  printDiagnostic(`The log is incomplete: ${describeIncomplete(logIncomplete)}. What stands before is shown.`);
}

/** `line 7: it is not JSON` */
export function describeIncomplete({ line, reason }: LogIncomplete): string {
  return `line ${line}: ${reason}`;
}
