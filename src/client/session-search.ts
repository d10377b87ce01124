import { readdirSync } from "node:fs";
import { isActive } from "../core/session-status.ts";
import { AppError, systemErrorCode } from "../protocol/errors.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { readManifest } from "../store/manifest-file.ts";
import { isHiddenName, sessionPaths, sessionsDirectory } from "../store/session-directory.ts";

const SHORTEST_PREFIX = 4;

/**
 * The one session whose id begins so (four characters at least), or that has this name. Of several sessions of one name
 * only the active ones count, if there are any.
 *
 * @throws AppError `INVALID_SESSION_ID` for an ambiguous one, with the candidates; `SESSION_NOT_FOUND`
 */
export function searchSession(home: string, reference: string): string {
  const candidates = matches(home, reference);
  const [only, ...others] = candidates;
  if (only === undefined) throw notFound(home, reference);
  if (others.length === 0) return only;
  throw new AppError(
    "INVALID_SESSION_ID",
    `'${reference}' names ${candidates.length} sessions: ${candidates.join(", ")}. Use a whole id.`,
    { sessionId: reference, candidates },
  );
}

function matches(home: string, reference: string): string[] {
  const ids = sessionIds(home);
  const prefix = reference.toUpperCase();
  const byPrefix = reference.length >= SHORTEST_PREFIX ? ids.filter((id) => id.startsWith(prefix)) : [];
  return [...new Set([...byPrefix, ...namedSessions(home, ids, reference)])];
}

function namedSessions(home: string, ids: string[], name: string): string[] {
  const named = ids
    .map((id) => manifestOrNothing(home, id))
    .filter((manifest) => manifest !== undefined)
    .filter((manifest) => manifest.name === name);
  const active = named.filter(({ status }) => isActive(status));
  return (active.length > 0 ? active : named).map(({ sessionId }) => sessionId);
}

function manifestOrNothing(home: string, sessionId: string): Manifest | undefined {
  try {
    return readManifest(home, sessionId);
  } catch {
    // A session whose manifest cannot be read has no name to be found by; its id still reaches it, and says why.
    return undefined;
  }
}

/** The ids of all sessions of a home, oldest first (a ULID begins with its time). */
export function sessionIds(home: string): string[] {
  try {
    return readdirSync(sessionsDirectory(home))
      .filter((name) => !isHiddenName(name))
      .sort();
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw new AppError("STORAGE_READ_ERROR", `Cannot read '${sessionsDirectory(home)}': ${(error as Error).message}.`, {
      path: sessionsDirectory(home),
    });
  }
}

function notFound(home: string, sessionId: string): AppError {
  return new AppError("SESSION_NOT_FOUND", `There is no session '${sessionId}'. 'agent-tty list --all' shows all.`, {
    sessionId,
    manifestPath: sessionPaths(home, sessionId).manifest,
  });
}
