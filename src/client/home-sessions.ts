import { isActive } from "../core/session-status.ts";
import { AppError } from "../protocol/errors.ts";
import { readManifest } from "../store/manifest-file.ts";
import { asItStands } from "./reconcile.ts";
import { sessionIds } from "./session-search.ts";

export interface SessionCounts {
  readonly activeSessions: number;
  readonly totalSessions: number;
}

/**
 * How many sessions a home has, as they really stand. Nothing is reconciled: looking at a home changes nothing in it.
 *
 * @throws AppError `STORAGE_READ_ERROR`
 */
export function countSessions(home: string): SessionCounts {
  const counts = sessionIds(home).map((sessionId) => countOne(home, sessionId));
  return {
    activeSessions: counts.filter((found) => found === "active").length,
    totalSessions: counts.filter((found) => found !== undefined).length,
  };
}

/** One whose manifest cannot be read is a session all the same; a directory without a manifest is none. */
function countOne(home: string, sessionId: string): "active" | "ended" | undefined {
  try {
    return isActive(asItStands(readManifest(home, sessionId)).status) ? "active" : "ended";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === "SESSION_NOT_FOUND" ? undefined : "ended";
  }
}
