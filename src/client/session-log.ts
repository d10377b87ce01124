import type { Trace } from "../core/log-level.ts";
import { exitIsLogged } from "../core/session-status.ts";
import { EventLogReader } from "../log/event-log-reader.ts";
import type { Manifest } from "../protocol/manifest.ts";
import { type SessionPaths, sessionPaths } from "../store/session-directory.ts";
import { callSession } from "./session-call.ts";

export interface SessionLogRequest {
  readonly home: string;
  readonly session: string;
  readonly timeoutMs: number;
  readonly trace?: Trace | undefined;
}

/** A session, and its log as it was at the call. */
export interface SessionLog {
  readonly manifest: Manifest;
  readonly paths: SessionPaths;
  readonly log: EventLogReader;
  /** Whether a host goes on writing it, behind what is read. */
  readonly isLive: boolean;
}

/**
 * Finds the log of a session, live or ended. Of a live one it holds what has happened up to the call: the host writes its
 * log out and says how long it is, and exactly that is read.
 *
 * @throws as `callSession`
 */
export async function findSessionLog({ home, session, timeoutMs, trace }: SessionLogRequest): Promise<SessionLog> {
  const { session: manifest, eventLogBytes } = await callSession<{ session: Manifest; eventLogBytes?: number }>({
    ...{ home, session, timeoutMs, trace, method: "inspect", params: {} },
    offline: async (ended) => ({ session: ended }),
  });
  const paths = sessionPaths(home, manifest.sessionId);
  const isLive = eventLogBytes !== undefined;
  const log = new EventLogReader(paths.eventLog, {
    ...(isLive && { bytes: eventLogBytes }),
    endsWithExit: exitIsLogged(manifest),
  });
  return { manifest, paths, log, isLive };
}
