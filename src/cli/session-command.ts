import { callSession, type SessionCall } from "../client/session-call.ts";
import type { ArgumentDefinition, CommandCall } from "./command.ts";
import { traceOf } from "./diagnostics.ts";

/** The first argument of every command that is about one session. */
export const SESSION_ARGUMENT: ArgumentDefinition = {
  flags: "<session>",
  description: "session id, a unique prefix of it (4 characters or more), or a unique name",
};

/** Asks the session that the command's first argument names. */
export function askSession<T>(
  { arguments: [session], globals }: CommandCall<unknown>,
  method: string,
  params: object,
  offline?: SessionCall<T>["offline"],
): Promise<T> {
  return callSession<T>({
    home: globals.home,
    session: String(session),
    method,
    params,
    timeoutMs: globals.timeoutMs,
    trace: traceOf(globals),
    ...(offline && { offline }),
  });
}
