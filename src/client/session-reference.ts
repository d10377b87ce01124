import { classifySessionRef } from "../core/session-id.ts";
import { AppError } from "../protocol/errors.ts";

/**
 * The id of the session that the user named: by its whole id, a unique prefix of it, or a unique name. A whole id is
 * taken as it is, so that the usual call reads nothing to find its session.
 *
 * @throws AppError `INVALID_SESSION_ID`, also for an ambiguous one, with the candidates; `SESSION_NOT_FOUND`
 */
export async function resolveSessionId(home: string, reference: string): Promise<string> {
  const kind = classifySessionRef(reference);
  if (kind === "ulid") return reference;
  if (kind === "invalid") {
    const shown = reference.replaceAll("\0", "\\0");
    throw new AppError("INVALID_SESSION_ID", `'${shown}' cannot be a session id.`, { sessionId: reference });
  }
  const { searchSession } = await import("./session-search.ts");
  return searchSession(home, reference);
}
