import { endedState } from "../core/session-state.ts";
import { exitIsLogged, terminationCategory } from "../core/session-status.ts";
import { readLogEnd } from "../log/event-log-end.ts";
import type { Manifest } from "../protocol/manifest.ts";
import type { InspectResult } from "../protocol/methods.ts";
import { artifactHealth } from "../store/artifacts.ts";
import { sessionPaths } from "../store/session-directory.ts";

/** How a session without a host stands, from its files; of the log only the end is read. */
export async function inspectOffline(home: string, manifest: Manifest): Promise<InspectResult> {
  const paths = sessionPaths(home, manifest.sessionId);
  const { event, bytes, incomplete } = readLogEnd(paths.eventLog, { endsWithExit: exitIsLogged(manifest) });
  const endedAt = event === undefined ? manifest.updatedAt : event.ts;
  return {
    session: manifest,
    eventCount: event === undefined ? 0 : event.seq + 1,
    eventLogBytes: bytes,
    ...(event && { lastEventSeq: event.seq }),
    ...(incomplete && { logIncomplete: incomplete }),
    uptime: Math.max(0, Date.parse(endedAt) - Date.parse(manifest.createdAt)),
    terminationCategory: terminationCategory(manifest),
    state: endedState(manifest),
    artifacts: artifactHealth(paths, manifest.sessionId),
    usedOfflineReplay: true,
    rendererRuntime: {
      ...{ backend: "xterm", mode: "offline-replay", status: "healthy" },
      ...{ booted: false, bootInFlight: false },
    },
  };
}
